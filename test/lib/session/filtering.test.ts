import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { compile } from '../../../lib/filter/compile.ts';
import { createTally, type Excluded } from '../../../lib/filter/excluded.ts';
import { EVERYTHING, type Filter, isEverything } from '../../../lib/filter/filter.ts';
import type { Searchable } from '../../../lib/filter/searchable.ts';
import { createFiltering, type FilteringAnswer } from '../../../lib/session/filtering.ts';
import { anyFilter } from '../filter/arbitraries.ts';
import { filterOf } from '../filter/filter-of.ts';
import { anyCapture, NAMED, searchablesOfSession } from '../filter/random-session.ts';
import { searchable } from '../filter/searchables.ts';

/** The other side: what it has been told. */
function listener() {
  const shown = new Set<string>();
  let parts: Excluded[] = [];
  return {
    shown,
    parts: () => parts,
    forget(capture: string) {
      for (const id of shown) if (id.startsWith(`${capture}#`)) shown.delete(id);
    },
    hear(answer: FilteringAnswer) {
      if (answer.tell === 'excluded') {
        parts = answer.parts;
        return;
      }
      for (const [capture, flags] of answer.changed) {
        for (const [index, flag] of flags.split('').entries()) {
          if (flag === '1') shown.add(`${capture}#${index}`);
          else shown.delete(`${capture}#${index}`);
        }
      }
    },
  };
}

type Step =
  | { do: 'keep'; capture: string; events: Searchable[] }
  | { do: 'forget'; capture: string }
  | { do: 'filter'; filter: Filter }
  /** The filter changes again before the one before has gone through, and something comes between. */
  | { do: 'hurry'; filter: Filter; next: Filter; kept?: { capture: string; events: Searchable[] } }
  | { do: 'keys' };

const capture = fc.constantFrom('a', 'b', 'c');
const kept = fc.record({
  capture,
  events: anyCapture.map((one) => searchablesOfSession([one])),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  kept.map((one) => ({ do: 'keep' as const, ...one })),
  fc.record({ do: fc.constant('forget'), capture }),
  fc.record({ do: fc.constant('filter'), filter: anyFilter }),
  fc.record(
    { do: fc.constant('hurry'), filter: anyFilter, next: anyFilter, kept },
    { requiredKeys: ['do', 'filter', 'next'] },
  ),
  fc.constant<Step>({ do: 'keys' }),
);
/** Filters of which one narrows the other. */
const typed: fc.Arbitrary<Step> = fc
  .constantFrom(
    'a',
    'ab',
    'o',
    'or',
    'order',
    'order -a',
    'type:o',
    'type:order',
    'total>1',
    'total>11',
    '',
  )
  .map((text) => ({ do: 'filter', filter: filterOf(text) }));

test('what is told, change by change, is what the filter shows of what is there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(step, typed), { maxLength: 12 }), async (steps) => {
      const heard = listener();
      let meanwhile: (() => void) | undefined;
      const filtering = createFiltering(heard.hear, {
        slice: 0,
        step: 1,
        rest() {
          meanwhile?.();
          meanwhile = undefined;
          return Promise.resolve();
        },
      });
      filtering.useKeys(NAMED);
      const model = new Map<string, Searchable[]>();
      let inForce = EVERYTHING;
      const keep = ({ capture, events }: { capture: string; events: Searchable[] }) => {
        heard.forget(capture);
        heard.hear({ tell: 'shown', changed: [[capture, filtering.keep(capture, events)]] });
        model.set(capture, events);
      };
      for (const one of steps) {
        switch (one.do) {
          case 'keep':
            keep(one);
            await filtering.explain();
            break;
          case 'forget':
            heard.forget(one.capture);
            filtering.forget([one.capture]);
            model.delete(one.capture);
            await filtering.explain();
            break;
          case 'hurry':
            filtering.use(one.filter);
            meanwhile = () => filtering.use(one.next);
            await filtering.apply();
            meanwhile = undefined;
            if (one.kept) keep(one.kept);
            filtering.use(one.next);
            await filtering.apply();
            inForce = one.next;
            break;
          case 'filter':
            filtering.use(one.filter);
            await filtering.apply();
            inForce = one.filter;
            break;
          case 'keys':
            filtering.useKeys(NAMED);
            await filtering.apply();
            break;
        }
        const is = compile(inForce, NAMED);
        const all = [...model].flatMap(([name, events]) =>
          events.map((event, index) => ({ id: `${name}#${index}`, event })),
        );
        const wanted = all.filter(({ event }) => is(event)).map(({ id }) => id);
        expect([...heard.shown].toSorted()).toEqual(wanted.toSorted());
        const tally = createTally(inForce, NAMED);
        for (const { event } of all) tally.add(event);
        const isExplained = wanted.length === 0 && all.length > 0 && !isEverything(inForce);
        expect(heard.parts()).toEqual(isExplained ? tally.told() : []);
      }
    }),
    { numRuns: 500 },
  );
});

const EVENT = searchable({ eventType: 'A', n: 1 });
let answers: FilteringAnswer[];
let rests: number;
let filtering: ReturnType<typeof createFiltering>;

beforeEach(() => {
  answers = [];
  rests = 0;
  filtering = createFiltering((answer) => answers.push(answer), {
    slice: 0,
    step: 10,
    rest() {
      rests += 1;
      return Promise.resolve();
    },
  });
  for (let n = 0; n < 10; n += 1) {
    filtering.keep(
      String(n),
      Array.from({ length: 10 }, () => EVENT),
    );
  }
});

test('long work is done in slices', async () => {
  filtering.use(filterOf('n=1'));
  await filtering.apply();
  expect(rests).toBe(10);
  expect(answers).toEqual([{ tell: 'shown', changed: [] }]);
});

test('a filter that only narrows the one before is not asked of what is hidden, and one taken back of nothing', async () => {
  let reads = 0;
  const events = Array.from({ length: 100 }, (_, index) => ({
    ...EVENT,
    get text() {
      reads += 1;
      return index % 2 === 0 ? 'xylophone' : 'quad';
    },
  }));
  filtering.keep('a', events);
  const readsFor = async (text: string) => {
    reads = 0;
    filtering.use(filterOf(text));
    await filtering.apply();
    return reads;
  };
  expect(await readsFor('xy')).toBe(100);
  expect(await readsFor('xyl')).toBe(50);
  expect(await readsFor('xy')).toBe(0);
  expect(await readsFor('qu')).toBe(100);
});

test('the text of an event is made when no more come for a moment, and once', async () => {
  vi.useFakeTimers();
  try {
    const filtering = createFiltering(() => {});
    const event = searchable({ eventType: 'A' });
    const asked = vi.spyOn(event, 'text', 'get');
    filtering.keep('a', [event]);
    for (let n = 0; n < 20; n += 1) {
      await vi.advanceTimersByTimeAsync(20);
      filtering.keep(`other ${n}`, []);
    }
    expect(asked).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});
