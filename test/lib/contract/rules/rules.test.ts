import { describe, expect, test } from 'vitest';
import type { RuleSetting } from '../../../../lib/contract/rules/rule-settings.ts';
import { RULES } from '../../../../lib/contract/rules/table.ts';
import type { Locale } from '../../../../lib/language/translate.ts';
import da from '../../../../public/_locales/da/messages.json' with { type: 'json' };
import en from '../../../../public/_locales/en/messages.json' with { type: 'json' };
import { type Case, CASES } from './cases.ts';
import { issuesOf } from './try-case.ts';

const rulesOf = (one: Case) => issuesOf(one).map(({ rule }) => rule);

test('each rule has cases, and each case a rule', () => {
  expect(Object.keys(CASES).toSorted()).toEqual(RULES.map(({ id }) => id).toSorted());
});

test('no two rules have the same id', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))('the rule %s', (id, rule) => {
  const { raises, spares } = CASES[id]!;

  test('is raised by its example, with all that an issue has', () => {
    const issue = issuesOf(rule.example).find((one) => one.rule === id);
    expect(issue).toMatchObject({
      severity: rule.severity,
      grade: rule.grade,
      contract: rule.contract ?? 'built-in',
      path: expect.stringMatching(/^(\/|$)/) as unknown,
    });
    const isOfEvent = rule.kind === 'event' || id.startsWith('duplicate');
    expect(issue?.event === undefined).toBe(!isOfEvent);
  });

  test.each(raises.map((one) => [JSON.stringify(one).slice(0, 200), one] as const))(
    'is raised by %s',
    (_title, one) => {
      expect(rulesOf(one)).toContain(id);
    },
  );

  test('has a near miss', () => {
    expect(spares.length).toBeGreaterThan(0);
  });

  test.each(spares.map((one) => [JSON.stringify(one).slice(0, 200), one] as const))(
    'is not raised by %s',
    (_title, one) => {
      expect(rulesOf(one)).not.toContain(id);
    },
  );

  test.each<[string, Locale]>([
    ['en', en],
    ['da', da],
  ])('has a title without parameters, and an explanation, in %s', (_language, locale) => {
    expect(locale[rule.title]?.message).toMatch(/^[^$]+$/);
    expect(locale[rule.explanation]?.message).toMatch(/^[^$]{20,}$/);
  });

  test('is an error by no one’s wish where it is inferred, and never by itself', () => {
    expect(rule.severity).not.toBe('error');
    const issues = issuesOf(rule.example, { rules: { [id]: 'error' } });
    expect(issues.find((one) => one.rule === id)?.severity).toBe(
      rule.grade === 'inferred' ? 'warning' : 'error',
    );
  });

  test.each<RuleSetting>(['info', 'warning'])('can be set to %s', (severity) => {
    const issues = issuesOf(rule.example, { rules: { [id]: severity } });
    expect(issues.find((one) => one.rule === id)?.severity).toBe(severity);
  });

  test('can be switched off', () => {
    const issues = issuesOf(rule.example, { rules: { [id]: 'off' } });
    expect(issues.filter((one) => one.rule === id)).toEqual([]);
  });
});

test('what is sent without consent is a warning where consent is required', () => {
  for (const id of ['before-consent', 'after-refusal']) {
    const { example } = RULES.find((rule) => rule.id === id)!;
    expect(issuesOf(example, { consentRequired: true })).toContainEqual(
      expect.objectContaining({ rule: id, severity: 'warning' }),
    );
  }
});

