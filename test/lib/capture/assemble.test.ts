import { expect, test } from 'vitest';
import { assembled } from '../../../lib/capture/assemble.ts';
import type { DevtoolsPart, Header, NetworkPart } from '../../../lib/capture/capture.ts';

const common = { at: 1000, method: 'POST', url: 'https://receiver.test/api/events', status: 400 };
const none = { kind: 'empty' } as const;

const answered = (status: number, headers: Record<string, string>): NetworkPart => ({
  ...common,
  request: '1',
  state: 'done',
  status,
  requestHeaders: [],
  responseHeaders: Object.entries(headers).map(([name, value]): Header => ({ name, value })),
  body: none,
  type: 'xmlhttprequest',
  initiator: '',
  hops: [],
});

const entry: DevtoolsPart = {
  ...common,
  entry: 'e',
  ended: 1100,
  requestHeaders: [],
  responseHeaders: [],
  body: none,
  responseBody: none,
  timings: {},
};

test.each([
  ['its length', 400, { 'Content-Length': '36' }, { kind: 'unreadable', reason: 'no-content' }],
  ['its type', 400, { 'Content-Type': 'text/plain' }, { kind: 'unreadable', reason: 'no-content' }],
  ['no length', 202, { 'Content-Length': '0', 'Content-Type': 'text/plain' }, none],
  ['nothing', 202, {}, none],
  ['the status of none', 204, { 'Content-Type': 'text/plain' }, none],
])('an answer that DevTools has without a body had one if the network told of %s', (...row) => {
  const [, status, headers, expected] = row;
  const { responseBody } = assembled(
    { network: answered(status, headers), devtools: entry },
    undefined,
  );
  expect(responseBody).toEqual(expected);
});

test('without the network’s word, DevTools’ own holds', () => {
  expect(assembled({ devtools: entry }, undefined).responseBody).toEqual(none);
});
