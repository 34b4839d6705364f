import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { scene, VISIT } from './join-scene.ts';

/** What really happened: a call, and the request that it made, if it left. */
interface Sent {
  digest: string;
  /** Milliseconds after the call before: several may be in flight at once. */
  pause: number;
  /** Milliseconds from request to answer. */
  takes: number;
  fails: boolean;
}

const sent = fc.record({
  digest: fc.constantFrom('d1', 'd2'),
  pause: fc.integer({ min: 0, max: 400 }),
  takes: fc.integer({ min: 5, max: 600 }),
  fails: fc.boolean(),
});
const journey = fc.array(sent, { minLength: 1, maxLength: 7 });

type Step = { at: number; tell(all: ReturnType<typeof scene>): void };

/** The sightings of a journey: by each observer in its own order. Number n makes request n with status 200 + n. */
function sightings(
  requests: Sent[],
  lost: { calls: number[]; requests: number[]; unsent: number[] },
) {
  const network: Step[] = [];
  const page: Step[] = [];
  let at = 1000;
  for (const [n, { digest, pause, takes, fails }] of requests.entries()) {
    at += pause;
    const number = n + 1;
    const called = at;
    const ended = called + takes;
    const unsent = lost.unsent.includes(n);
    if (!lost.calls.includes(n)) {
      page.push({
        at: called,
        tell: (all) => all.call({ call: number, at: called }, { digest }),
      });
      const outcome = unsent || fails ? { error: 'TypeError' } : { status: 200 + number };
      page.push({ at: ended + 2, tell: (all) => all.outcome(number, outcome, ended + 2) });
    }
    if (lost.requests.includes(n) || unsent) continue;
    const request = String(number);
    const from = called + 1;
    network.push({ at: from, tell: (all) => all.before({ request, at: from }, { digest }) });
    network.push({
      at: from + 1,
      tell: (all) => all.progress({ kind: 'sent', request, at: from + 1, headers: [] }),
    });
    network.push({
      at: ended,
      tell: (all) =>
        all.progress(
          fails
            ? { kind: 'failed', request, at: ended, error: `E${number}` }
            : { kind: 'completed', request, at: ended, status: 200 + number },
        ),
    });
  }
  const inOrder = (steps: Step[]) => steps.toSorted((a, b) => a.at - b.at);
  return { network: inOrder(network), page: inOrder(page) };
}

/** Tells both observers' sightings, one or the other next as `turns` says, some of them twice. */
function told(
  { network, page }: ReturnType<typeof sightings>,
  turns: { network: boolean; twice: boolean }[],
) {
  const all = scene();
  const [left, right] = [[...network], [...page]];
  for (let turn = 0; left.length + right.length > 0; turn += 1) {
    const { network: wanted, twice } = turns[turn % turns.length]!;
    const step = (wanted && left.length > 0) || right.length === 0 ? left.shift()! : right.shift()!;
    all.clock.now = Math.max(all.clock.now, step.at);
    step.tell(all);
    if (twice) step.tell(all);
  }
  return all;
}

const turns = fc.array(fc.record({ network: fc.boolean(), twice: fc.boolean() }), {
  minLength: 1,
  maxLength: 30,
});

const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 6 }));

function outcomesStay(captures: Capture[], requests: Sent[]) {
  for (const { network, status, error, state } of captures) {
    if (!network) continue;
    const number = Number(network.request);
    const { fails } = requests[number - 1]!;
    expect({ status, error, state }).toEqual(
      fails
        ? { status: undefined, error: `E${number}`, state: 'failed' }
        : { status: 200 + number, error: undefined, state: 'done' },
    );
  }
}

/** Pairs of a call and a request that was another's. */
function untruePairs(captures: Capture[]): Capture[] {
  return captures.filter(
    ({ network, page }) => network && page && Number(network.request) !== page.call,
  );
}

const NOTHING = { calls: [], requests: [], unsent: [] };

describe('whatever the interleaving and repetition of sightings', () => {
  test('with none lost, each request is one capture of both observers', () => {
    fc.assert(
      fc.property(journey, turns, (requests, order) => {
        const all = told(sightings(requests, NOTHING), order);
        all.later();
        const captures = all.shown();
        expect(captures).toHaveLength(requests.length);
        for (const { page, network } of captures) expect(page && network).toBeDefined();
        outcomesStay(captures, requests);
        expect(untruePairs(captures)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('whatever is lost, status and error stay with their request, and each has one capture', () => {
    fc.assert(
      fc.property(journey, turns, numbers, numbers, (requests, order, calls, gone) => {
        const all = told(sightings(requests, { calls, requests: gone, unsent: [] }), order);
        all.later();
        const captures = all.shown();
        outcomesStay(captures, requests);
        const seen = captures.flatMap(({ network }) => network?.request ?? []);
        const expected = requests.map((_, n) => n).filter((n) => !gone.includes(n));
        expect(new Set(seen.map(Number))).toEqual(new Set(expected.map((n) => n + 1)));
        expect(seen).toHaveLength(expected.length);
        const calledBy = captures.flatMap(({ page }) => page?.call ?? []);
        expect(new Set(calledBy).size).toBe(calledBy.length);
      }),
      { numRuns: 500 },
    );
  });

  test.each(['calls', 'requests', 'unsent'] as const)(
    'where %s are missing, nothing is paired that the evidence does not decide',
    (side) => {
      fc.assert(
        fc.property(journey, turns, numbers, (requests, order, gone) => {
          const all = told(sightings(requests, { ...NOTHING, [side]: gone }), order);
          all.later();
          expect(untruePairs(all.shown())).toEqual([]);
        }),
        { numRuns: 500 },
      );
    },
  );

  test('what stands alone beside something that it may belong to is marked', () => {
    fc.assert(
      fc.property(journey, turns, numbers, (requests, order, unsent) => {
        const all = told(sightings(requests, { ...NOTHING, unsent }), order);
        all.later();
        const captures = all.shown();
        const alone = captures.filter(({ network, page }) => network && !page);
        for (const { uncertain } of alone) expect(uncertain).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

test('a forged call takes nothing from a request of another document', () => {
  const all = scene();
  all.before({ at: 1001 });
  all.call({ call: 1 }, { visit: 'run:evil', tab: 'run:2' });
  all.later();
  expect(all.shown().map(({ visit, page }) => [visit, page?.call])).toContainEqual([
    VISIT,
    undefined,
  ]);
});
