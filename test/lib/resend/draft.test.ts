import { expect, test } from 'vitest';
import { checkBatch } from '../../../lib/contract/check.ts';
import {
  type Draft,
  type DraftBatch,
  draftRequest,
  readDrafts,
  withDraft,
} from '../../../lib/resend/draft.ts';
import { EXAMPLE_TYPES, exampleOf } from '../../../lib/resend/examples.ts';
import { decode } from '../../../lib/wire/decode.ts';
import { inflate } from '../../../lib/wire/inflate.ts';
import { bytesOf, capture, RECEIVER } from '../samples.ts';

const BATCH: DraftBatch = {
  url: RECEIVER,
  headers: [['x-own', 'blå']],
  packing: [],
  text: '{"å":1299.50}',
};
const draft = (id: string, at = 1): Draft => ({ ...BATCH, id, at });

test('a draft is sent byte for byte as it is written, with the headers that are its own', async () => {
  const requestHeaders = [{ name: 'Content-Type', value: 'text/plain' }, { name: 'Cookie' }];
  expect(await draftRequest(BATCH, capture({ requestHeaders }))).toEqual({
    url: RECEIVER,
    method: 'POST',
    headers: [['x-own', 'blå']],
    body: bytesOf('{"å":1299.50}'),
    withCookies: true,
    isOpaque: false,
  });
});

test.each([
  ['https://receiver.test/api/events ', RECEIVER],
  ['HTTPS://Receiver.Test:443/api/events#x', RECEIVER],
  ['https://track.test', 'https://track.test/'],
  ['https://track.test/?a=b c#', 'https://track.test/?a=b%20c'],
  ['receiver', 'receiver'],
])('a draft for “%s” goes where the browser says that it goes', async (url, address) => {
  expect((await draftRequest({ ...BATCH, url }, undefined)).url).toBe(address);
});

test('a draft is packed as it is to be', async () => {
  const { body } = await draftRequest({ ...BATCH, packing: ['gzip'] }, undefined);
  expect(inflate(body!)).toEqual({ bytes: bytesOf(BATCH.text), from: ['gzip'] });
});

test('a line in which no header has been written is none', async () => {
  const { headers } = await draftRequest({ ...BATCH, headers: [['', '']] }, undefined);
  expect(headers).toEqual([]);
});

test('what was sent without asking to read the answer is so again, unless its headers need to be asked for', async () => {
  const original = capture({ requestHeaders: [{ name: 'Sec-Fetch-Mode', value: 'no-cors' }] });
  const isOpaque = async (header: [string, string]) =>
    (await draftRequest({ ...BATCH, headers: [header] }, original)).isOpaque;
  expect(await isOpaque(['content-type', 'text/plain'])).toBe(true);
  expect(await isOpaque(['x-own', 'blå'])).toBe(false);
});

test('drafts are kept by their id, the newest first, and no more than twenty', () => {
  expect(withDraft([draft('a'), draft('b')], draft('b', 2)).map(({ id }) => id)).toEqual([
    'b',
    'a',
  ]);
  const many = Array.from({ length: 30 }, (_, n) => draft(`${n}`));
  const kept = many.reduce<Draft[]>((all, one) => withDraft(all, one), []);
  expect(kept).toHaveLength(20);
  expect(kept[0]?.id).toBe('29');
});

test('what was stored and can’t be read is left out', () => {
  expect(readDrafts([draft('a'), { id: 7 }, null, draft('b')]).map(({ id }) => id)).toEqual([
    'a',
    'b',
  ]);
  expect(readDrafts('drafts')).toEqual([]);
  expect(readDrafts(undefined)).toEqual([]);
});

test.each(EXAMPLE_TYPES)('the example of %s is right by the built-in contract', (type) => {
  const at = Date.parse('2026-11-23T10:00:00Z');
  const text = exampleOf(type, '3f2a9c41-0000-4000-8000-0000000000c9', { eventId: 'e-1', at });
  const decoded = decode(bytesOf(text), { url: RECEIVER });
  if (decoded.kind !== 'batch') throw new Error(decoded.kind);
  expect(decoded.batch.events[0]?.type).toBe(type);
  expect(checkBatch(decoded.batch, { at })).toEqual([]);
});
