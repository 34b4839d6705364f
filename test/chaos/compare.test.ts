import { describe, expect, test } from 'vitest';
import type { Arrived } from './arrived.ts';
import { compare } from './compare.ts';
import type { Logged } from './logged.ts';

const arrived = (mark: string, at = 10): Arrived => ({ mark, at, sha256: `bytes of ${mark}` });
const logged = (mark: string, of: Partial<Logged> = {}): Logged => ({
  id: `id of ${mark}`,
  mark,
  sha256: `bytes of ${mark}`,
  at: 5,
  state: 'done',
  status: 202,
  by: 'network',
  ...of,
});
const nameless = (at: number, state: string): Logged => ({ id: 'x', at, state, by: 'network' });
const NOTHING = {
  lost: [],
  doubled: [],
  uncertain: [],
  wrong: [],
  unreadable: [],
  open: [],
  invented: [],
  resent: [],
};

describe('the log held against what came', () => {
  test.for<[string, Arrived[], Logged[], Partial<ReturnType<typeof compare>>]>([
    ['a request in both is as it should be', [arrived('r-1')], [logged('r-1')], {}],
    ['a request that the log lacks is lost', [arrived('r-1')], [], { lost: ['r-1'] }],
    [
      'a request that stands there twice is doubled',
      [arrived('r-1')],
      [logged('r-1'), logged('r-1')],
      { doubled: ['r-1'] },
    ],
    [
      'a second capture that says that it may be the same is uncertain',
      [arrived('r-1')],
      [logged('r-1'), logged('r-1', { uncertain: true })],
      { uncertain: ['r-1'] },
    ],
    [
      'other bytes are wrong',
      [arrived('r-1')],
      [logged('r-1', { sha256: 'others' })],
      { wrong: ['r-1'] },
    ],
    [
      'a request without outcome is open',
      [arrived('r-1')],
      [logged('r-1', { state: 'unknown' })],
      { open: ['r-1'] },
    ],
    ['an answer to what never came is invented', [], [logged('r-1')], { invented: ['r-1'] }],
    [
      'a copy that the browser sent by itself is not lost',
      [arrived('r-1'), arrived('r-1')],
      [logged('r-1')],
      { resent: ['r-1'] },
    ],
    [
      'a capture without bytes and headers is that of a request that the log seems to lack',
      [arrived('r-1', 10), arrived('r-2', 30)],
      [logged('r-1'), nameless(20, 'done')],
      { unreadable: ['r-2'] },
    ],
    [
      'such a capture before which all had come is one too many',
      [arrived('r-1', 10)],
      [nameless(20, 'done')],
      { lost: ['r-1'], doubled: ['x'] },
    ],
    ['unless it was given up by the browser', [], [nameless(20, 'failed')], {}],
    ['a capture of another run does not count', [], [logged('q-1')], {}],
  ])('%s', ([, arrivals, log, expected]) => {
    const { arrived: came, ...found } = compare('r', arrivals, log);
    expect(came).toEqual([...new Set(arrivals.map(({ mark }) => mark))]);
    expect(found).toEqual({ ...NOTHING, ...expected });
  });
});
