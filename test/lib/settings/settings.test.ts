import { describe, expect, test } from 'vitest';
import { environmentOf, isUnknownKey, keySetting } from '../../../lib/settings/environments.ts';
import { DEFAULT_SETTINGS, MAX_ENTRIES, readSettings } from '../../../lib/settings/settings.ts';

test('where nothing is stored the defaults are in force', () => {
  expect(readSettings(undefined)).toEqual({ ok: true, settings: DEFAULT_SETTINGS });
  expect(DEFAULT_SETTINGS).toEqual({
    endpoints: [],
    keys: [],
    hosts: [],
    hookOff: [],
    language: 'browser',
    overview: true,
    preserveLog: true,
    logLimit: 200,
    resendLock: { hosts: [], keys: [] },
    rules: {},
    consentRequired: false,
    listMode: 'events',
    columns: ['time', 'key', 'type', 'brief', 'outcome'].map((id) => ({
      id,
      width: expect.any(Number) as number,
    })),
    filter: { text: '' },
    layout: { dock: 'auto', side: 50, below: 50 },
  });
});

test('what is not stored has its default, what is stored stands', () => {
  const key = { key: 'k', alias: '', environment: 'staging' };
  const stored = { language: 'da', keys: [{ key: 'k', environment: 'staging' }] };
  expect(readSettings(stored)).toEqual({
    ok: true,
    settings: { ...DEFAULT_SETTINGS, language: 'da', keys: [key] },
  });
});

test.each([
  ['settings', 7],
  ['settings', 'text'],
  ['settings', []],
  ['language', { language: 'kl' }],
  ['preserveLog', { preserveLog: 'yes' }],
  ['logLimit', { logLimit: 9 }],
  ['logLimit', { logLimit: 2001 }],
  ['logLimit', { logLimit: 10.5 }],
  ['endpoints.0', { endpoints: [7] }],
  ['endpoints', { endpoints: Array.from({ length: MAX_ENTRIES + 1 }, () => 'https://a.test') }],
  ['keys.0.colour', { keys: [{ key: 'a', colour: 'white' }] }],
  ['keys.1.environment', { keys: [{ key: 'a' }, { key: 'b', environment: 'live' }] }],
  ['rules.currency', { rules: { currency: 'fatal' } }],
  ['consentRequired', { consentRequired: 'yes' }],
  ['filter.text', { filter: { text: 'x'.repeat(2001) } }],
])('broken settings are refused, with the place: %s', (place, stored) => {
  const read = readSettings(stored);
  expect(read).toMatchObject({ ok: false });
  expect(!read.ok && read.reason.split(':')[0]).toBe(place);
});

describe('the environment of an address', () => {
  const settings = {
    ...DEFAULT_SETTINGS,
    hosts: [
      { pattern: 'staging.shop.test', environment: 'staging' as const },
      { pattern: '*.shop.test', environment: 'production' as const },
      { pattern: 'localhost:*', environment: 'test' as const },
    ],
  };

  test.each([
    ['https://staging.shop.test/a', 'staging'],
    ['https://www.shop.test/a', 'production'],
    ['https://WWW.SHOP.TEST/a', 'production'],
    ['http://localhost:4000/', 'test'],
    ['https://shop.test/', undefined],
    ['https://else.test/?www.shop.test', undefined],
    ['no address', undefined],
  ])('%s is by the first host that fits: %s', (url, environment) => {
    expect(environmentOf(settings, url)).toBe(environment);
  });
});

test('a key has its setting, and only the whole key', () => {
  const settings = { ...DEFAULT_SETTINGS, keys: [{ key: 'k-1', alias: 'Shop' }] };
  expect(keySetting(settings, 'k-1')).toEqual({ key: 'k-1', alias: 'Shop' });
  expect(keySetting(settings, 'k-')).toBeUndefined();
});

test.each([
  [[], 'a', false],
  [['a'], 'a', false],
  [['a'], 'b', true],
  [['a'], undefined, false],
])('where the keys %j are named, whether %s is unknown: %s', (named, key, isUnknown) => {
  const keys = named.map((one) => ({ key: one, alias: '' }));
  expect(isUnknownKey({ keys }, key)).toBe(isUnknown);
});
