import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Capture, Header } from '../../../lib/capture/capture.ts';
import { captureOf, recordOf } from '../../../lib/log/record.ts';
import { capture, devtoolsPart, networkPart } from '../samples.ts';

const text = fc.string({ unit: 'binary' });
const header = fc.oneof(
  fc.record({ name: text }),
  fc.record({ name: text, value: text }),
  // Of those that Firefox joins, each is on a line of its own.
  fc.constant({ name: 'WWW-Authenticate', value: 'Basic\nBearer' }),
  fc.constant({ name: 'X\0-\x01Odd', value: '\0a\x01b' }),
  fc.constant({ name: ':authority', value: 'receiver.test' }),
);
const headers = fc.array(header, { maxLength: 5 });

/** What no header has in it is not kept. */
function asKept({ name, value }: Header): Header {
  const kept = name.replaceAll('\0', '\uFFFD').replaceAll('\x01', '\uFFFD');
  return value === undefined
    ? { name: kept }
    : { name: kept, value: value.replaceAll('\0', '\uFFFD') };
}

const through = (one: Capture) => captureOf(structuredClone(recordOf(one)));

test('law: a capture comes out of its record as it went in', () => {
  fc.assert(
    fc.property(fc.array(headers, { minLength: 6, maxLength: 6 }), (lists) => {
      const withLists = (at: number, of: (list: Header[]) => Header[] = (list) => list) => ({
        requestHeaders: of(lists[at]!),
        responseHeaders: of(lists[at + 1]!),
      });
      const asWritten = (of?: (list: Header[]) => Header[]) =>
        capture({
          ...withLists(0, of),
          network: networkPart(withLists(2, of)),
          devtools: devtoolsPart(withLists(4, of)),
        });
      expect(through(asWritten())).toEqual(asWritten((list) => list.map(asKept)));
    }),
  );
});

test("headers that are the network's own are kept once, and are so again", () => {
  const network = networkPart({ requestHeaders: [{ name: 'Accept', value: '*/*' }] });
  const { requestHeaders, responseHeaders } = network;
  const record = recordOf(capture({ network, requestHeaders, responseHeaders }));
  expect(record).not.toHaveProperty('requestHeaders');
  const read = captureOf(record);
  expect(read.requestHeaders).toEqual([{ name: 'Accept', value: '*/*' }]);
  expect(read.requestHeaders).toBe(read.network!.requestHeaders);
});

test('a capture without parts has the headers that it had', () => {
  const one = capture({ requestHeaders: [{ name: 'Cookie' }], responseHeaders: [] });
  expect(through(one)).toEqual(one);
});
