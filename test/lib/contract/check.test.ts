import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aboutOf, checkBatch, USUAL_SETTINGS } from '../../../lib/contract/check.ts';
import type { Issue } from '../../../lib/contract/issue.ts';
import { RULES } from '../../../lib/contract/rules/table.ts';
import { decode } from '../../../lib/wire/decode.ts';
import { bytesOf, capture } from '../samples.ts';
import { batchOf } from './rules/try-case.ts';

const ABOUT = { at: 1_795_425_302_000, url: 'https://receiver.test/api/events' };
const issuesOfEvents = (...events: unknown[]) =>
  checkBatch(batchOf({ instrumentationKey: 'k', events }), ABOUT);

const ORDER = {
  eventType: 'OrderCreated',
  eventId: '0b9d6c1e-40b6-4c3a-9b0e-5a1f0c9d7e21',
  timestamp: '2026-11-23T09:15:00.114Z',
  sessionId: '3c5f7e0a-98a3-4f0e-8c57-1e2d3c4b5a69',
  orderId: '10045',
  totalPrice: 1299.5,
  currency: 'DKK',
  lines: [{ productId: 'A-1', quantity: 2, unitPrice: 649.75 }],
};

test('a good event raises nothing, by its shape or by a rule', () => {
  expect(issuesOfEvents(ORDER)).toEqual([]);
});

describe('of one value that is wrong in one sense there is one issue', () => {
  test.each([
    ['totalPrice', '1299,50', 'number-as-text', 'warning'],
    ['currency', 'kr', 'currency', 'warning'],
    ['timestamp', '2026-11-23T09:15:02', 'time-without-offset', 'warning'],
    ['timestamp', '1795425302', 'time-format', 'warning'],
    ['timestamp', 'soon', 'wrong-field', 'warning'],
    ['orderId', '', 'wrong-field', 'warning'],
    ['orderId', ' ', 'empty-text', 'info'],
    ['orderId', 'undefined', 'placeholder-text', 'warning'],
  ])('%s: %j raises %s', (field, value, rule, severity) => {
    expect(issuesOfEvents({ ...ORDER, [field]: value })).toMatchObject([
      { rule, severity, path: `/events/0/${field}`, event: 0 },
    ]);
  });

  test('by the user’s severity, and by the shape where the rule is off', () => {
    const batch = batchOf({ instrumentationKey: 'k', events: [{ ...ORDER, currency: 'kr' }] });
    const checked = (setting: 'info' | 'off') =>
      checkBatch(batch, ABOUT, { ...USUAL_SETTINGS, rules: { currency: setting } });
    expect(checked('info')).toMatchObject([{ rule: 'currency', severity: 'info' }]);
    expect(checked('off')).toMatchObject([{ rule: 'wrong-field', severity: 'warning' }]);
  });

  test('of two that are wrong in two there are two', () => {
    expect(issuesOfEvents({ ...ORDER, userId: 7, sessionId: 'jens@mail.dk' })).toMatchObject([
      { rule: 'wrong-field', path: '/events/0/userId' },
      { rule: 'personal-email', path: '/events/0/sessionId' },
    ]);
  });
});

test('the rules are told of a request what its capture says', () => {
  const body = { kind: 'bytes', digest: 'd', size: 70_000, stored: 70_000 } as const;
  const about = aboutOf(capture({ at: 7, body }), 'given');
  expect(about).toEqual({
    at: 7,
    url: 'https://receiver.test/api/events',
    page: 'https://shop.test/',
    size: 70_000,
    consent: 'given',
  });
});

