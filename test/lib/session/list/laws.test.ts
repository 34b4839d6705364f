import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConsentState } from '../../../../lib/capture/consent.ts';
import type { Visit } from '../../../../lib/capture/visit.ts';
import { stateBit, stateBits, STATES } from '../../../../lib/filter/states.ts';
import { isHead, type Line, type ListMode } from '../../../../lib/session/lines.ts';
import { COUNTED_STATES } from '../../../../lib/session/list/counts.ts';
import { flagsOf } from '../../../../lib/session/flags.ts';
import { createList, type List } from '../../../../lib/session/list/list.ts';
import type { CaptureRow } from '../../../../lib/session/rows.ts';
import { summaryOf } from '../../../../lib/session/summary.ts';
import { capture, consentChange, pagePart, SHOP, visit } from '../../samples.ts';
import { linesOf, short } from './reference.ts';

type Step =
  | { do: 'put'; row: CaptureRow }
  | { do: 'visit'; visit: Visit }
  | { do: 'forget'; id: string }
  | { do: 'show'; id: string; flags: string }
  | { do: 'fold'; line: number; isFolded: boolean }
  | { do: 'draw'; mode: ListMode };

const IDS = Array.from({ length: 12 }, (_, n) => `c${n}`);
const id = fc.constantFrom(...IDS);
/** No two captures begin at the same time: which of them came first is told by their arrival. */
const timeOf = (of: string, minute: number) => minute * 100 + IDS.indexOf(of);

const row: fc.Arbitrary<CaptureRow> = fc
  .record({
    id,
    minute: fc.nat(4),
    visit: fc.constantFrom('v1', 'v2', 'v3'),
    route: fc.constantFrom('a', 'b'),
    site: fc.option(fc.constantFrom('https://shop.test'), { nil: undefined, freq: 5 }),
    isOther: fc.boolean(),
    /** The page's clock is not the browser's. */
    pageLate: fc.option(fc.integer({ min: -150, max: 150 }), { nil: undefined }),
    shown: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
    states: fc.subarray([...STATES]),
  })
  .map(({ id, minute, visit, route, site, isOther, pageLate, shown, states }) => ({
    capture: summaryOf(
      capture({
        id,
        at: timeOf(id, minute),
        visit,
        route: `${SHOP}${route}`,
        ...(site !== undefined && { site }),
        ...(pageLate !== undefined && { page: pagePart({ at: timeOf(id, minute) + pageLate }) }),
      }),
    ),
    reading: isOther ? 'other' : 'batch',
    issues: 0,
    flags: flagsOf(isOther ? shown.slice(0, 1) : shown, (isShown) => isShown),
    rows: (isOther ? shown.slice(0, 1) : shown).map((_, index) => ({
      id: `${id}#${index}`,
      index,
      brief: '',
      issues: 0,
      states: index === 0 ? stateBits(states) : 0,
    })),
  }));

const consent = fc
  .array(fc.record({ at: fc.nat(500), state: fc.constantFrom<ConsentState>('pending', 'given') }), {
    maxLength: 4,
  })
  .map((changes) => changes.toSorted((a, b) => a.at - b.at).map(consentChange));

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ do: fc.constant('put'), row }), weight: 8 },
  fc.record({
    do: fc.constant('visit'),
    visit: fc
      .record({ id: fc.constantFrom('v1', 'v2', 'v3'), minute: fc.nat(4), consent })
      .map(({ id, minute, consent }) =>
        visit({ id, at: minute * 100 + 50 + Number(id.slice(1)), url: id, consent }),
      ),
  }),
  { arbitrary: fc.record({ do: fc.constant('forget'), id }), weight: 2 },
  fc.record({ do: fc.constant('show'), id, flags: fc.stringMatching(/^[01]{4}$/) }),
  fc.record({ do: fc.constant('fold'), line: fc.nat(30), isFolded: fc.boolean() }),
  fc.record({ do: fc.constant('draw'), mode: fc.constantFrom<ListMode>('events', 'batches') }),
);

