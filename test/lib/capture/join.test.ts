import { describe, expect, test } from 'vitest';
import { JOIN_WINDOW } from '../../../lib/capture/join.ts';
import { SEEN_WHOLE } from '../../../lib/capture/sighting.ts';
import {
  before as beforeOf,
  body,
  call as callOf,
  capture,
  entry as entryOf,
  RECEIVER,
} from '../samples.ts';
import { completed, PLACE, scene, VISIT } from './join-scene.ts';

/** A request's first sighting, as the join takes it. */
const begun = () => [beforeOf(), body('d1'), PLACE] as const;

const MOVED = 'https://moved.test/api/events';

describe.each(['network first', 'page first'] as const)('seen by the %s', (order) => {
  function both() {
    const all = scene();
    if (order === 'network first') all.before({ at: 1001 });
    all.call();
    if (order === 'page first') all.before({ at: 1001 });
    return all;
  }

  test('a request seen by network and page is one capture', () => {
    const { shown } = both();
    expect(shown()).toMatchObject([{ network: { request: '1' }, page: { call: 1 } }]);
  });

  test('its row keeps its id', () => {
    expect(both().shown()[0]?.id).toBe(order === 'network first' ? 'run:1' : `${VISIT}:1`);
  });

  test('the page never overrules the outcome that the network saw', () => {
    const { progress, outcome, shown } = both();
    progress(completed());
    outcome(1, { status: 202, error: 'TypeError' }, 3000);
    expect(shown()).toMatchObject([{ state: 'done', status: 202, ended: 2000 }]);
    expect(shown()[0]).not.toHaveProperty('error');
    expect(shown()[0]?.page).toMatchObject({ error: 'TypeError' });
  });

  test('the page’s word on the outcome does not count before the network’s', () => {
    const { progress, outcome, shown } = both();
    outcome(1, { error: 'TypeError' });
    expect(shown()).toMatchObject([{ state: 'pending' }]);
    progress(completed());
    expect(shown()).toMatchObject([{ state: 'done', status: 202 }]);
  });
});

test('the same bytes twice in flight are two captures, paired in order', () => {
  const { before, call, progress, shown } = scene();
  before({ request: '1', at: 1001 });
  before({ request: '2', at: 1002 });
  progress(completed('1'));
  call({ call: 1, at: 1000 });
  call({ call: 2, at: 1001 });
  expect(shown().map(({ network, page }) => [network?.request, page?.call])).toEqual([
    ['1', 1],
    ['2', 2],
  ]);
});

test('an entry whose capture was cleared as it waited is cleared with it, or nothing once that is over', () => {
  for (const isOver of [false, true]) {
    const { entry, known, later, shown } = scene();
    entry();
    known.taken = { clearing: 'c1', isOver };
    later();
    expect(shown().map(({ cleared }) => cleared)).toEqual(isOver ? [] : ['c1']);
  }
});

test('a call is paired, and in no doubt, whatever another page claims by the thousand', () => {
  const { before, call, join, shown } = scene();
  const unread = { kind: 'unreadable', reason: 'blob' } as const;
  call({ call: 1, at: 1000 }, { digest: unread });
  for (let n = 0; n < 1100; n += 1) {
    const elsewhere = { ...PLACE, tab: 'run:2', visit: 'run:other' };
    join.call(callOf({ call: n, at: 1000 }), { body: unread, bodyFrom: 'blob' }, elsewhere, false);
  }
  before({ request: '1', at: 1001 }, { digest: unread });
  const own = shown().filter(({ tab }) => tab === PLACE.tab);
  expect(own).toMatchObject([{ network: { request: '1' }, page: { call: 1 } }]);
  expect(own[0]).not.toHaveProperty('uncertain');
});

test.each<
  [string, { url?: string; digest?: string; tab?: string; visit?: string; route?: string }]
>([
  ['other bytes', { digest: 'd2' }],
  ['another address', { url: `${RECEIVER}/` }],
  ['another tab', { tab: 'run:2', visit: 'run:doc2' }],
  ['another visit', { visit: 'run:doc2', route: 'https://shop.test/other' }],
])(
  'a sighting with %s is another capture',
  (_title, { url = RECEIVER, route = 'https://shop.test/', ...of }) => {
    const { before, call, shown } = scene();
    before();
    call({ url, route }, of);
    expect(shown()).toHaveLength(2);
  },
);

