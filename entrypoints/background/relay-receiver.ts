import type { browser as Browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { isEndpoint } from '../../lib/capture/endpoints.ts';
import { Origin, PageSighting } from '../../lib/capture/sighting.ts';
import { type Acknowledgement, Sightings } from '../../lib/messaging/commands.ts';
import { OUTBOX } from '../../lib/messaging/relay-messages.ts';
import type { Recording } from './recording.ts';
import type { Watching } from './watching.ts';

type Sender = Parameters<Parameters<typeof Browser.runtime.onMessage.addListener>[0]>[1];

const OutboxEntry = z.object({ origin: Origin, sightings: z.array(z.unknown()) });

/** Receives what relays report, answers when it is in the log, and empties the outbox. */
export function receiveSightings(
  browser: typeof Browser,
  recording: Recording,
  watching: Watching,
): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
    const parsed = Sightings.safeParse(message);
    if (!parsed.success || sender.tab?.id === undefined) return false;
    const origin = originOf(sender, sender.tab.id);
    record(parsed.data.sightings, origin).then(respond, () => respond(undefined));
    return true;
  });
  browser.storage.local.onChanged.addListener((changes) => {
    for (const [name, { newValue }] of Object.entries(changes)) {
      if (name.startsWith(OUTBOX) && newValue !== undefined) void empty(name, newValue);
    }
  });
  void browser.storage.local.get(null).then((stored) => {
    for (const [name, entry] of Object.entries(stored)) {
      if (name.startsWith(OUTBOX)) void empty(name, entry);
    }
  });

  async function record(sightings: unknown[], origin: Origin): Promise<Acknowledgement> {
    await watching.ready;
    const { endpoints } = await recording.settings();
    const parsed = sightings
      .flatMap((message) => PageSighting.safeParse(message).data ?? [])
      // What the page claims to have sent elsewhere is none of ours.
      .filter((seen) => seen.kind !== 'call' || isEndpoint(seen.method, seen.url, endpoints));
    await Promise.all(parsed.map((sighting) => recording.see({ by: 'page', sighting, origin })));
    return { origin, instruction: { active: watching.isRecorded(origin.tabId), endpoints } };
  }

  async function empty(name: string, entry: unknown) {
    const parsed = OutboxEntry.safeParse(entry);
    if (parsed.success) await record(parsed.data.sightings, parsed.data.origin);
    await browser.storage.local.remove(name);
  }
}

function originOf(sender: Sender, tabId: number): Origin {
  const frameId = sender.frameId ?? 0;
  return {
    tabId,
    frameId,
    topFrame: frameId === 0,
    ...(sender.documentId && { document: sender.documentId }),
    url: sender.url ?? '',
  };
}
