import { expect, test } from 'vitest';
import { momentOf, numberOf, stretchOf } from '../../../lib/filter/values.ts';

test.each([
  [5, 5],
  ['5', 5],
  ['-5.25', -5.25],
  ['+1e3', 1000],
  ['1299.', 1299],
  ['1.299', 1.299],
  ['1299,50', 1299.5],
  ['1.299,50', 1299.5],
  ['1,299.50', 1299.5],
  ['0', 0],
  ['0.5', 0.5],
  ['0045', undefined],
  ['0x10', undefined],
  ['1e9999', undefined],
  ['', undefined],
  [' 5', undefined],
  ['5 kr', undefined],
  ['A-1', undefined],
  ['Infinity', undefined],
  ['9'.repeat(50), undefined],
  [true, undefined],
  [null, undefined],
])('the number in %j is %s', (value, number) => {
  expect(numberOf(value)).toBe(number);
});

const local = (...parts: [number, number, number, number?, number?, number?, number?]) =>
  new Date(...parts).getTime();

test.each([
  ['2026-11-23', local(2026, 10, 23), local(2026, 10, 24)],
  ['2026-12-31', local(2026, 11, 31), local(2027, 0, 1)],
  ['2026-11-23T10:15', local(2026, 10, 23, 10, 15), local(2026, 10, 23, 10, 16)],
  ['2026-11-23 10:15:02', local(2026, 10, 23, 10, 15, 2), local(2026, 10, 23, 10, 15, 3)],
  [
    '2026-11-23T10:15:02.5',
    local(2026, 10, 23, 10, 15, 2, 500),
    local(2026, 10, 23, 10, 15, 2, 501),
  ],
  ['2026-11-23T10:15Z', Date.UTC(2026, 10, 23, 10, 15), Date.UTC(2026, 10, 23, 10, 16)],
  ['2026-11-23T10:15:02+01:00', Date.UTC(2026, 10, 23, 9, 15, 2), Date.UTC(2026, 10, 23, 9, 15, 3)],
  [
    '2026-11-23T10:15:02.114Z',
    Date.UTC(2026, 10, 23, 10, 15, 2, 114),
    Date.UTC(2026, 10, 23, 10, 15, 2, 115),
  ],
])('%j is from its beginning to its end', (text, from, to) => {
  expect(stretchOf(text)).toEqual({ from, to });
});

test.each([
  '2026',
  '2026-13-01',
  '2026-11-00',
  '2026-11-23T25:00',
  '2026-11-23T10:61',
  '23-11-2026',
  '',
  'x',
  `2026-11-23${' '.repeat(50)}`,
])('%j is no time', (text) => {
  expect(stretchOf(text)).toBeUndefined();
});

test.each([
  ['2026-11-23T10:15:02.114Z', Date.UTC(2026, 10, 23, 10, 15, 2, 114)],
  [1_795_425_302, 1_795_425_302_000],
  [1_795_425_302_114, 1_795_425_302_114],
  ['2026-11-23T10:15:02', local(2026, 10, 23, 10, 15, 2)],
  [5, undefined],
  ['x', undefined],
  [null, undefined],
])('the moment in %j is %s', (value, at) => {
  expect(momentOf(value)).toBe(at);
});