describe('traffic of other event SDKs', () => {
  test.each([
    [
      'a batch',
      { batch: [{ type: 'track', event: 'Order Completed', properties: { total: '9' } }] },
    ],
    [
      'writeKey',
      { writeKey: 'k', events: [{ type: 'page', name: 'Home', sentAt: 1_795_425_302 }] },
    ],
    ['api_key', { api_key: 'k', events: [{ event_type: 'click', time: 1_795_425_302_000 }] }],
    ['iKey', { events: [{ name: 'Event', iKey: 'k', data: { baseData: { email: 'a@b.dk' } } }] }],
    [
      'ecommerce',
      { events: [{ name: 'purchase', params: { value: -1, currency: 'kr', items: [{}] } }] },
    ],
  ])('raises no error: %s', (_title, body) => {
    const decoded = decode(bytesOf(JSON.stringify(body)));
    const issues = decoded.kind === 'batch' ? checkBatch(decoded.batch, ABOUT) : [];
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('whatever the JSON', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '',
      'kr',
      '1.299,50',
      'Ã¦',
      'a@b.dk',
      '+45 12 34 56 78',
      '070761-4285',
      'undefined',
    ),
    fc.constantFrom(
      '4111 1111 1111 1111',
      '2026-11-23T09:15:02',
      '2036-11-23T09:15:02Z',
      '1795425302',
    ),
  );
  const field = fc.oneof(fc.jsonValue(), text, fc.double({ noNaN: true }), fc.array(text));
  const lines = fc.array(fc.record({ productId: field, quantity: field, unitPrice: field }));
  const fields = fc.record(
    {
      productId: field,
      eventId: field,
      orderId: field,
      totalPrice: field,
      Quantity: field,
      currency: field,
      timestamp: field,
      lines: fc.oneof(field, lines),
    },
    { requiredKeys: [] },
  );
  const type = fc.constantFrom('OrderCreated', 'ProductViewed', '__proto__', 'Other');
  const event = fc.oneof(
    fc.jsonValue(),
    fc.tuple(type, fields).map(([eventType, own]) => ({ eventType, ...own })),
    fc.tuple(type, fields, fields).map(([eventType, own, data]) => ({ eventType, ...own, data })),
  );
  const wished = Object.fromEntries(RULES.map(({ id }) => [id, 'error' as const]));

  test('no issue of an inferred rule is an error, whatever the settings', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(event), fc.boolean(), (key, events, wishes) => {
        const batch = batchOf({ instrumentationKey: key, events });
        const rules = wishes ? wished : {};
        const keys = [{ key: 'k', alias: '' }];
        for (const issue of checkBatch(batch, ABOUT, { ...USUAL_SETTINGS, rules, keys })) {
          expect(issue.grade === 'inferred' ? issue.severity : 'not inferred').not.toBe('error');
        }
      }),
    );
  });

  test('the issues of an event are the same in any company', () => {
    const own = (issues: Issue[], index: number) =>
      JSON.stringify(issues.filter((issue) => issue.event === index))
        .replaceAll(`/events/${index}`, '/events/#')
        .replaceAll(`"event":${index}`, '"event":#');
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 5 }), (events) => {
        const together = issuesOfEvents(...events);
        for (const [index, one] of events.entries()) {
          expect(own(together, index)).toBe(own(issuesOfEvents(one), 0));
        }
      }),
    );
  });

  test('every path leads to a value, or to one that is missing in an object', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const batch = batchOf({ instrumentationKey: 'k', events });
        for (const { path, rule, actual } of checkBatch(batch, ABOUT)) {
          const isThere = leadsTo(batch.value, path);
          expect(isThere || rule === 'missing-field' || actual === undefined).toBe(true);
        }
      }),
    );
  });
});

function leadsTo(from: unknown, path: string): boolean {
  let value = from;
  for (const part of path.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return false;
    value = (value as Record<string, unknown>)[name];
  }
  return true;
}

describe('bad input is bounded', () => {
  const nested = (depth: number) => {
    const event: Record<string, unknown> = { eventType: 'ProductViewed', productId: 'A-1' };
    let inner = event;
    for (let level = 0; level < depth; level++) inner = inner['a'] = {};
    inner['text'] = 'jens@mail.dk';
    return event;
  };
  const hostile: [string, () => unknown][] = [
    ['nested a hundred thousand deep', () => nested(100_000)],
    [
      'of a million fields',
      () => Object.fromEntries(Array.from({ length: 1e6 }, (_, i) => [`k${i}`, i])),
    ],
    ['of a text of fifty megabytes', () => ({ eventType: 'X', text: '@'.repeat(50_000_000) })],
    ['of signs', () => ({ eventType: 'X', text: 'a@'.repeat(500_000) })],
    ['of beginnings of tokens', () => ({ eventType: 'X', text: '-eyJ'.repeat(240_000) })],
    [
      'of dotted beginnings of tokens',
      () => ({ eventType: 'X', text: 'eyJaaaaaaaa.'.repeat(80_000) }),
    ],
    ['of bearers', () => ({ eventType: 'X', text: 'Bearer '.repeat(140_000) })],
    ['of digits', () => ({ eventType: 'X', text: '1'.repeat(900_000) })],
    ['of pairs of digits', () => ({ eventType: 'X', text: '12 '.repeat(300_000) })],
    ['of plus signs', () => ({ eventType: 'X', text: '+1 '.repeat(300_000) })],
    ['of garbled text', () => ({ eventType: 'X', text: 'Ã'.repeat(900_000) })],
    ['of currencies', () => ({ currency: ' '.repeat(1e6) })],
    ['of numbers', () => ({ price: '1.'.repeat(500_000), timestamp: '1'.repeat(1e6) })],
    [
      'of lines',
      () => ({ ...ORDER, lines: Array.from({ length: 200_000 }, () => ORDER.lines[0]) }),
    ],
  ];

  test.each(hostile)('an event %s is checked, with a limited number of issues', (_title, make) => {
    const value = make() as Record<string, unknown>;
    const path = '/events/0';
    const event = { index: 0, path, value, type: 'X', payload: { value, path } };
    const issues = checkBatch(
      { ...batchOf({ instrumentationKey: 'k', events: [] }), events: [event] },
      ABOUT,
    );
    expect(issues.length).toBeLessThanOrEqual(101);
    for (const { actual = '' } of issues) expect(actual.length).toBeLessThan(600);
  });

  test('names of the language’s own are fields like others', () => {
    const event = JSON.parse(
      '{"eventType":"ProductViewed","productId":"A-1","__proto__":{"currency":"kr"},"constructor":"undefined","hasOwnProperty":""}',
    ) as unknown;
    const issues = issuesOfEvents(event);
    expect(issues.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'currency /events/0/__proto__/currency',
      'empty-text /events/0/hasOwnProperty',
      'placeholder-text /events/0/constructor',
      'taken-name /events/0/__proto__',
    ]);
  });
});
