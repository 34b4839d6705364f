import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { isEndpoint } from '../../../../lib/capture/endpoints.ts';
import { createEndpointMatch } from '../../../../lib/capture/hook/endpoint-match.ts';
import { captureNatives, type PageScope } from '../../../../lib/capture/hook/natives.ts';
import { SHOP } from '../../samples.ts';
import { createWorld } from './world.ts';

function matcher(endpoints: string[] = []) {
  const { page } = createWorld();
  const parsed = vi.fn<(url: string) => void>();
  page.URL = new Proxy(URL, {
    construct(target, args: [string, string?]) {
      parsed(args[0]);
      return new target(...args);
    },
  });
  // The made-up page has of a window what the hook asks for, and no more.
  const match = createEndpointMatch(captureNatives(page as unknown as PageScope));
  match.set(endpoints);
  return { find: match.find, parsed };
}

const ENDPOINTS = [
  'https://own.test/collect',
  'https://own.test/collect/',
  'https://*.test/t*',
  'https://own.test/*/track',
  'https://own.test',
  'http://own.test:8080/A/b*c',
  'https://own.test/a**b',
];
const word = fc.constantFrom(
  'own',
  'test',
  'api',
  'events',
  'collect',
  'track',
  't',
  'A',
  'b',
  'c',
  '',
);
const url = fc
  .tuple(
    fc.constantFrom('https:', 'http:', 'ftp:'),
    fc.constantFrom('own.test', 'x.test', 'own.test:8080', 'OWN.test'),
    fc.array(word, { maxLength: 4 }),
    fc.constantFrom('', '?a=b', '#c', '/'),
  )
  .map(([protocol, host, path, end]) => `${protocol}//${host}/${path.join('/')}${end}`);

test('it finds what `isEndpoint` finds, and nothing else', () => {
  fc.assert(
    fc.property(url, fc.subarray(ENDPOINTS), (text, endpoints) => {
      const found = matcher(endpoints).find(text) !== undefined;
      expect(found).toBe(isEndpoint('POST', text, endpoints));
    }),
  );
});

test('an address elsewhere is not even parsed', () => {
  const { find, parsed } = matcher(['https://own.test/collect', 'https://*.test/a/track']);
  for (const text of ['https://cdn.test/app.js', '/img/a.png', 'own', 'x'.repeat(100_000)]) {
    expect(find(text)).toBeUndefined();
  }
  expect(parsed).not.toHaveBeenCalled();
});

test.each([
  ['api/events', `${SHOP}api/events`],
  ['/api/./events?x', `${SHOP}api/events?x`],
  ['//r.test\\api\\events', 'https://r.test/api/events'],
])('what a page may write for a receiver is found: %s', (text, whole) => {
  expect(matcher().find(text)).toBe(whole);
});
