import { expect, test } from 'vitest';
import type { Body, Capture } from '../../../lib/capture/capture.ts';
import { JOIN_WINDOW } from '../../../lib/capture/join.ts';
import { before as beforeOf, body, call as callOf } from '../samples.ts';
import { completed, PLACE, scene } from './join-scene.ts';

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

test('what is taken up late is joined before it is forgotten', () => {
  const alone = capturesOf(({ entry, known }) => {
    known.seesAll = false;
    entry();
  });
  const called = capturesOf(({ call, outcome, later }) => {
    call();
    outcome(1, { status: 202 });
    later();
  });
  const { join, clock, shown } = scene();
  clock.now += 2 * JOIN_WINDOW;
  join.restore([...called, ...alone]);
  join.settle();
  join.forget();
  expect(shown()).toMatchObject([{ page: { call: 1 }, devtools: { entry: 'e1' } }]);
});

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

test('an entry that stands alone and a call that is told later, of whose body nobody knows, are uncertain', () => {
  const uncertain = (digest: string | Body) => {
    const { call, outcome, entry, later, shown, known } = scene();
    Object.assign(known, { interrupted: true, seesAll: false });
    entry({ at: 1001 }, 'd1');
    later();
    call({ at: 1000 }, { digest });
    outcome(1, { status: 202 });
    later();
    return shown().map((capture) => capture.uncertain);
  };
  expect(uncertain(UNREAD)).toEqual([true, true]);
  expect(uncertain('d2')).toEqual([undefined, undefined]);
  expect(uncertain('d1')).toEqual([undefined]);
});

test('an entry that stands beside a request of its bytes, told of at another time, is uncertain', () => {
  const { before, progress, entry, later, shown, known } = scene();
  known.interrupted = true;
  before({ request: '1', at: 1000 });
  progress(completed());
  entry({ at: 2500, ended: 2600 });
  later();
  expect(shown().map(({ network, uncertain }) => [!!network, uncertain])).toEqual([
    [true, undefined],
    [false, true],
  ]);
});

test('an entry that stands beside a request is uncertain as soon as that is known to have its bytes', () => {
  const { join, before, progress, outcome, entry, later, shown, known } = scene();
  Object.assign(known, { interrupted: true, seesAll: false });
  before({ request: '1', at: 1000 }, { digest: UNREAD });
  progress(completed());
  entry({ at: 2500, ended: 2600 });
  later();
  const states = () => shown().map(({ page, uncertain }) => [!!page, uncertain]);
  expect(states()).toEqual([
    [false, undefined],
    [false, undefined],
  ]);
  join.call(callOf({ at: 999 }), { body: body('d1'), bodyFrom: 'blob' }, PLACE, false);
  outcome(1, { status: 202 }, 2001);
  later();
  expect(states()).toEqual([
    [true, undefined],
    [false, true],
  ]);
});

test('of more that are alike than are looked at, the oldest are uncertain, and not simply twice there', () => {
  const { join, later, shown } = scene();
  const many = 1500;
  for (let n = 1; n <= many; n += 1) {
    join.before(beforeOf({ request: `${n}`, at: 1000 + n }), UNREAD, PLACE);
    const transport = n % 2 ? 'fetch' : 'keepalive';
    const told = { body: body(`d${n}`), bodyFrom: 'blob' } as const;
    join.call(callOf({ call: n, at: 1000 + n, transport }), told, PLACE, false);
  }
  later();
  const lone = shown().filter(({ network, page }) => !(network && page));
  expect(lone.length).toBeGreaterThan(0);
  expect(lone.filter(({ uncertain }) => !uncertain)).toEqual([]);
});

test('a request of which only the end was seen is given to no call that others fit better', () => {
  const { join, before, progress, outcome, later, shown, known } = scene();
  known.interrupted = true;
  join.call(callOf({ at: 1000 }), { body: body('d1'), bodyFrom: 'blob' }, PLACE, false);
  outcome(1, { status: 202 });
  before({ request: '1', at: 1010 }, { digest: UNREAD });
  before({ request: '2', at: 1020 }, { digest: UNREAD });
  for (const request of ['1', '2']) progress(completed(request));
  join.progress(completed('3', 202, 1015), { told: beforeOf(), place: PLACE });
  later();
  expect(shown().map(({ network, page, uncertain }) => [!!network, !!page, uncertain])).toEqual([
    [false, true, true],
    [true, false, true],
    [true, false, true],
    [true, false, true],
  ]);
});

test('calls that are taken up again fill no hole that others have left', () => {
  const { join, clock, call, outcome, before, progress, later, shown } = scene();
  call({ call: 1, at: 1000 });
  before({ request: '1', at: 1001 });
  progress(completed('1', 202, 1100));
  outcome(1, { status: 202 }, 1101);
  later(2 * JOIN_WINDOW);
  const known = shown();
  for (let turn = 0; turn < 3; turn += 1) {
    join.forget();
    join.restore(known);
    join.settle();
  }
  // Of the second call nothing was told, and of the fourth's request neither.
  const at = clock.now;
  for (const number of [3, 4]) call({ call: number, at }, { digest: 'd2' });
  for (const request of ['2', '3']) before({ request, at: at + 1 }, { digest: 'd2' });
  later();
  const pairs = shown().filter(({ network, page }) => network && page);
  expect(pairs.map(({ page }) => page?.call)).toEqual([1]);
});
