import type { Told } from '../messaging/commands.ts';
import { isEndpoint } from './endpoints.ts';
import type { Sighting } from './hearing.ts';
import { type Origin, PageSighting } from './sighting.ts';
import { readBody } from './told-body.ts';

/**
 * Takes what relays tell: each sighting is parsed, its Blobs are read, and it is seen, in the order in
 * which its document told it, so that a call comes before its outcome however long its body takes.
 * Resolves when all of them are in the log.
 */
export function createReceiver(see: (sighting: Sighting) => Promise<void>) {
  /** The end of what each document has told so far. */
  const lines = new Map<string, Promise<void>>();

  async function inOrder(told: readonly Told[], origin: Origin, endpoints: readonly string[]) {
    const written: Promise<void>[] = [];
    for (const { seen, blobs = [] } of told) {
      const parsed = PageSighting.safeParse(seen);
      if (!parsed.success) continue;
      const sighting = parsed.data;
      if (sighting.kind !== 'call') {
        written.push(see({ by: 'page', sighting, origin }));
        // What the page claims to have sent elsewhere is none of ours.
      } else if (isEndpoint(sighting.method, sighting.url, endpoints)) {
        const body = await readBody(sighting.body, blobs);
        written.push(see({ by: 'page', sighting, origin, body }));
      }
    }
    return { written: Promise.all(written) };
  }

  return async (
    told: readonly Told[],
    origin: Origin,
    endpoints: readonly string[],
  ): Promise<void> => {
    const document = origin.document ?? `${origin.tabId}:${origin.frameId}`;
    const before = lines.get(document) ?? Promise.resolve();
    const turn = before.then(() => inOrder(told, origin, endpoints));
    const over = turn.then(
      () => {},
      () => {},
    );
    lines.set(document, over);
    void over.then(() => {
      if (lines.get(document) === over) lines.delete(document);
    });
    await (
      await turn
    ).written;
  };
}
