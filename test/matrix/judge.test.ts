import { expect, test } from 'vitest';
import type { Capture } from '../../lib/capture/capture.ts';
import { expectedOf } from './expected.ts';
import { type Evidence, judge, judgeLost } from './judge.ts';
import type { Row } from './row.ts';

const row: Row = { id: 'one', title: 'One' };
const digest = 'd1';

function captureOf(changed: Partial<Capture> = {}): Capture {
  return {
    id: 'c',
    revision: 1,
    tab: 'tab',
    visit: 'visit',
    route: '',
    topFrame: true,
    at: 1,
    method: 'POST',
    url: 'http://receiver.test/api/events?m=one',
    state: 'done',
    status: 202,
    requestHeaders: [],
    responseHeaders: [],
    body: { kind: 'bytes', digest, size: 3, stored: 3 },
    devtools: {} as NonNullable<Capture['devtools']>,
    ...changed,
  };
}

function evidenceOf(...captures: Capture[]): Evidence {
  return {
    received: [{ digest, size: 3 }],
    captures,
    page: { tab: 'tab', visit: 'visit' },
    visits: [{ id: 'visit', topFrame: true }],
    bodies: [digest],
  };
}

const cellOf = (evidence: Evidence, of: Row = row) =>
  judge(evidence, expectedOf(of, 'chromium', 'limited'));

test('what the log holds exactly as it was sent is exact, with its observers', () => {
  expect(cellOf(evidenceOf(captureOf()))).toEqual({ ok: true, text: '✓ d' });
});

test.each<[string, Evidence, string]>([
  ['a missing capture', evidenceOf(), '✗ missing'],
  ['one too many', evidenceOf(captureOf(), captureOf()), '✗ doubled'],
  [
    'other bytes',
    evidenceOf(captureOf({ body: { kind: 'bytes', digest: 'd2', size: 3, stored: 3 } })),
    '✗ other bytes, body not stored',
  ],
  [
    'an unreadable body',
    evidenceOf(captureOf({ body: { kind: 'unreadable', reason: 'blob' } })),
    '✗ body blob',
  ],
  ['another outcome', evidenceOf(captureOf({ state: 'failed' })), '✗ outcome 202 failed'],
  ['another tab', evidenceOf(captureOf({ tab: 'other' })), '✗ tab'],
  ['another visit', evidenceOf(captureOf({ visit: 'other' })), '✗ visit'],
  ['a frame that is none', evidenceOf(captureOf({ topFrame: false })), '✗ frame'],
  ['an uncertain one', evidenceOf(captureOf({ uncertain: true })), '✗ uncertain'],
  [
    'a departure in doubt',
    evidenceOf(captureOf({ departure: { kind: 'page-only', doubts: ['no-end', 'restart'] } })),
    '✗ departure page-only no-end+restart',
  ],
])('%s is no exact cell', (_what, evidence, text) => {
  expect(cellOf(evidence)).toEqual({ ok: false, text });
});

test('a gap that the row foresees stands for what shows of it', () => {
  const foreseen: Row = { ...row, gaps: { 'chromium limited': ['unload'] } };
  expect(cellOf(evidenceOf(), foreseen)).toEqual({ ok: true, text: 'unload' });
});

test('a gap that is no more is as unexpected as one that is new', () => {
  const foreseen: Row = { ...row, gaps: { 'chromium limited': ['unload'] } };
  expect(cellOf(evidenceOf(captureOf()), foreseen)).toEqual({ ok: false, text: '✗ not unload' });
});

test('of what the browser has lost there may be nothing or the call, but no answer', () => {
  expect(judgeLost({ ...evidenceOf(), received: [] })).toEqual({ ok: true, text: 'lost' });
  const { status: _, ...unanswered } = captureOf({ state: 'failed' });
  expect(judgeLost(evidenceOf(unanswered))).toEqual({ ok: true, text: 'lost d' });
  expect(judgeLost(evidenceOf(captureOf()))).toEqual({ ok: false, text: '✗ outcome 202' });
});

test('an observer that is missing is unexpected, and one too many as well', () => {
  const network = {} as NonNullable<Capture['network']>;
  expect(cellOf(evidenceOf(captureOf({ network }))).text).toBe('✗ seen by nd');
  const { devtools: _, ...blind } = captureOf();
  expect(cellOf(evidenceOf(blind)).text).toBe('✗ seen by nobody');
});