test('a large body, of which the observers may see different parts, is known by its size', () => {
  const large = (digest: string, size: number) =>
    ({ kind: 'bytes', digest, size, stored: 9 }) as const;
  const { join, before, shown } = scene();
  before({}, { digest: large('cut', SEEN_WHOLE + 1) });
  const told = {
    at: 1000,
    kind: 'call',
    transport: 'fetch',
    method: 'POST',
    url: RECEIVER,
  } as const;
  const rest = { route: RECEIVER, body: { kind: 'empty' } } as const;
  const of = (digest: string, size: number) =>
    ({ body: large(digest, size), bodyFrom: 'string' }) as const;
  join.call({ ...told, ...rest, call: 1 }, of('other', SEEN_WHOLE + 2), PLACE, false);
  expect(shown()).toHaveLength(2);
  join.call({ ...told, ...rest, call: 2 }, of('whole', SEEN_WHOLE + 1), PLACE, false);
  expect(shown().find(({ network }) => network)?.page?.call).toBe(2);
});

test('the fragment of an address does not keep two sightings apart', () => {
  const { before, call, shown } = scene();
  before();
  call({ url: `${RECEIVER}#top` });
  expect(shown()).toHaveLength(1);
});

test('a sighting told again changes nothing', () => {
  const { before, call, outcome, join, shown } = scene();
  call();
  call();
  before();
  call();
  outcome(1, { status: 202 });
  outcome(1, { status: 500 });
  expect(shown()).toMatchObject([{ page: { status: 202 } }]);
  expect(join.takeChanged()).toEqual([]);
});

test('an entry told again changes nothing', () => {
  const { before, entry, progress, join, shown } = scene();
  before();
  progress(completed());
  entry();
  entry();
  before({ request: '2', at: 1100 });
  progress(completed('2'));
  entry();
  join.settle();
  expect(shown().map(({ devtools }) => devtools?.entry)).toEqual(['e1', undefined]);
});

test('an entry that stood alone is part of the capture when the request is told of after all', () => {
  const { entry, call, shown, known } = scene();
  known.seesAll = false;
  entry();
  expect(shown()).toMatchObject([{ status: 202, devtools: { entry: 'e1' } }]);
  call();
  expect(shown()).toMatchObject([{ devtools: { entry: 'e1' }, page: { call: 1 } }]);
});

test('entries that stood alone are parts of their calls, however many they are', () => {
  const { entry, call, shown, known } = scene();
  known.seesAll = false;
  const numbers = Array.from({ length: 500 }, (_, number) => number);
  for (const n of numbers) entry({ entry: `e${n}`, at: 1000 + n, ended: 3000 }, `d${n}`);
  for (const n of numbers) call({ call: n, at: 1000 + n }, { digest: `d${n}` });
  expect(shown().map(({ page, devtools }) => [page?.call, devtools?.entry])).toEqual(
    numbers.map((n) => [n, `e${n}`]),
  );
});

describe('an entry that began long before the network observer was told', () => {
  test('is of the only request that it can be', () => {
    const { before, progress, entry, later, shown } = scene();
    before({ at: 3000 });
    progress(completed('1', 202, 3500));
    entry({ at: 1000, ended: 3500 });
    later();
    expect(shown()).toMatchObject([{ network: { request: '1' }, devtools: { entry: 'e1' } }]);
  });

  test('is so though it stood alone when the request was told of', () => {
    const { before, progress, entry, later, shown } = scene();
    entry({ at: 1000, ended: 3500 });
    later();
    expect(shown()).toHaveLength(1);
    before({ at: 3000 });
    progress(completed('1', 202, 3500));
    expect(shown()).toMatchObject([{ network: { request: '1' }, devtools: { entry: 'e1' } }]);
  });

  test('is left aside where it can be of several, and makes none of its own', () => {
    const { before, progress, entry, later, shown } = scene();
    for (const request of ['1', '2']) {
      before({ request, at: 3000 });
      progress(completed(request, 202, 3500));
    }
    entry({ at: 1000, ended: 3500 });
    later();
    expect(shown().map(({ devtools }) => devtools)).toEqual([undefined, undefined]);
  });

  test('stands alone if another status, other bytes or a restart speak against it', () => {
    for (const speaks of ['status', 'bytes', 'restart']) {
      const { before, progress, entry, later, shown, known } = scene();
      before({ at: 3000 });
      progress(completed('1', speaks === 'status' ? 500 : 202, 3500));
      known.interrupted = speaks === 'restart';
      entry({ at: 1000, ended: 3500 }, speaks === 'bytes' ? 'd2' : 'd1');
      later();
      expect(shown()).toHaveLength(2);
    }
  });
});

