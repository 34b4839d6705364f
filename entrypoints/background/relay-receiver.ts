import type { browser as Browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { isHookOff } from '../../lib/capture/registration.ts';
import { createReceiver } from '../../lib/capture/receive.ts';
import { Origin } from '../../lib/capture/sighting.ts';
import { type Acknowledgement, Sightings, type Told } from '../../lib/messaging/commands.ts';
import { OUTBOX } from '../../lib/messaging/relay-messages.ts';
import type { Recording } from './recording.ts';
import { unlessEnding } from './unless-ending.ts';
import type { Watching } from './watching.ts';

type Sender = Parameters<Parameters<typeof Browser.runtime.onMessage.addListener>[0]>[1];

const OutboxEntry = z.object({ origin: Origin, sightings: z.array(z.unknown()) });

/** Receives what relays report, answers when it is in the log, and empties the outbox. */
export function receiveSightings(
  browser: typeof Browser,
  recording: Recording,
  watching: Watching,
): void {
  const receive = createReceiver((sighting) => recording.see(sighting));

  browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
    const parsed = Sightings.safeParse(message);
    if (!parsed.success || sender.tab?.id === undefined) return false;
    const origin = originOf(sender, sender.tab.id);
    const site = sender.origin ?? origin.url;
    record(parsed.data.sightings, origin, site).then(respond, () => respond(undefined));
    return true;
  });
  browser.storage.local.onChanged.addListener((changes) => {
    for (const [name, { newValue }] of Object.entries(changes)) {
      if (name.startsWith(OUTBOX) && newValue !== undefined) unlessEnding(empty(name, newValue));
    }
  });
  void browser.storage.local.get(null).then((stored) => {
    for (const [name, entry] of Object.entries(stored)) {
      if (name.startsWith(OUTBOX)) unlessEnding(empty(name, entry));
    }
  });

  async function record(
    sightings: readonly Told[],
    origin: Origin,
    site: string,
  ): Promise<Acknowledgement> {
    await watching.ready;
    const { endpoints, hookOff } = await recording.settings();
    await receive(sightings, origin, endpoints);
    const off = isHookOff(site, hookOff);
    const active = watching.isRecorded(origin.tabId) && !off;
    return { origin, instruction: { active, endpoints, ...(off && { off }) } };
  }

  async function empty(name: string, entry: unknown) {
    const parsed = OutboxEntry.safeParse(entry);
    if (parsed.success) {
      const { origin, sightings } = parsed.data;
      const told = sightings.map((seen) => ({ seen }));
      try {
        await record(told, origin, origin.url);
      } catch {
        // It could not be written: the entry stays for the next start.
        return;
      }
    }
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
