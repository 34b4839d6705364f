import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../lib/wire/decode.ts';
import { valueOf } from '../../../lib/wire/json/value.ts';
import { readLossless } from '../../../lib/wire/lossless.ts';
import { bytesOf } from '../samples.ts';

const TYPES = ['ProductClicked', 'OrderCreated', 'SearchPerformed', '订单', '__proto__'];
const name = fc.string({ minLength: 1 }).map((text) => `x${text}`);
const event = fc
  .tuple(fc.constantFrom(...TYPES), fc.dictionary(name, fc.jsonValue()))
  .map(([eventType, fields]) => ({ eventType, ...fields }));
const bad = fc.constantFrom(null, 7, 'x', true, [], {}, { a: 1, b: 2 });
const header = fc.record({
  name: fc.constantFrom('content-type', 'content-encoding', 'instrumentation-key'),
  value: fc.oneof(
    fc.string(),
    fc.constantFrom('application/json', 'multipart/form-data; boundary=x', 'gzip', 'deflate'),
    fc.constantFrom('application/x-www-form-urlencoded', 'application/x-ndjson'),
  ),
});

function batchOf(text: string, contentType = 'application/json') {
  const request = { headers: [{ name: 'content-type', value: contentType }] };
  const decoded = decode(bytesOf(text), request);
  if (decoded.kind === 'other' || !decoded.batch) throw new Error(`no batch: ${decoded.kind}`);
  return decoded.batch;
}
const values = (text: string, contentType?: string) =>
  batchOf(text, contentType).events.map(({ value }) => value);
const written = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

describe('whatever the bytes', () => {
  test('decoding never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(header), (bytes, headers) => {
        expect(readLossless(bytes, { headers }).decoded.kind).toMatch(/^(batch|other|malformed)$/);
      }),
      { numRuns: 1000 },
    );
  });

  test('none is lost: the text is all of them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = bytesOf(text);
        const decoded = decode(bytes);
        const encoded = bytesOf(('text' in decoded && decoded.text) || '');
        const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
        expect(encoded).toEqual(bytes.subarray(mark));
      }),
    );
  });
});

describe('whatever the events', () => {
  test('an untouched event re-encodes to the very same bytes', () => {
    const space = fc.constantFrom(undefined, 1, 2, '\t');
    fc.assert(
      fc.property(fc.array(event, { minLength: 1 }), space, (events, indent) => {
        const body = bytesOf(JSON.stringify({ instrumentationKey: 'æ', events }, null, indent));
        const lossless = readLossless(body);
        const encoded = events.map((_, index) => {
          const found = lossless.find(`/events/${index}`);
          return { source: bytesOf(found?.source ?? ''), bytes: found?.bytes };
        });
        for (const { source, bytes } of encoded) {
          expect(source).toEqual(body.subarray(bytes?.start, bytes?.end));
        }
      }),
    );
  });

  test('a batch with bad events yields exactly the others', () => {
    const item = fc.oneof(event, bad);
    const isGood = (one: unknown) => typeof one === 'object' && one !== null && 'eventType' in one;
    fc.assert(
      fc.property(fc.array(item), (events) => {
        const { events: all } = batchOf(JSON.stringify({ events }));
        const good = all.filter(({ type }) => type !== undefined);
        expect(good.map(({ value }) => value)).toEqual(written(events.filter(isGood)));
        expect(all).toHaveLength(events.length);
      }),
    );
  });

  test('lines that are no JSON leave the others whole', () => {
    const line = fc.oneof(
      event.map((value) => ({ text: JSON.stringify(value), value })),
      fc.constantFrom('{', '{"a":', 'x', '[1,', '{"eventType":"A"').map((text) => ({ text })),
    );
    fc.assert(
      fc.property(event, fc.array(line, { maxLength: 50 }), (first, lines) => {
        const text = [JSON.stringify(first), ...lines.map((one) => one.text)].join('\n');
        const good = lines.flatMap((one) => ('value' in one ? [one.value] : []));
        expect(values(text, 'application/x-ndjson')).toEqual(written([first, ...good]));
      }),
    );
  });

  test('a body that is cut anywhere yields the events that are whole before the cut', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1 }), fc.nat(), (events, at) => {
        const whole = bytesOf(JSON.stringify({ events }));
        const end = '{"events":['.length + (at % (whole.length - '{"events":['.length));
        const ends = events.map(
          (_, index) => bytesOf(JSON.stringify({ events: events.slice(0, index + 1) })).length - 2,
        );
        const decoded = decode(whole.subarray(0, end));
        const found = decoded.kind === 'malformed' ? decoded.batch?.events : undefined;
        expect(found?.map(({ value }) => value)).toEqual(
          written(events.filter((_, index) => ends[index]! <= end)),
        );
      }),
    );
  });

  test('names in any case style decode the same', () => {
    const styles = [
      (words: string[]) => words.map((word, at) => (at ? capital(word) : word)).join(''),
      (words: string[]) => words.map(capital).join(''),
      (words: string[]) => words.join('_'),
      (words: string[]) => words.join('_').toUpperCase(),
    ];
    const style = fc.constantFrom(...styles);
    fc.assert(
      fc.property(style, style, fc.constantFrom(...TYPES), fc.string(), (one, other, type, key) => {
        const told = (styled: (words: string[]) => string) => {
          const item = {
            [styled(['event', 'type'])]: type,
            [styled(['event', 'time'])]: 1795425302,
          };
          const list = styled(['tracked', 'events']);
          const { key: found, events } = batchOf(
            JSON.stringify({ [styled(['instrumentation', 'key'])]: key, [list]: [item] }),
          );
          return {
            found,
            events: events.map(({ index, at, type: told }) => ({ index, at, told })),
          };
        };
        expect(told(one)).toEqual(told(other));
        expect(told(one).events).toEqual([{ index: 0, at: 1795425302000, told: type }]);
      }),
    );
  });

  test('the fast and the lossless step agree on values', () => {
    const layout = fc.constantFrom(
      (events: unknown[]) => JSON.stringify({ events }),
      (events: unknown[]) => JSON.stringify(events, null, 2),
      (events: unknown[]) => events.map((one) => JSON.stringify(one)).join('\r\n'),
      (events: unknown[]) => JSON.stringify(JSON.stringify({ data: events })),
      (events: unknown[]) => `data=${JSON.stringify({ batch: events })}`,
    );
    fc.assert(
      fc.property(layout, fc.array(event, { minLength: 2 }), (lay, events) => {
        const { decoded, find } = readLossless(bytesOf(lay(events)));
        const found = decoded.kind === 'batch' ? decoded.batch.events : [];
        expect(found.map(({ value }) => value)).toEqual(written(events));
        for (const { path, value } of found) {
          const node = find(path)?.node;
          expect(node && valueOf(node)).toEqual(value);
        }
      }),
    );
  });
});

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