test('a body that the network was given no bytes of is known by those that DevTools has', () => {
  const { before, progress, entry, call, shown, later } = scene();
  const unread = { kind: 'unreadable', reason: 'blob' } as const;
  before({ request: '1', at: 1000 }, { digest: unread });
  progress(completed('1'));
  entry({ entry: 'e1', at: 999 }, 'd1');
  later();
  before({ request: '2', at: 40_000 }, { digest: unread });
  progress(completed('2', 202, 41_000));
  entry({ entry: 'e2', at: 39_999, ended: 41_000 }, 'd2');
  call({ call: 1, at: 999 }, { digest: 'd1' });
  call({ call: 2, at: 39_999 }, { digest: 'd2' });
  expect(shown().map(({ network, page }) => [network?.request, page?.call])).toEqual([
    ['1', 1],
    ['2', 2],
  ]);
});

test('a call that was told without its bytes has them when it is told with them', () => {
  const { join, call, shown } = scene();
  const told = { kind: 'call', call: 1, at: 1000, transport: 'fetch', method: 'POST' } as const;
  const none = { body: { kind: 'unreadable', reason: 'not-seen' }, bodyFrom: 'none' } as const;
  join.call(
    { ...told, url: RECEIVER, route: RECEIVER, body: { kind: 'empty' } },
    none,
    PLACE,
    false,
  );
  call();
  expect(shown()).toMatchObject([{ body: { kind: 'bytes', digest: 'd1' } }]);
});

describe('a request that goes on', () => {
  test('by a redirect is one capture with its hops, and the server may have got it twice', () => {
    const { before, progress, shown } = scene();
    before();
    progress({ kind: 'redirected', request: '1', at: 1100, status: 307, to: MOVED });
    before({ url: MOVED, at: 1101 });
    progress(completed());
    expect(shown()).toMatchObject([
      {
        url: RECEIVER,
        status: 202,
        network: { url: MOVED, hops: [{ url: RECEIVER, status: 307 }] },
        twice: { reason: 'redirect' },
      },
    ]);
  });

  test('as Firefox asks twice for it is one capture', () => {
    const { before, shown } = scene();
    before();
    before();
    expect(shown()).toHaveLength(1);
  });

  test('as the browser sends its headers twice, the server may have got it twice', () => {
    const { before, progress, shown } = scene();
    before();
    progress({ kind: 'sent', request: '1', at: 1001, headers: [] });
    expect(shown()[0]).not.toHaveProperty('twice');
    progress({ kind: 'sent', request: '1', at: 1100, headers: [] });
    expect(shown()).toMatchObject([{ twice: { reason: 'browser' }, network: { sendings: 2 } }]);
  });

  test('by a service worker, in Firefox, is one capture with the outcome of what left', () => {
    const { before, progress, join, shown } = scene();
    before({ request: '1' });
    const tabless = { tab: 'run:1', visit: VISIT };
    join.before(
      { ...sentOn, at: 1010 },
      { kind: 'bytes', digest: 'd1', size: 2, stored: 2 },
      { ...PLACE, ...tabless },
      { tabless: true },
    );
    progress(completed('2'));
    expect(shown()).toMatchObject([{ id: 'run:1', status: 202, network: { forwarded: '2' } }]);
  });

  test('by a service worker is the one with the bytes that left, though an older one is open', () => {
    const { before, join, shown } = scene();
    before({ request: '0', at: 1000 }, { digest: 'd0' });
    before({ request: '1', at: 1001 }, { digest: 'd1' });
    join.before({ ...sentOn, at: 1010 }, body('d1'), PLACE, { tabless: true });
    expect(shown().map(({ network }) => [network?.request, network?.forwarded])).toEqual([
      ['0', undefined],
      ['1', '2'],
    ]);
  });
  const sentOn = {
    kind: 'before',
    request: '2',
    origin: { tabId: -1, frameId: -1, topFrame: true, url: 'https://shop.test' },
    method: 'POST',
    url: RECEIVER,
    body: { kind: 'empty' },
    fromExtension: false,
    type: 'xmlhttprequest',
  } as const;
});

