import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BodySeen, EntrySighting } from '../../../lib/capture/sighting.ts';
import { DevtoolsReports, packEntry, unpack } from '../../../lib/messaging/devtools-messages.ts';

const entry = (body: BodySeen, responseBody?: BodySeen): EntrySighting => ({
  kind: 'entry',
  entry: 'a:1',
  at: 1,
  ended: 2,
  method: 'POST',
  url: 'http://receiver.test/api/events',
  status: 202,
  requestHeaders: [],
  responseHeaders: [],
  body,
  ...(responseBody && { responseBody }),
  timings: {},
});

/** Also as some servers write it, with a mark of its byte order. */
const text = fc
  .tuple(fc.constantFrom('', '\ufeff'), fc.string({ unit: 'grapheme', maxLength: 1000 }))
  .map((parts) => new TextEncoder().encode(parts.join('')));

test('law: bytes come out of a message as they went in', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 100_000, size: 'max' }), text), (bytes) => {
      const seen = entry({ kind: 'bytes', bytes: new Uint8Array(bytes), size: bytes.length });
      const message: unknown = JSON.parse(
        JSON.stringify({ devtools: 7, reports: [packEntry(seen)] }),
      );
      const [report] = DevtoolsReports.parse(message).reports;
      expect(unpack(report!, 7)).toEqual({ ...seen, tabId: 7 });
    }),
    { numRuns: 40 },
  );
});

test('bodies that are none, and answers, go the same way', () => {
  const gap: BodySeen = { kind: 'unreadable', reason: 'cut' };
  for (const seen of [entry(gap), entry({ kind: 'empty' }, gap), entry(gap, { kind: 'empty' })]) {
    expect(unpack(packEntry(seen), 1)).toEqual({ ...seen, tabId: 1 });
  }
});

test('a message that is none of these is not taken for one', () => {
  for (const message of [undefined, {}, { devtools: 'x', reports: [] }, { devtools: 1 }]) {
    expect(DevtoolsReports.safeParse(message).success).toBe(false);
  }
});
