import { expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { completed, scene } from './join-scene.ts';

const UNREAD = { kind: 'unreadable', reason: 'blob' } as const;

/** What a join has told of, once nothing more comes of it. */
function capturesOf(fill: (all: ReturnType<typeof scene>) => void): Capture[] {
  const all = scene();
  fill(all);
  return all.shown();
}

test.each(['the entry', 'the request'])(
  'an entry that stood alone before a restart is part of its request, when %s is taken up first',
  (first) => {
    const alone = capturesOf(({ entry, known }) => {
      known.seesAll = false;
      entry();
    });
    const request = capturesOf(({ before, progress, call }) => {
      before();
      progress(completed());
      call();
    });
    const { join, later, shown } = scene();
    join.restore(first === 'the entry' ? [...alone, ...request] : [...request, ...alone]);
    later();
    expect(shown()).toMatchObject([
      { network: { request: '1' }, page: { call: 1 }, devtools: { entry: 'e1' } },
    ]);
  },
);

test('where a restart may have hidden a request, an entry is given to none by its time alone', () => {
  const entriesOf = (interrupted: boolean) => {
    const { before, progress, entry, later, shown, known } = scene();
    known.interrupted = interrupted;
    before({ request: '1', at: 1000 }, { digest: UNREAD });
    progress(completed());
    entry({ at: 999 }, 'd1');
    later();
    return shown().map(({ devtools }) => devtools?.entry);
  };
  expect(entriesOf(false)).toEqual(['e1']);
  expect(entriesOf(true)).toEqual([undefined]);
});

test('of more that are alike than are looked at, the oldest are uncertain, and not simply twice there', () => {
  const { before, call, later, shown } = scene();
  const many = 150;
  for (let n = 0; n < many; n += 1) before({ request: `${n}`, at: 1000 + n }, { digest: UNREAD });
  for (let n = 1; n <= many; n += 1) {
    call(
      { call: n, at: 1000 + n, transport: n % 2 ? 'fetch' : 'keepalive' },
      { digest: `d${n}` },
      'blob',
    );
  }
  later();
  const lone = shown().filter(({ network, page }) => !(network && page));
  expect(lone.length).toBeGreaterThan(0);
  expect(lone.filter(({ uncertain }) => !uncertain)).toEqual([]);
});
