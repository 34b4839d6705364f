import { expect, test } from 'vitest';
import { HarEntry } from '../../../lib/capture/har.ts';
import { lookalike } from '../../../lib/capture/lookalikes.ts';
import { firefox } from './har-samples.ts';

function look(text: string | undefined, url = 'https://shop.test/x?y=1', more: object = {}) {
  const request = { method: 'POST', url, headers: [], postData: { text }, ...more };
  return lookalike(HarEntry.parse({ ...firefox, request }));
}

test.each([
  ['{"instrumentationKey":"k"}', 'instrumentationKey'],
  ['{"InstrumentationKey":"k"}', 'InstrumentationKey'],
  ['{"instrumentation_key":"k","a":[1]}', 'instrumentation_key'],
  ['{"iKey":"k"}', 'iKey'],
  ['{"batch":[{"instrumentationKey":"k"}]}', 'instrumentationKey'],
  ['[{"instrumentationKey":"k"}]', 'instrumentationKey'],
  ['{"instrumentationKey":"k"}\n{"instrumentationKey":"k"}', 'instrumentationKey'],
  ['a=1&instrumentation_key=k', 'instrumentation_key'],
  ['{"instrumentationKey":"k","events":[{"cut', 'instrumentationKey'],
  [`{"instrumentationKey":"k","pad":"${'x'.repeat(300_000)}"}`, 'instrumentationKey'],
])('a body with an instrumentation key looks like tracking: %#', (text, name) => {
  expect(look(text)).toEqual({ url: 'https://shop.test/x', sign: { kind: 'key', name } });
});

test('a key may stand in a header or in the query', () => {
  const headers = [{ name: 'X-Instrumentation-Key', value: 'k' }];
  expect(look(undefined, 'https://shop.test/x', { headers })?.sign.name).toBe(
    'X-Instrumentation-Key',
  );
  expect(look(undefined, 'https://shop.test/x?ikey=k')?.sign.name).toBe('ikey');
});

test.each([
  ['{"events":[{"eventType":"A"}]}', 'https://shop.test/x', 'events'],
  ['{"TrackedEvents":[{"$type":"A"}]}', 'https://shop.test/x', 'TrackedEvents'],
  ['{"batch":[{"event":"A"}]}', 'https://shop.test/track', 'batch'],
  ['{"items":[{"name":"A"}]}', 'https://shop.test/v1/events/', 'items'],
  ['{"writeKey":"k","batch":[{"type":"A"}]}', 'https://other.test/v1/b', 'batch'],
])('a body with a list of events looks like tracking: %s to %s', (text, url, name) => {
  expect(look(text, url)?.sign).toEqual({ kind: 'events', name });
});

test.each([
  ['{"batch":[{"event":"A"}]}', 'https://shop.test/x'],
  ['{"events":["a",1]}', 'https://shop.test/track'],
  ['{"events":3}', 'https://shop.test/track'],
  ['{"a":1}', 'https://shop.test/t'],
  ['{"apiKey":"k"}', 'https://shop.test/search'],
  ['{"monkey":"k"}', 'https://shop.test/x'],
  ['', 'https://shop.test/collect'],
  [undefined, 'https://shop.test/events'],
  ['{"instrumentationKey":"k"}', 'data:text/plain,x'],
])('anything else does not: %s to %s', (text, url) => {
  expect(look(text, url)).toBeUndefined();
});

test('only a POST is looked at', () => {
  expect(
    look('{"instrumentationKey":"k"}', 'https://shop.test/', { method: 'GET' }),
  ).toBeUndefined();
});