test('the list is, after each change, what a plain look at all of it gives', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
      const list = createList();
      const rows = new Map<string, CaptureRow>();
      const visits = new Map<string, Visit>();
      const folded = new Set<string>();
      let mode: ListMode = 'events';
      for (const one of steps) {
        switch (one.do) {
          case 'put':
            list.put(structuredClone(one.row));
            rows.set(one.row.capture.id, structuredClone(one.row));
            break;
          case 'visit':
            list.putVisit(one.visit);
            visits.set(one.visit.id, one.visit);
            break;
          case 'forget':
            list.forget([one.id]);
            rows.delete(one.id);
            break;
          case 'show':
            showAs(rows.get(one.id), one.flags, list);
            break;
          case 'fold': {
            const line = list.window(one.line, 1)[0];
            if (line && 'isFolded' in line) {
              list.fold(line.id, one.isFolded);
              if (one.isFolded) folded.add(line.id);
              else folded.delete(line.id);
            }
            break;
          }
          case 'draw':
            ({ mode } = one);
            list.draw(mode);
            break;
        }
        const whole = { rows: [...rows.values()], visits, folded, mode };
        const wanted = linesOf(whole).map((line) => line.short);
        expect(list.window(0, 1000).map(short)).toEqual(wanted);
        expect(list.length()).toBe(wanted.length);
        for (let from = 0; from <= wanted.length; from += 1) {
          expect(list.window(from, 3).map(short)).toEqual(wanted.slice(from, from + 3));
          expect(list.heads(from)).toEqual(
            headsAbove(list.window(0, from), list.window(from, 1)[0]),
          );
        }
        for (const [at, { kind, id }] of list.window(0, 1000).entries()) {
          if (kind !== 'event' && kind !== 'batch') continue;
          const [capture, event] = id.split('#');
          const place = { capture: capture!, ...(event && { event: Number(event) }) };
          expect(list.find(place)).toEqual({ id, where: 'shown', at });
        }
        const batches = whole.rows.filter(({ reading }) => reading !== 'other');
        const events = batches.flatMap((r) => r.rows);
        expect(list.shown()).toBe(
          batches.reduce((sum, { flags }) => sum + flags.replaceAll('0', '').length, 0),
        );
        const counted = COUNTED_STATES.map((value) => ({
          value,
          count: events.filter(({ states }) => (states & stateBit(value)) !== 0).length,
        }));
        const news = list.counts.news();
        if (news) expect(news.states).toEqual(counted.filter(({ count }) => count > 0));
      }
    }),
    { numRuns: 300 },
  );
});

test('two headings of a visit are never the same, also where what came late was told to begin a route', () => {
  const list = createList();
  const routes = ['b', 'a', 'a', 'b'];
  const put = (at: number, route = routes[at]!) => {
    const id = `c${at}`;
    const rows = [{ id: `${id}#0`, index: 0, brief: '', issues: 0, states: 0 }];
    const of = summaryOf(capture({ id, at, visit: 'v1', route: `${SHOP}${route}` }));
    list.put({ capture: of, reading: 'batch', issues: 0, flags: '1', rows });
  };
  // The second of a route comes first; then its first, and between them what parts them.
  for (const at of [0, 2, 1]) put(at);
  put(1.5, 'b');
  const heads = list.window(0, 100).filter(({ kind }) => kind === 'route');
  expect(heads.map(({ id }) => id)).toEqual(['v1 c0', 'v1 c1', 'v1 c1.5', 'v1 c2']);
  list.fold('v1 c1', true);
  const shown = list.window(0, 100).flatMap((line) => (line.kind === 'event' ? [line.id] : []));
  expect(shown).toEqual(['c0#0', 'c1.5#0', 'c2#0']);
});

/** The list and what it is held to are told the same, of the rows that there are. */
function showAs(row: CaptureRow | undefined, flags: string, list: List) {
  if (!row) return;
  row.flags = flags.slice(0, row.rows.length);
  list.show([[row.capture.id, row.flags]]);
}

/** The headings that the line after these stands below. */
function headsAbove(lines: Line[], next: Line | undefined) {
  const heads: { id: string; level: number; at: number }[] = [];
  if (!next) return heads;
  for (const [at, { id, level }] of lines.entries()) {
    while ((heads.at(-1)?.level ?? 0) >= level) heads.pop();
    if (isHead(lines[at]!)) heads.push({ id, level, at });
  }
  return heads.filter(({ level }) => level < next.level);
}

test('what is folded in a route stays folded where another route comes into its middle', () => {
  const list = createList();
  const put = (id: string, at: number, route: string) =>
    list.put({
      capture: summaryOf(capture({ id, at, route })),
      reading: 'batch',
      issues: 0,
      rows: [{ id: `${id}#0`, index: 0, brief: '', issues: 0, states: 0 }],
      flags: '1',
    });
  put('x', 1, 'x');
  put('a', 2, 'a');
  put('b', 4, 'a');
  const head = list.window(0, 10).find((line) => line.kind === 'route' && line.url === 'a')!;
  list.fold(head.id, true);
  put('c', 3, 'b');
  expect(list.window(0, 10).map(short)).toEqual([
    ['visit', 'x', 4, false],
    ['route', 'x', 1, false],
    ['event', 'x#0'],
    ['route', 'a', 1, true],
    ['route', 'b', 1, false],
    ['event', 'c#0'],
    ['route', 'a', 1, true],
  ]);
});
