import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { createJoin, JOIN_WINDOW } from '../../../lib/capture/join.ts';
import { SEEN_WHOLE } from '../../../lib/capture/sighting.ts';
import { before, body, call, capture, RECEIVER } from '../samples.ts';

const VISIT = 'run:doc';
const PLACE = { tab: 'run:1', visit: VISIT, route: 'https://shop.test/', topFrame: true };
const BODY = body();

const completed = (request = '1', status = 202) =>
  ({ kind: 'completed', request, at: 2000, status }) as const;

function twoSightings(order: 'network first' | 'page first') {
  const join = createJoin('run');
  const network = () => join.before(before({ at: 1001 }), BODY, PLACE);
  const page = () => join.call(call(), BODY, PLACE);
  const captures = order === 'network first' ? [network(), page()] : [page(), network()];
  return { join, first: captures[0]!, last: captures[1]! };
}

describe.each(['network first', 'page first'] as const)('seen by %s', (order) => {
  test('a request seen by network and page is one capture', () => {
    const { first, last } = twoSightings(order);
    expect(last.id).toBe(first.id);
    expect(last.network).toEqual({ request: '1' });
    expect(last.page).toEqual({ call: 1, transport: 'fetch' });
  });

  test('the page never overrules the outcome that the network saw', () => {
    const { join, last } = twoSightings(order);
    join.progress(completed());
    const told = join.outcome({ kind: 'outcome', at: 3000, call: 1, status: 500 }, VISIT);
    expect(told).toMatchObject({ id: last.id, state: 'done', status: 202, ended: 2000 });
    expect(told?.page).toMatchObject({ status: 500 });
  });

  test('the network overrules the outcome that the page told before', () => {
    const { join } = twoSightings(order);
    join.outcome({ kind: 'outcome', at: 1500, call: 1, error: 'TypeError' }, VISIT);
    const seen = join.progress(completed());
    expect(seen).toMatchObject({ state: 'done', status: 202 });
    expect(seen).not.toHaveProperty('error');
  });
});

test('without the network, the outcome is the page’s', () => {
  const join = createJoin('run');
  join.call(call(), BODY, PLACE);
  const told = join.outcome({ kind: 'outcome', at: 1500, call: 1, error: 'blocked' }, VISIT);
  expect(told).toMatchObject({ state: 'failed', error: 'blocked', ended: 1500 });
});

test('an outcome that the page told before the network saw the request does not stand', () => {
  const join = createJoin('run');
  join.call(call(), BODY, PLACE);
  join.outcome({ kind: 'outcome', at: 1500, call: 1, status: 500 }, VISIT);
  const seen = join.before(before(), BODY, PLACE);
  expect(seen).toMatchObject({ state: 'pending', page: { status: 500 } });
  expect(seen).not.toHaveProperty('status');
});

test('the same bytes twice in flight are two captures, paired in order', () => {
  const join = createJoin('run');
  join.before(before({ request: '1', at: 1001 }), BODY, PLACE);
  join.before(before({ request: '2', at: 1002 }), BODY, PLACE);
  join.progress(completed('1'));
  const first = join.call(call({ call: 1, at: 1000 }), BODY, PLACE);
  const second = join.call(call({ call: 2, at: 1001 }), BODY, PLACE);
  expect(first.network?.request).toBe('1');
  expect(second.network?.request).toBe('2');
  expect(second.id).not.toBe(first.id);
});

test.each([
  ['other bytes', { digest: 'd2' }],
  ['another address', { url: `${RECEIVER}/` }],
  ['another tab', { tab: 'run:2' }],
  ['another visit', { visit: 'run:doc2' }],
])('a sighting with %s is another capture', (_title, other) => {
  const { digest, url, ...place } = { digest: 'd1', url: RECEIVER, ...other };
  const join = createJoin('run');
  const seen = join.before(before(), BODY, PLACE);
  const called = join.call(call({ url }), body(digest), { ...PLACE, ...place });
  expect(called.id).not.toBe(seen.id);
  expect(called).not.toHaveProperty('network');
});

