import { expect, test, vi } from 'vitest';
import { createEntryPairing } from '../../../lib/capture/entry-pairing.ts';
import { createMakings } from '../../../lib/capture/makings.ts';
import { body, devtoolsPart, pagePart } from '../samples.ts';
import { PLACE } from './join-scene.ts';

const REST = { takenSince: () => undefined, now: () => 3000 };

test('lone entries are not compared again with captures that are as they were', () => {
  const many = 100;
  const makings = createMakings('run');
  const isPresent = vi.spyOn(makings, 'isPresent');
  const knowledge = { wouldHaveSeen: () => false, wasInterrupted: () => true, ...REST };
  const entries = createEntryPairing(makings, knowledge, () => {});
  for (let n = 0; n < many; n += 1) {
    entries.hear(devtoolsPart({ entry: `e${n}`, body: body(`e${n}`) }), PLACE, 3000);
  }
  const call = (n: number) => makings.call(PLACE, pagePart({ call: n, body: body(`c${n}`) }));
  const calls = Array.from({ length: many }, (_, n) => call(n));
  for (const one of calls) entries.consider(one);
  entries.solve();

  const { page } = calls[0]!;
  const look = vi.fn(() => page);
  Object.defineProperty(calls[0], 'page', { get: look });
  isPresent.mockClear();
  entries.consider(call(many));
  entries.solve();
  expect(look.mock.calls.length).toBeLessThan(10);
  expect(isPresent.mock.calls.length).toBeLessThan(5 * many);
});

test('an entry without bytes is given to the only request that it can be, whatever other pages claim', () => {
  const makings = createMakings('run');
  const knowledge = { wouldHaveSeen: () => true, wasInterrupted: () => false, ...REST };
  const entries = createEntryPairing(makings, knowledge, () => {});
  const elsewhere = { ...PLACE, tab: 'run:2', visit: 'other' };
  for (let n = 0; n < 1000; n += 1) {
    entries.consider(makings.call(elsewhere, pagePart({ call: n, body: body(`c${n}`) })));
  }
  const sent = makings.call(PLACE, pagePart({ call: 1, body: body('packed') }));
  entries.consider(sent);
  const part = devtoolsPart({ body: { kind: 'unreadable', reason: 'binary' } });
  entries.hear(part, PLACE, 3000);
  entries.solve();
  expect(sent.devtools).toEqual(part);
});