describe('a preflight', () => {
  const asking = {
    kind: 'preflight',
    request: 'p',
    at: 1005,
    url: RECEIVER,
    origin: { tabId: 1, frameId: 0, topFrame: true, url: 'https://shop.test' },
  } as const;

  test('is part of the request that it asks for', () => {
    const { before, join, shown } = scene();
    before();
    join.preflight(asking, VISIT);
    join.preflightEnded({ kind: 'preflight-ended', request: 'p', at: 1010, status: 204 });
    expect(shown()).toMatchObject([
      { network: { preflight: { at: 1005, ended: 1010, status: 204 } } },
    ]);
  });

  test('stays with its request, though a call is paired with that meanwhile', () => {
    const { before, call, join, progress, shown } = scene();
    call();
    join.before(...begun());
    join.preflight(asking, VISIT);
    join.takeChanged();
    before();
    join.preflightEnded({ kind: 'preflight-ended', request: 'p', at: 1010, status: 204 });
    progress(completed());
    expect(shown()).toMatchObject([
      { status: 202, page: { call: 1 }, network: { preflight: { status: 204 } } },
    ]);
  });

  test('that is refused is why the request never left', () => {
    const { before, join, progress, shown } = scene();
    before();
    join.preflight(asking, VISIT);
    join.preflightEnded({ kind: 'preflight-ended', request: 'p', at: 1010, status: 403 });
    progress({ kind: 'failed', request: '1', at: 1020, error: 'net::ERR_FAILED' });
    expect(shown()).toMatchObject([
      { state: 'failed', departure: { kind: 'never-left', reason: 'preflight' } },
    ]);
  });
});

test('a request that the browser gives to the next document is known by its sender’s address', () => {
  const { before, call, shown } = scene();
  before({}, { visit: 'run:next' });
  call();
  expect(shown()).toMatchObject([{ visit: VISIT, network: { request: '1' }, page: { call: 1 } }]);
});

describe('where the browser does not name the document', () => {
  const anonymous = (scened: ReturnType<typeof scene>) =>
    scened.join.before(
      {
        kind: 'before',
        request: '1',
        at: 1000,
        origin: { tabId: 1, frameId: 0, topFrame: true, url: 'https://shop.test' },
        method: 'POST',
        url: RECEIVER,
        body: { kind: 'empty' },
        fromExtension: false,
        type: 'xmlhttprequest',
      },
      { kind: 'bytes', digest: 'd1', size: 2, stored: 2 },
      { ...PLACE, visit: 'run:guess' },
      { anonymous: true },
    );

  test('the network’s sighting is paired with the page’s of another visit in the tab', () => {
    const scened = scene();
    anonymous(scened);
    scened.call();
    expect(scened.shown()).toMatchObject([{ visit: VISIT, page: { call: 1 } }]);
  });

  test('it takes the visit of a page that was seen before it', () => {
    const scened = scene();
    scened.call();
    anonymous(scened);
    expect(scened.shown()).toMatchObject([{ visit: VISIT, network: { request: '1' } }]);
  });
});

test('a resend is never taken for a call of the page', () => {
  const { before, call, shown } = scene();
  call();
  before({}, { resendOf: 'run:0' });
  call({ call: 2 });
  expect(shown()).toHaveLength(3);
});

test('the bytes of a request that failed after it was sent may be there twice after a retry', () => {
  const { before, progress, shown } = scene();
  before({ request: '1' });
  progress({ kind: 'sent', request: '1', at: 1001, headers: [] });
  progress({ kind: 'failed', request: '1', at: 1100, error: 'net::ERR_CONNECTION_RESET' });
  before({ request: '2', at: 1200 }, { digest: 'd2' });
  before({ request: '3', at: 1300 });
  expect(shown().map(({ twice }) => twice)).toEqual([
    undefined,
    undefined,
    { reason: 'retry', of: 'run:1' },
  ]);
});

test.each([
  ['net::ERR_FAILED', undefined, 'failed'],
  ['NS_ERROR_UNEXPECTED', undefined, 'failed'],
  ['NS_ERROR_UNEXPECTED', 202, 'done'],
  ['net::ERR_ABORTED', 202, 'failed'],
  ['NS_BINDING_ABORTED', 500, 'failed'],
])('the error %s after status %s leaves the capture %s', (error, status, state) => {
  const { before, progress, shown } = scene();
  before();
  if (status) progress({ kind: 'answered', request: '1', at: 1500, status, headers: [] });
  progress({ kind: 'failed', request: '1', at: 1600, error });
  expect(shown()).toMatchObject([{ state }]);
});

