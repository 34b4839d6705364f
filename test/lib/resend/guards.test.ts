import { describe, expect, test } from 'vitest';
import { asksFirst, keysIn, lockedBy } from '../../../lib/resend/guards.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../lib/settings/settings.ts';
import { batchOf, bytesOf, CLICK, RECEIVER } from '../samples.ts';

const settings = (part: Partial<Settings>): Settings => ({ ...DEFAULT_SETTINGS, ...part });
const host = (environment: 'production' | 'staging' | 'test') => [
  { pattern: 'receiver.test', environment },
];
const key = (environment?: 'production' | 'staging' | 'test') => [
  { key: 'key-1', alias: '', ...(environment && { environment }) },
];

test.each([
  ['neither is known', {}, true],
  ['the key is known without an environment', { keys: key() }, true],
  ['the key is of production', { keys: key('production') }, true],
  ['the host is of production', { hosts: host('production') }, true],
  [
    'the key is of test, at a host of production',
    { keys: key('test'), hosts: host('production') },
    true,
  ],
  [
    'the key is of production, at a host of test',
    { keys: key('production'), hosts: host('test') },
    true,
  ],
  ['the key is of test', { keys: key('test') }, false],
  ['the host is of staging', { hosts: host('staging') }, false],
] as const)('where %s: asks first %j', (_what, part, asks) => {
  expect(asksFirst(settings(part as Partial<Settings>), RECEIVER, 'key-1')).toBe(asks);
});

test.each([
  [{ hosts: ['receiver.test'], keys: [] }, 'receiver.test'],
  [{ hosts: ['*.test'], keys: [] }, '*.test'],
  [{ hosts: ['other.test'], keys: [] }, undefined],
  [{ hosts: [], keys: ['key-2'] }, 'key-2'],
  [{ hosts: [], keys: ['key-9'] }, undefined],
  [{ hosts: [], keys: [] }, undefined],
])('a lock of %j forbids by %j', (resendLock, locked) => {
  expect(lockedBy({ resendLock }, RECEIVER, ['key-1', 'key-2'])).toBe(locked);
});

describe('the keys of a request', () => {
  test('are those of the batch and of its events', () => {
    const body = bytesOf(batchOf({ ...CLICK, instrumentationKey: 'key-2' }, CLICK));
    expect(keysIn(body, { url: RECEIVER }, [])).toEqual(['key-1', 'key-2']);
  });

  test('may stand beside the body, or there is none', () => {
    const url = `${RECEIVER}?instrumentationKey=key-3`;
    expect(keysIn(bytesOf('{"events":[{"eventType":"A"}]}'), { url }, [])).toEqual(['key-3']);
    expect(keysIn(undefined, { url: RECEIVER }, [])).toEqual([]);
  });

  test('are found where they are locked, in a header of whatever name', () => {
    const headers = [{ name: 'x-own', value: 'as key-2' }];
    expect(keysIn(undefined, { url: RECEIVER, headers }, ['key-2'])).toEqual(['key-2']);
  });

  test('are found where they are locked, also in what can’t be decoded', () => {
    const body = bytesOf('{"instrumentationKey":"key-1","events":[');
    expect(keysIn(body, { url: RECEIVER }, ['key-1', 'key-2'])).toContain('key-1');
  });
});