test('a large body, of which the observers may see different parts, is known by its size', () => {
  const large = (digest: string, size: number) =>
    ({ kind: 'bytes', digest, size, stored: 9 }) as const;
  const join = createJoin('run');
  const seen = join.before(before(), large('cut', SEEN_WHOLE + 1), PLACE);
  const other = join.call(call({ call: 1 }), large('other', SEEN_WHOLE + 2), PLACE);
  expect(other.id).not.toBe(seen.id);
  expect(join.call(call({ call: 2 }), large('whole', SEEN_WHOLE + 1), PLACE).id).toBe(seen.id);
});

test('the fragment of an address does not keep two sightings apart', () => {
  const join = createJoin('run');
  const seen = join.before(before(), BODY, PLACE);
  expect(join.call(call({ url: `${RECEIVER}#top` }), BODY, PLACE).id).toBe(seen.id);
});

test('a sighting told again changes nothing', () => {
  const join = createJoin('run');
  const called = join.call(call(), BODY, PLACE);
  expect(join.call(call(), BODY, PLACE)).toBe(called);
  const joined = join.before(before(), BODY, PLACE);
  expect(join.call(call(), BODY, PLACE)).toBe(joined);
  join.outcome({ kind: 'outcome', at: 1500, call: 1, status: 202 }, VISIT);
  const again = join.outcome({ kind: 'outcome', at: 1600, call: 1, status: 500 }, VISIT);
  expect(again).toBeUndefined();
});

test('a request that the browser asks about twice, as at a redirect, is one capture', () => {
  const join = createJoin('run');
  const seen = join.before(before(), BODY, PLACE);
  expect(join.progress({ kind: 'redirected', request: '1', at: 1100, to: SHOP_MOVED })?.id).toBe(
    seen.id,
  );
  expect(join.before(before({ url: SHOP_MOVED }), BODY, PLACE)).toMatchObject({
    id: seen.id,
    url: RECEIVER,
  });
});
const SHOP_MOVED = 'https://moved.test/api/events';

describe('where the browser does not name the document', () => {
  const GUESSED = { ...PLACE, visit: 'run:guess', anonymous: true } as const;

  test('the network’s sighting is paired with the page’s of another visit in the tab', () => {
    const join = createJoin('run');
    const seen = join.before(before(), BODY, GUESSED);
    const called = join.call(call(), BODY, PLACE);
    expect(called).toMatchObject({ id: seen.id, visit: VISIT, page: { call: 1 } });
  });

  test('it takes the visit of a page that was seen before it', () => {
    const join = createJoin('run');
    const called = join.call(call(), BODY, PLACE);
    expect(join.before(before(), BODY, GUESSED)).toMatchObject({ id: called.id, visit: VISIT });
  });
});

test('a resend is never taken for a call of the page', () => {
  const join = createJoin('run');
  const called = join.call(call(), BODY, PLACE);
  const resend = join.before(before(), BODY, { ...PLACE, resendOf: 'run:0' });
  expect(resend.id).not.toBe(called.id);
  expect(join.call(call({ call: 2 }), BODY, PLACE).id).not.toBe(resend.id);
});

test.each([
  ['net::ERR_FAILED', undefined, 'failed'],
  ['NS_ERROR_UNEXPECTED', undefined, 'failed'],
  ['NS_ERROR_UNEXPECTED', 202, 'done'],
  ['net::ERR_ABORTED', 202, 'failed'],
])('the error %s after status %s leaves the capture %s', (error, status, state) => {
  const join = createJoin('run');
  join.before(before(), BODY, PLACE);
  if (status) join.progress({ kind: 'answered', request: '1', at: 1500, status, headers: [] });
  expect(join.progress({ kind: 'failed', request: '1', at: 1600, error })?.state).toBe(state);
});

test('nothing is known of a request that was never seen to begin', () => {
  const join = createJoin('run');
  expect(join.progress(completed('9'))).toBeUndefined();
  expect(join.outcome({ kind: 'outcome', at: 1, call: 9, status: 200 }, VISIT)).toBeUndefined();
});