test('a beacon that was answered is done, though the browser cuts off the answer', () => {
  const { before, progress, shown } = scene();
  before({ type: 'beacon' });
  progress({ kind: 'answered', request: '1', at: 1500, status: 500, headers: [] });
  progress({ kind: 'failed', request: '1', at: 1600, error: 'NS_BINDING_ABORTED' });
  expect(shown()).toMatchObject([{ state: 'done', status: 500 }]);
});

test('nothing is known of a request that was never seen to begin', () => {
  const { progress, outcome, shown } = scene();
  progress(completed('9'));
  outcome(9, { status: 200 });
  expect(shown()).toEqual([]);
});

test('a restored capture goes on where it stood', () => {
  const first = scene();
  first.before();
  const second = scene();
  second.join.restore(first.shown());
  second.call();
  second.progress(completed());
  expect(second.shown()).toMatchObject([{ id: 'run:1', state: 'done', page: { call: 1 } }]);
});

test('what was merged into another is not taken up again', () => {
  const { join, progress, shown } = scene();
  join.restore([{ ...capture(), mergedInto: 'run:2' }]);
  progress(completed());
  expect(shown()).toEqual([]);
});

test('what could not be written is told again, also of a capture that became another’s part', () => {
  const [request, page] = [scene(), scene()];
  request.before();
  page.call();
  const { join } = scene();
  join.restore([...request.shown(), ...page.shown()]);
  const told = join.takeChanged();
  expect(told.map(({ id, mergedInto }) => [id, mergedInto])).toEqual([
    [`${VISIT}:1`, 'run:1'],
    ['run:1', undefined],
  ]);
  join.giveBack();
  expect(join.takeChanged()).toEqual(told);
  expect(join.takeChanged()).toEqual([]);
});

test('a finished capture waits for its other sightings for the join window, an open one longer', () => {
  const { before, progress, join, clock, later, call, shown } = scene();
  before({ request: '1' });
  before({ request: '2' }, { digest: 'd2' });
  progress(completed('1'));
  later(JOIN_WINDOW);
  join.forget();
  call({ call: 1, at: 1000 });
  expect(shown().find(({ id }) => id === 'run:1')?.page).toBeDefined();
  clock.now += 1;
  join.forget();
  progress(completed('2'));
  call({ call: 2, at: 1000 }, { digest: 'd2' });
  expect(shown().find(({ id }) => id === 'run:2')).toMatchObject({ state: 'done' });
});

describe('calls that the network has not seen', () => {
  const DOUBTS = ['no-access-receiver'] as const;

  test('have no outcome until the network had time to tell', () => {
    const { call, outcome, later, shown, clock } = scene();
    call();
    outcome(1, { error: 'TypeError' });
    expect(shown()).toMatchObject([{ state: 'pending' }]);
    clock.now = 1500;
    later(1001);
    expect(shown()).toMatchObject([
      { state: 'failed', error: 'TypeError', departure: { kind: 'never-left', reason: 'other' } },
    ]);
  });

  test.each([
    ['failed', { error: 'AbortError: …' }, [], { kind: 'never-left', reason: 'aborted' }],
    [
      'refused',
      { error: 'sendBeacon returned false' },
      [],
      { kind: 'never-left', reason: 'too-large' },
    ],
    ['answered, though the network saw nothing', { status: 202 }, [], { kind: 'unconfirmed' }],
    ['failed unseen', { error: 'TypeError' }, DOUBTS, { kind: 'page-only', doubts: DOUBTS }],
    ['answered unseen', { status: 202 }, DOUBTS, { kind: 'page-only', doubts: DOUBTS }],
  ])('that %s are judged so', (_title, told, doubts, departure) => {
    const { call, outcome, later, shown, known } = scene();
    known.doubts = [...doubts];
    call();
    outcome(1, told);
    later();
    expect(shown()).toMatchObject([{ departure }]);
  });

  test('that have no end are not said to have never left', () => {
    const { call, later, shown } = scene();
    call();
    later();
    expect(shown()).toMatchObject([
      { state: 'unknown', departure: { kind: 'page-only', doubts: ['no-end'] } },
    ]);
  });

  test('that the page’s policy forbade never left, with no observer needed, and at once', () => {
    const { call, join, later, shown, known } = scene();
    known.doubts = ['no-access-receiver'];
    call({ transport: 'beacon' });
    join.violation({ kind: 'violation', at: 1001, url: RECEIVER, directive: 'connect-src' }, VISIT);
    later(250);
    expect(shown()).toMatchObject([
      {
        state: 'failed',
        page: { violation: 'connect-src' },
        departure: { kind: 'never-left', reason: 'csp' },
      },
    ]);
  });

  test('are taken back into doubt when their request is seen after all', () => {
    const { call, outcome, later, before, shown } = scene();
    call();
    outcome(1, { error: 'TypeError' });
    later();
    before({ at: 1001 });
    expect(shown()).toHaveLength(1);
    expect(shown()[0]).not.toHaveProperty('departure');
  });
});

