import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Capture } from '../../../../lib/capture/capture.ts';
import { createList } from '../../../../lib/session/list/list.ts';
import { MAX_BARS, type OverviewShown } from '../../../../lib/session/list/overview.ts';
import { readCapture, rowsOf } from '../../../../lib/session/rows.ts';
import { sumOf } from '../../../../lib/session/time-range.ts';
import { batchOf, bytesOf, capture, CLICK, SHOP, visit } from '../../samples.ts';

function row(part: Partial<Capture>, text = batchOf(CLICK)) {
  return rowsOf(readCapture(capture(part), bytesOf(text)));
}

/** A bar in short: batches of which so many failed, `·` for none, `~` for a long time of none. */
function drawn({ bars }: OverviewShown): string {
  return bars
    .map(({ batches, failed, isBreak }) =>
      isBreak ? '~' : batches === 0 ? '·' : failed > 0 ? `${batches}✖${failed}` : batches,
    )
    .join(' ');
}

function overviewOf(...parts: Partial<Capture>[]): OverviewShown {
  const list = createList();
  for (const [at, part] of parts.entries()) list.put(row({ id: String(at), ...part }));
  return list.overview.news()!;
}

test('batches are counted by time, and those that failed among them', () => {
  const overview = overviewOf(
    { at: 10_000 },
    { at: 10_099, status: 500 },
    { at: 10_250, departure: { kind: 'never-left', reason: 'csp' } },
    { at: 10_260, state: 'failed' },
    { at: 10_270, state: 'pending', status: 500 },
  );
  expect(drawn(overview)).toBe('2✖1 · 3✖2');
  expect(overview.bars[0]).toMatchObject({ from: 10_000, to: 10_100 });
});

test('a batch counts once, whatever it holds, and a request that is no batch does not', () => {
  const list = createList();
  list.put(row({ id: 'a' }, batchOf(CLICK, CLICK)));
  list.put(row({ id: 'b' }, '{"hello":"world"}'));
  expect(sumOf(list.overview.news()!.bars)).toEqual({ batches: 1, failed: 0, shown: 1 });
});

test('a long time without a batch is a break', () => {
  expect(drawn(overviewOf({ at: 0 }, { at: 500 }, { at: 86_400_000 }))).toBe('1 · · · · 1 ~ 1');
});

test('each bar stands in the page that was there at its end', () => {
  const list = createList();
  list.putVisit(visit({ id: 'b', at: 20_000, url: `${SHOP}b`, title: 'B' }));
  list.putVisit(visit({ id: 'a', at: 10_000, url: `${SHOP}a`, title: 'A' }));
  list.putVisit(visit({ id: 'frame', at: 20_100, topFrame: false }));
  list.putVisit(visit({ id: 'unseen', at: 90_000 }));
  for (const at of [5000, 10_050, 20_050, 20_250]) list.put(row({ id: String(at), at }));
  const { bands, bars } = list.overview.news()!;
  expect(bands.map(({ title }) => title)).toEqual(['A', 'B']);
  const full = bars.filter(({ batches }) => batches > 0);
  expect(full.map(({ band }) => band)).toEqual([undefined, 0, 1, 1]);
});

test('nothing is told where nothing has changed', () => {
  const list = createList();
  expect(list.overview.news()).toBeUndefined();
  list.put(row({}));
  expect(list.overview.news()).toBeDefined();
  expect(list.overview.news()).toBeUndefined();
});

test('a year of batches has no more bars than a minute’s', () => {
  const list = createList();
  for (let at = 0; at < 3000; at += 1) list.put(row({ id: String(at), at: at ** 3 }));
  const { bars } = list.overview.news()!;
  expect(bars.length).toBeLessThanOrEqual(MAX_BARS);
  expect(sumOf(bars).batches).toBe(3000);
});

const step = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  at: fc.oneof(fc.nat(2000), fc.nat(10_000_000), fc.constant(1_800_000_000_000)),
  status: fc.constantFrom(202, 400, 500),
  is: fc.constantFrom('put', 'put', 'put', 'forget', 'hide', 'show'),
});

test('whatever comes, changes, is hidden and goes, the bars hold what is there, side by side', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const list = createList();
      const there = new Map<string, { at: number; status: number; isShown: boolean }>();
      for (const { id, at, status, is } of steps) {
        const before = there.get(id);
        if (is === 'put') {
          const next = row({ id, at, status });
          next.flags = (before?.isShown ?? true) ? '1' : '0';
          list.put(next);
          there.set(id, { at, status, isShown: before?.isShown ?? true });
        } else if (is === 'forget') {
          list.forget([id]);
          there.delete(id);
        } else if (before) {
          list.show([[id, is === 'show' ? '1' : '0']]);
          there.set(id, { ...before, isShown: is === 'show' });
        }
      }
      const { bars } = list.overview.news() ?? { bars: [] };
      for (const [index, bar] of bars.entries()) {
        const own = [...there.values()].filter(({ at }) => at >= bar.from && at < bar.to);
        const failed = own.filter(({ status }) => status >= 400);
        expect(bar).toMatchObject({
          batches: own.length,
          failed: failed.length,
          shown: own.filter(({ isShown }) => isShown).length,
          shownFailed: failed.filter(({ isShown }) => isShown).length,
        });
        expect(bars[index + 1]?.from ?? bar.to).toBe(bar.to);
      }
      expect(sumOf(bars).batches).toBe(there.size);
    }),
    { numRuns: 500 },
  );
});