test('a restored capture goes on where it stood', () => {
  const join = createJoin('run');
  join.restore([capture({ state: 'pending', network: { request: '1' } })]);
  expect(join.call(call(), BODY, PLACE).id).toBe('run:1');
  expect(join.progress(completed())).toMatchObject({ id: 'run:1', state: 'done' });
});

test('a finished capture waits for its other sighting for the join window, an open one longer', () => {
  const join = createJoin('run');
  join.before(before({ request: '1' }), BODY, PLACE);
  join.before(before({ request: '2' }), body('d2'), PLACE);
  join.progress(completed('1'));
  join.forget(1000 + JOIN_WINDOW);
  expect(join.progress(completed('1'))).toBeDefined();
  join.forget(1001 + JOIN_WINDOW);
  expect(join.progress(completed('1'))).toBeUndefined();
  expect(join.call(call(), BODY, PLACE)).not.toHaveProperty('network');
  expect(join.progress(completed('2'))).toBeDefined();
});

describe('whatever the interleaving of the sightings', () => {
  const digests = fc.array(fc.constantFrom('d1', 'd2'), { minLength: 1, maxLength: 6 });
  /** Which stream speaks next: two for each call, of four and of two sightings. */
  const scripts = digests.chain((bodies) => {
    const turns = bodies.flatMap((_, n) => [...Array(4).fill(`n${n}`), ...Array(2).fill(`p${n}`)]);
    const order = fc.shuffledSubarray(turns as string[], { minLength: turns.length });
    return fc.tuple(fc.constant(bodies), order);
  });

  test('each call is one capture, and each status stays with its request', () => {
    fc.assert(
      fc.property(scripts, ([bodies, order]) => {
        const join = createJoin('run');
        const captures = new Map<string, Capture>();
        const steps = new Map<string, number>();
        let at = 1000;
        for (const turn of order) {
          at += 1;
          const step = steps.get(turn) ?? 0;
          steps.set(turn, step + 1);
          const n = Number(turn.slice(1));
          const seen = turn.startsWith('n')
            ? network(join, n, bodies[n]!, step, at)
            : page(join, n, bodies[n]!, step, at);
          if (seen) captures.set(seen.id, seen);
        }
        expect(captures.size).toBe(bodies.length);
        const requests = [...captures.values()].map((one) => one.network?.request);
        expect(new Set(requests).size).toBe(bodies.length);
        for (const one of captures.values()) {
          const n = Number(one.network?.request);
          expect(one).toMatchObject({ state: 'done', status: 200 + n, body: body(bodies[n]) });
          expect(one.page).toBeDefined();
        }
      }),
    );
  });

  type Join = ReturnType<typeof createJoin>;

  function network(join: Join, n: number, digest: string, step: number, at: number) {
    const request = String(n);
    const status = 200 + n;
    if (step === 0) return join.before(before({ request, at }), body(digest), PLACE);
    if (step === 1) return join.progress({ kind: 'sent', request, at, headers: [] });
    if (step === 2) return join.progress({ kind: 'answered', request, at, status, headers: [] });
    return join.progress({ kind: 'completed', request, at, status });
  }

  function page(join: Join, n: number, digest: string, step: number, at: number) {
    if (step === 0) return join.call(call({ call: n, at }), body(digest), PLACE);
    return join.outcome({ kind: 'outcome', at, call: n, status: 500 }, VISIT);
  }
});

test('a call that failed is paired with the request that it was, not with a later retry', () => {
  for (const [at, paired] of [
    [1400, true],
    [5000, false],
  ] as const) {
    const join = createJoin('run');
    const called = join.call(call(), BODY, PLACE);
    join.outcome({ kind: 'outcome', at: 1450, call: 1, error: 'TypeError' }, VISIT);
    const seen = join.before(before({ at }), BODY, PLACE);
    expect(seen.id === called.id).toBe(paired);
  }
});
