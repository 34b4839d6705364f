import { expect, test } from 'vitest';
import { originPattern } from '../../../lib/capture/origins.ts';

test.each([
  ['https://shop.test', 'https://shop.test/*'],
  ['http://localhost:4000', 'http://localhost/*'],
])('access to %s is asked for as %s', (origin, pattern) => {
  expect(originPattern(origin)).toBe(pattern);
});
