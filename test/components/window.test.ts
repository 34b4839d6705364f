import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_HEIGHT, mostDrawn, scaleOf, windowOf } from '../../components/window.ts';

test.each([
  ['at the top', 1000, 0, { from: 0, to: 20 }],
  ['in the middle', 1000, 2000, { from: 90, to: 120 }],
  ['at the end', 1000, 19_800, { from: 980, to: 1000 }],
  ['of a short list', 3, 0, { from: 0, to: 3 }],
  ['of an empty list', 0, 0, { from: 0, to: 0 }],
])('the lines to be drawn %s', (_title, count, top, window) => {
  expect(windowOf(count, 20, top, 200)).toEqual(window);
});

test('a list that has become shorter than the scroll draws nothing, rather than lines it has not', () => {
  expect(windowOf(5, 20, 10_000, 200)).toEqual({ from: 5, to: 5 });
});

test('every line in view is drawn, and no line that there is not', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(100_000), fc.nat(2000), (count, top, height) => {
      const { from, to } = windowOf(count, 20, top, height);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(count);
      expect(from).toBeLessThanOrEqual(to);
      const first = Math.floor(top / 20);
      const last = Math.ceil((top + height) / 20);
      expect(from).toBeLessThanOrEqual(Math.min(first, count));
      expect(to).toBeGreaterThanOrEqual(Math.min(last, count));
      expect(to - from).toBeLessThanOrEqual(mostDrawn(20, height));
    }),
  );
});

test('a list that is no higher than an element can be is scrolled pixel by pixel', () => {
  const scale = scaleOf(100_000, 22, 600);
  expect(scale.height).toBe(2_200_000);
  expect([scale.top(1234), scale.scroll(1234)]).toEqual([1234, 1234]);
});

test('a higher one is scrolled from its first line to its last, and back to where it was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 700_000, max: 20_000_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (count, share) => {
        const view = 600;
        const scale = scaleOf(count, 22, view);
        expect(scale.height).toBe(MAX_HEIGHT);
        expect(scale.top(0)).toBe(0);
        expect(scale.top(scale.height - view)).toBeCloseTo(count * 22 - view, 3);
        const top = share * (count * 22 - view);
        expect(scale.top(scale.scroll(top))).toBeCloseTo(top, 3);
      },
    ),
  );
});