test.each<[string, Record<string, unknown>, string, unknown]>([
  [
    'the sum of the lines',
    { totalPrice: 1, lines: [{ quantity: 3, unitPrice: 0.1 }] },
    '/totalPrice',
    0.3,
  ],
  ['a code for its lower case', { currency: ' dkk' }, '/currency', 'DKK'],
  ['a code for its sign', { currency: '€' }, '/currency', 'EUR'],
  ['a price with its cents', { price: 0.1 + 0.2 }, '/price', 0.3],
  ['the number for a text', { unitPrice: '649.75' }, '/unitPrice', 649.75],
  ['the number for a Danish text', { unitPrice: '1.299,50' }, '/unitPrice', 1299.5],
  ['the number for an English text', { unitPrice: '1,299.50' }, '/unitPrice', 1299.5],
  [
    'ISO for a Date of .NET',
    { timestamp: '/Date(1795425302000)/' },
    '/timestamp',
    '2026-11-23T09:15:02.000Z',
  ],
  [
    'ISO for seconds in a text',
    { timestamp: '1795425302' },
    '/timestamp',
    '2026-11-23T09:15:02.000Z',
  ],
  [
    'the offset of the request',
    { timestamp: '2026-11-23T10:15:01' },
    '/timestamp',
    '2026-11-23T10:15:01+01:00',
  ],
  [
    'Z for the time in UTC',
    { timestamp: '2026-11-23T09:15:01' },
    '/timestamp',
    '2026-11-23T09:15:01Z',
  ],
  ['an id without the blanks around it', { productId: ' A-1\n' }, '/productId', 'A-1'],
  ['no value for its name', { campaign: 'null' }, '/campaign', null],
  [
    'ISO with the offset of the request for a Danish time',
    { timestamp: '23.11.2026 10:15' },
    '/timestamp',
    '2026-11-23T10:15:00+01:00',
  ],
  [
    'the moment that seconds meant, which were taken for milliseconds',
    { timestamp: '1970-01-21T18:43:45.302Z' },
    '/timestamp',
    '2026-11-23T09:15:02.000Z',
  ],
  [
    'the offset of a local time that says it is UTC',
    { timestamp: '2026-11-23T10:15:02.114Z' },
    '/timestamp',
    '2026-11-23T10:15:02.114+01:00',
  ],
  ['what garbled text was to be', { name: 'BlÃ¥bÃ¦r' }, '/name', 'Blåbær'],
])('a fix is suggested: %s', (_title, event, path, value) => {
  const issues = issuesOf({
    event: { eventType: 'X', ...event },
    about: { at: 1_795_425_302_000 },
  });
  expect(issues.map(({ fix }) => fix)).toContainEqual({ path: `/events/0${path}`, value });
});

test.each<[string, Record<string, unknown>]>([
  ['a number that may be two', { price: '1.299' }],
  ['a sign of several currencies', { currency: 'kr.' }],
  ['a local time that is far from its request', { timestamp: '2026-11-20T10:15:01' }],
  ['an id with a blank in it', { productId: 'A 1' }],
  ['a text for no value, of which there are several', { campaign: 'undefined' }],
  ['a Danish time that is far from its request', { timestamp: '20.11.2026 10:15' }],
  ['a day that says no time', { timestamp: '23.11.2026' }],
  ['a time behind its request: the event may have waited', { timestamp: '2026-11-23T08:15:02Z' }],
  ['a time ahead by no offset', { timestamp: '2026-11-23T09:25:02Z' }],
  ['a lost character', { name: 'r�d' }],
])('no fix is suggested where it is not plain: %s', (_title, event) => {
  const issues = issuesOf({
    event: { eventType: 'X', ...event },
    about: { at: 1_795_425_302_000 },
  });
  expect(issues.length).toBeGreaterThan(0);
  expect(issues.filter(({ fix }) => fix)).toEqual([]);
});

test.each([
  [
    'the trimmed key',
    { instrumentationKey: ' key-1 ' },
    { path: '/instrumentationKey', value: 'key-1' },
  ],
  ['nothing for a key with a blank in it', { instrumentationKey: 'key 1' }, undefined],
  ['nothing for a key of blanks', { instrumentationKey: '  ' }, undefined],
])('of a key with blanks is suggested %s, and the key is not repeated', (_title, key, fix) => {
  const body = { ...key, events: [{ eventType: 'ProductViewed', productId: 'A-1' }] };
  const issue = issuesOf({ body }).find(({ rule }) => rule === 'key-with-space');
  expect(issue?.fix).toEqual(fix);
  expect(issue).not.toHaveProperty('actual');
});

test('an issue repeats no more of personal data than it takes to find it', () => {
  const personal = RULES.filter(({ id }) => id.startsWith('personal-'));
  expect(personal).toHaveLength(5);
  for (const { id, example } of personal) {
    const found = issuesOf(example).find(({ rule }) => rule === id)?.actual ?? '';
    expect(found).toMatch(/^".{2}…" \(\d+\)$/);
  }
});
