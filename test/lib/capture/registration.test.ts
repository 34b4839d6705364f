import { describe, expect, test } from 'vitest';
import {
  isHookOff,
  registrationChanges,
  registrationsFor,
} from '../../../lib/capture/registration.ts';

const GRANTED = ['*://localhost/*', 'https://shop.test/*'];

describe('what is registered', () => {
  test('is nothing where nothing is granted', () => {
    expect(registrationsFor([], ['https://shop.test'])).toEqual([]);
  });

  test('is hook and relay for what is granted, the hook not where it is off', () => {
    const [hook, relay] = registrationsFor(GRANTED, [
      'https://shop.test',
      'https://shop.test:8080',
    ]);
    expect(hook).toMatchObject({ matches: GRANTED, excludeMatches: ['https://shop.test/*'] });
    expect(relay).toMatchObject({ matches: GRANTED });
    expect(relay).not.toHaveProperty('excludeMatches');
  });
});

describe('what changes', () => {
  const wanted = registrationsFor(GRANTED, []);

  test('is nothing where it is registered already, in whatever order', () => {
    const registered = wanted.map((one) => ({ ...one, matches: one.matches.toReversed() }));
    expect(registrationChanges(registered, wanted)).toEqual({ unregister: [], register: [] });
  });

  test('is the hook alone where a site has it off', () => {
    const off = registrationsFor(GRANTED, ['https://shop.test']);
    expect(registrationChanges(wanted, off)).toEqual({ unregister: ['hook'], register: [off[0]] });
  });

  test('is all of it at the beginning and at the end', () => {
    expect(registrationChanges([], wanted)).toEqual({ unregister: [], register: wanted });
    expect(registrationChanges(wanted, [])).toEqual({
      unregister: ['hook', 'relay'],
      register: [],
    });
  });
});

test.each([
  ['https://shop.test/page?x', true],
  ['https://shop.test:8443/page', true],
  ['http://shop.test/', false],
  ['https://other.test/', false],
  ['null', false],
  ['', false],
])('the hook for %j is off: %s', (site, off) => {
  expect(isHookOff(site, ['https://shop.test'])).toBe(off);
});