test('an entry without bytes is of the request that is left once the others have theirs', () => {
  const { join, clock, before, progress, entry, later, shown } = scene();
  before({ request: '1', at: 1000 });
  before({ request: '2', at: 1010 }, { digest: 'd2' });
  progress(completed('1'));
  progress(completed('2'));
  const unread = { kind: 'unreadable', reason: 'binary' } as const;
  join.entry(entryOf({ entry: 'e2', at: 1009 }), { body: unread }, PLACE, clock.now);
  entry({ entry: 'e1', at: 999 });
  later(2500);
  expect(shown().map(({ devtools }) => devtools?.entry)).toEqual(['e1', 'e2']);
});

describe('what the evidence does not decide', () => {
  test('stands unpaired, marked uncertain', () => {
    const { call, before, outcome, progress, later, shown } = scene();
    call({ call: 1, at: 1000 });
    call({ call: 2, at: 1001 });
    outcome(1, { status: 202 });
    outcome(2, { status: 202 });
    before({ at: 1002 });
    progress(completed());
    later();
    expect(shown().map(({ network, page, uncertain }) => [!!network, !!page, uncertain])).toEqual([
      [false, true, true],
      [false, true, true],
      [true, false, true],
    ]);
  });

  test('is no more certain once what it may be one with is not looked at any more', () => {
    const { call, before, progress, join, clock, later, shown } = scene();
    call({ call: 1, at: 1000 });
    call({ call: 2, at: 1001 });
    before({ at: 1090 });
    progress(completed());
    later();
    clock.now = 1050 + JOIN_WINDOW;
    join.forget();
    // Of the same time, but another document's: it is looked at with it.
    const route = 'https://shop.test/other';
    call({ call: 3, at: 1080, route }, { visit: 'run:other', route });
    later(0);
    expect(shown().find(({ network }) => network)?.uncertain).toBe(true);
  });

  test('is paired once it is decided after all, and keeps one row each', () => {
    const { call, before, outcome, progress, later, shown } = scene();
    call({ call: 1, at: 1000 });
    call({ call: 2, at: 1001 });
    outcome(1, { status: 202 });
    outcome(2, { status: 202 });
    before({ request: '2', at: 1002 });
    progress(completed('2'));
    later();
    before({ request: '1', at: 1001 });
    progress(completed('1'));
    later();
    expect(
      shown().map(({ network, page, uncertain }) => [network?.request, page?.call, uncertain]),
    ).toEqual([
      ['1', 1, undefined],
      ['2', 2, undefined],
    ]);
  });

  test('is decided by time: a call that ended before a request began did not make it', () => {
    const { call, before, outcome, later, shown } = scene();
    call({ call: 1, at: 1000 });
    outcome(1, { error: 'AbortError' }, 1010);
    call({ call: 2, at: 3000 });
    before({ at: 3001 });
    later();
    expect(shown().map(({ network, page }) => [network?.request, page?.call])).toEqual([
      [undefined, 1],
      ['1', 2],
    ]);
  });

  test('is not decided by order where a call of the document is missing', () => {
    const { call, before, later, shown } = scene();
    call({ call: 2, at: 1001 });
    call({ call: 3, at: 1002 });
    before({ request: '1', at: 1002 });
    before({ request: '2', at: 1003 });
    later();
    expect(shown()).toHaveLength(4);
  });
});
