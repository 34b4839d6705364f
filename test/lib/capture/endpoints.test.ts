import { describe, expect, test } from 'vitest';
import { endpointPattern, isEndpoint, parseEndpoint } from '../../../lib/capture/endpoints.ts';

describe('a request is recorded', () => {
  test.each([
    ['POST', 'https://event-tracking-eventreceiver.bizzkit.biz/api/events'],
    ['post', 'https://receiver.test/api/events'],
    ['POST', 'https://receiver.test/api/events/'],
    ['POST', 'https://receiver.test/api/events?key=1'],
    ['POST', 'https://receiver.test/api/events#top'],
    ['POST', 'https://receiver.test/gateway/api/events'],
    ['POST', 'http://localhost:4000/api/events'],
  ])('%s %s, on any host', (method, url) => {
    expect(isEndpoint(method, url, [])).toBe(true);
  });

  test.each([
    ['https://own.test/collect', 'https://own.test/collect'],
    ['https://own.test/collect', 'https://own.test/collect/'],
    ['https://own.test/collect/', 'https://own.test/collect'],
    ['https://own.test/collect', 'https://own.test/collect?a=1'],
    ['https://own.test/collect', 'https://OWN.test/collect'],
    ['https://*.own.test/collect', 'https://eu.own.test/collect'],
    ['https://own.test/*/collect', 'https://own.test/a/b/collect'],
    ['https://own.test:8443/collect', 'https://own.test:8443/collect'],
    ['https://own.test/a.b+c', 'https://own.test/a.b+c'],
  ])('to the endpoint %s of the user: %s', (endpoint, url) => {
    expect(isEndpoint('POST', url, [endpoint])).toBe(true);
  });
});

describe('a request is not recorded', () => {
  test.each([
    ['GET', 'https://receiver.test/api/events'],
    ['OPTIONS', 'https://receiver.test/api/events'],
    ['POST', 'https://receiver.test/api/events2'],
    ['POST', 'https://receiver.test/api/eventsx'],
    ['POST', 'https://receiver.test/api/events/1'],
    ['POST', 'https://receiver.test/myapi/events'],
    ['POST', 'https://receiver.test/?next=/api/events'],
    ['POST', 'ftp://receiver.test/api/events'],
    ['POST', 'not a url'],
  ])('%s %s', (method, url) => {
    expect(isEndpoint(method, url, [])).toBe(false);
  });

  test.each([
    ['https://own.test/collect', 'https://own.test/collect2'],
    ['https://own.test/collect', 'http://own.test/collect'],
    ['https://own.test/collect', 'https://own.test:8443/collect'],
    ['https://own.test/a.b', 'https://own.test/aXb'],
    ['https://*.own.test/collect', 'https://own.test/collect'],
  ])('where the endpoint is %s: %s', (endpoint, url) => {
    expect(isEndpoint('POST', url, [endpoint])).toBe(false);
  });
});

describe('an endpoint as a user adds it', () => {
  test.each([
    ['https://own.test/collect', 'https://own.test/collect'],
    ['  https://own.test/collect/ ', 'https://own.test/collect'],
    ['https://own.test/collect?a=1#b', 'https://own.test/collect'],
    ['https://*.own.test/*/collect', 'https://*.own.test/*/collect'],
    ['http://own.test:8080', 'http://own.test:8080'],
  ])('%j stands as %s', (text, endpoint) => {
    expect(parseEndpoint(text)).toEqual({ ok: true, endpoint });
  });

  test.each([
    ['', 'endpointNotUrl'],
    ['own.test/collect', 'endpointNotUrl'],
    ['/collect', 'endpointNotUrl'],
    ['https://', 'endpointNotUrl'],
    ['ftp://own.test/collect', 'endpointScheme'],
  ])('%j is refused: %s', (text, message) => {
    expect(parseEndpoint(text)).toEqual({ ok: false, issue: { message } });
  });
});

test.each([
  ['https://own.test/collect', 'https://own.test/collect*'],
  ['http://own.test:8080/collect', 'http://own.test/collect*'],
  ['https://*.own.test/collect', 'https://*.own.test/collect*'],
  ['https://shop-*.own.test/*/collect', 'https://*.own.test/*/collect*'],
])('the match pattern of %s has no port and a legal host: %s', (endpoint, pattern) => {
  expect(endpointPattern(endpoint)).toBe(pattern);
});
