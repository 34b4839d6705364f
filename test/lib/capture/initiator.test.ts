import { expect, test } from 'vitest';
import { initiatorStack } from '../../../lib/capture/initiator.ts';

const OWN = 'chrome-extension://own/';
const frame = (functionName: string, url = 'http://shop.test/a.js') => ({
  functionName,
  url,
  lineNumber: 0,
  columnNumber: 4,
});

test('frames of the extension are left out', () => {
  const callFrames = [frame('apply', `${OWN}hook.js`), frame('send')];
  expect(initiatorStack({ stack: { callFrames } }, OWN)).toBe(
    '    at send (http://shop.test/a.js:1:5)',
  );
});

test('a request of the document itself tells its place', () => {
  const place = { type: 'parser', url: 'http://shop.test/', lineNumber: 9 };
  expect(initiatorStack(place, OWN)).toBe('    at http://shop.test/:10');
});

test.each([undefined, null, 'x', { type: 'other' }, { stack: {} }, { stack: { callFrames: [1] } }])(
  'where nothing is told, nothing is said: %j',
  (initiator) => {
    expect(initiatorStack(initiator, OWN)).toBeUndefined();
  },
);

test('a long stack, and stacks beneath one another without end, are cut', () => {
  const stack: Record<string, unknown> = {
    callFrames: Array.from({ length: 1000 }, () => frame('f')),
  };
  stack['parent'] = stack;
  const told = initiatorStack({ stack }, OWN)!;
  expect(told.length).toBeLessThanOrEqual(8000);
  expect(told.split('\n').length).toBeLessThan(600);
});
