import { beforeEach, expect, test } from 'vitest';
import { createReceiver } from '../../../lib/capture/receive.ts';
import type { Sighting } from '../../../lib/capture/hearing.ts';
import type { PageCall, PageOutcome } from '../../../lib/capture/sighting.ts';
import { bytesOf, consentChange, origin, RECEIVER, seenBytes, SHOP } from '../samples.ts';

let seen: Sighting[];
let receive: ReturnType<typeof createReceiver>;

beforeEach(() => {
  seen = [];
  receive = createReceiver(async (sighting) => void seen.push(sighting));
});

function call(n: number, part: Partial<PageCall> = {}): PageCall {
  return {
    kind: 'call',
    at: 1000,
    call: n,
    transport: 'fetch',
    method: 'POST',
    url: RECEIVER,
    route: SHOP,
    body: { kind: 'text', text: 'x', of: 'string' },
    ...part,
  };
}
const outcome = (n: number): PageOutcome => ({ kind: 'outcome', at: 1001, call: n, status: 202 });
const numbers = () =>
  seen.flatMap((one) => (one.by === 'page' && 'call' in one.sighting ? [one.sighting.call] : []));

test('a call is seen with its body', async () => {
  await receive([{ seen: call(1) }], origin(), []);
  expect(seen).toEqual([
    { by: 'page', sighting: call(1), origin: origin(), body: seenBytes(bytesOf('x')) },
  ]);
});

test('what does not parse spoils only itself', async () => {
  await receive([{ seen: { kind: 'call' } }, { seen: null }, { seen: call(2) }], origin(), []);
  expect(numbers()).toEqual([2]);
});

test('a claim of consent is seen as it should be, or not at all', async () => {
  const claim = { kind: 'consent', ...consentChange({ given: ['1'] }) };
  const wrong = [
    { ...claim, platform: 'forged' },
    { ...claim, state: 'yes' },
    { ...claim, at: -1 },
    { ...claim, given: ['x'.repeat(1000)] },
    { ...claim, refused: Array.from({ length: 1000 }, () => 'x') },
    { ...claim, refused: undefined },
  ];
  const told = [...wrong, { ...claim, more: 'x' }].map((seen) => ({ seen }));
  await receive(told, origin(), []);
  expect(seen).toEqual([{ by: 'page', sighting: claim, origin: origin() }]);
});

test('a call that goes elsewhere is not seen', async () => {
  const own = 'https://own.test/collect';
  await receive(
    [{ seen: call(1, { url: own }) }, { seen: call(2, { method: 'GET' }) }],
    origin(),
    [],
  );
  expect(seen).toEqual([]);
  await receive([{ seen: call(1, { url: own }) }], origin(), [own]);
  expect(numbers()).toEqual([1]);
});

test('a call is seen before its outcome, however long its body takes', async () => {
  const slow = new Blob(['slow']);
  const { promise, resolve } = Promise.withResolvers<ArrayBuffer>();
  slow.arrayBuffer = () => promise;
  const body = { kind: 'blob', blob: 0, of: 'blob' } as const;
  const first = receive([{ seen: call(1, { body }), blobs: [slow] }], origin(), []);
  const second = receive([{ seen: outcome(1) }], origin(), []);
  await receive([{ seen: call(9) }], origin({ document: 'other' }), []);
  expect(numbers()).toEqual([9]);
  resolve(bytesOf('slow').buffer);
  await Promise.all([first, second]);
  expect(numbers()).toEqual([9, 1, 1]);
});

test('it fails if the log can’t be written, and goes on after', async () => {
  let broken = true;
  receive = createReceiver(async (sighting) => {
    if (broken) throw new Error('quota');
    seen.push(sighting);
  });
  await expect(receive([{ seen: call(1) }], origin(), [])).rejects.toThrow('quota');
  broken = false;
  await receive([{ seen: call(1) }], origin(), []);
  expect(numbers()).toEqual([1]);
});
