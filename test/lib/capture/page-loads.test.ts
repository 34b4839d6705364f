import { expect, test } from 'vitest';
import { createPageLoads } from '../../../lib/capture/page-loads.ts';

const at = (milliseconds: number) => new Date(milliseconds).toISOString();

test('a page has begun with the earliest of its requests, in whatever order they end', () => {
  const loads = createPageLoads();
  expect(loads.since({ pageref: 'page_1', startedDateTime: at(1500) })).toBe(1500);
  expect(loads.since({ pageref: 'page_1', startedDateTime: at(1000) })).toBe(1000);
  expect(loads.since({ pageref: 'page_2', startedDateTime: at(2000) })).toBe(2000);
  expect(loads.since({ pageref: 'page_1', startedDateTime: at(2010) })).toBe(1000);
});

test('of an entry that names no page, or no time, nothing is known', () => {
  const loads = createPageLoads();
  expect(loads.since({ startedDateTime: at(1000) })).toBeUndefined();
  expect(loads.since({ pageref: 'page_1', startedDateTime: 'yesterday' })).toBeUndefined();
});

test('of many pages the latest are remembered', () => {
  const loads = createPageLoads();
  for (let n = 0; n < 1000; n += 1) {
    loads.since({ pageref: `page_${n}`, startedDateTime: at(n) });
  }
  expect(loads.since({ pageref: 'page_999', startedDateTime: at(5000) })).toBe(999);
  expect(loads.since({ pageref: 'page_1', startedDateTime: at(5000) })).toBe(5000);
});
