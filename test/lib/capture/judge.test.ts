import { expect, test } from 'vitest';
import type { NetworkPart } from '../../../lib/capture/capture.ts';
import { type Circumstances, departureOf } from '../../../lib/capture/judge.ts';
import { devtoolsPart, pagePart } from '../samples.ts';
import { scene } from './join-scene.ts';

const NOTHING = { doubts: [], ambiguous: false };

function network(part: Partial<NetworkPart>): NetworkPart {
  const all = scene();
  all.before();
  return { ...all.shown()[0]!.network!, ...part };
}

test.each([
  ['a content blocker', { error: 'net::ERR_BLOCKED_BY_CLIENT' }, 'blocked'],
  ['tracking protection', { error: 'NS_ERROR_TRACKING_URI' }, 'blocked'],
  ['the page, before it was sent', { error: 'net::ERR_ABORTED' }, 'aborted'],
  ['the page, in Firefox', { error: 'NS_BINDING_ABORTED' }, 'aborted'],
  [
    'a preflight that was refused',
    { error: 'net::ERR_FAILED', preflight: { request: 'p', at: 1, status: 403 } },
    'preflight',
  ],
  [
    'a preflight, in Firefox, which says first that it was sent',
    { error: 'NS_ERROR_DOM_BAD_URI', sent: 1, preflight: { request: 'p', at: 2, status: 403 } },
    'preflight',
  ],
])('a request that was stopped by %s never left', (_title, part, reason) => {
  expect(departureOf({ network: network({ state: 'failed', ...part }) }, NOTHING)).toEqual({
    kind: 'never-left',
    reason,
  });
});

test('a call that a service worker answered is not known to have left by DevTools’ word on its answer', () => {
  const page = pagePart({ ended: 1030, status: 202, controlled: true });
  const doubted: Circumstances = { doubts: ['service-worker'], ambiguous: false };
  const answered = devtoolsPart({ status: 202 });
  expect(departureOf({ page, devtools: answered }, doubted)).toBeUndefined();
  const byWorker = { ...answered, viaServiceWorker: true } as const;
  expect(departureOf({ page, devtools: byWorker }, doubted)).toEqual({
    kind: 'page-only',
    doubts: ['service-worker'],
  });
});

test.each([
  ['that was sent, though it failed', { state: 'failed', error: 'net::ERR_FAILED', sent: 1001 }],
  ['whose connection failed', { state: 'failed', error: 'net::ERR_CONNECTION_REFUSED' }],
  ['that was aborted after it was sent', { state: 'failed', error: 'net::ERR_ABORTED', sent: 1 }],
  [
    'that went to a server which redirected it',
    { state: 'failed', error: 'E', hops: [{ at: 1, url: 'https://a.test', status: 307 }] },
  ],
  ['that was answered', { state: 'done', status: 202 }],
  ['that is open', { state: 'pending' }],
] as const)('a request %s left', (_title, part) => {
  const hops = 'hops' in part ? [...part.hops] : [];
  expect(departureOf({ network: network({ ...part, hops }) }, NOTHING)).toBeUndefined();
});
