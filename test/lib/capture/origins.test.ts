import { expect, test } from 'vitest';
import { isCovered, originPattern } from '../../../lib/capture/origins.ts';

test.each([
  ['https://shop.test', 'https://shop.test/*'],
  ['http://localhost:4000', 'http://localhost/*'],
])('access to %s is asked for as %s', (origin, pattern) => {
  expect(originPattern(origin)).toBe(pattern);
});

test.each([
  ['http://127.0.0.1:5080/api/events', ['*://127.0.0.1/*'], true],
  ['https://a.bizzkit.biz/x', ['*://*.bizzkit.biz/*'], true],
  ['https://bizzkit.biz/x', ['*://*.bizzkit.biz/*'], true],
  ['https://evilbizzkit.biz/x', ['*://*.bizzkit.biz/*'], false],
  ['http://shop.test/', ['https://shop.test/*'], false],
  ['http://shop.test/', ['*://*/*'], true],
  ['https://shop.test/', ['<all_urls>'], true],
  ['about:blank', ['<all_urls>'], false],
  ['https://shop.test/', [], false],
])('access to %s by %j is %s', (url, patterns, covered) => {
  expect(isCovered(url, patterns)).toBe(covered);
});
