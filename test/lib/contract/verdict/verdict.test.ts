import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeOf } from '../../../../lib/contract/verdict/place.ts';
import { verdictOf } from '../../../../lib/contract/verdict/verdict.ts';
import { bytesOf } from '../../samples.ts';
import { batchOf } from '../rules/try-case.ts';

const order = (totalPrice: unknown) => ({
  eventType: 'OrderCreated',
  totalPrice,
  lines: [{ quantity: 1 }],
});
const BATCH = batchOf({ instrumentationKey: 'k', events: [order(1), order(2), order('3')] });
const NESTED = batchOf({ events: [{ eventType: 'OrderCreated', data: { totalPrice: 1 } }] });
const PASCAL = batchOf({ InstrumentationKey: 'k', Events: [{ EventType: 'A', Total_Price: 1 }] });

const verdict = (
  status: number,
  body?: unknown,
  batch = BATCH,
  headers: Record<string, string> = {},
) =>
  verdictOf(
    {
      status,
      responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
    },
    body === undefined
      ? undefined
      : bytesOf(typeof body === 'string' ? body : JSON.stringify(body)),
    batch,
  );
const ofServer = (issues: ReturnType<typeof verdict>) =>
  issues.filter(({ rule }) => rule === 'server-refusal');

test.each([
  ['events[2].totalPrice', '/events/2/totalPrice', 2],
  ['$.events[2].totalPrice', '/events/2/totalPrice', 2],
  ['Events[2].TotalPrice', '/events/2/totalPrice', 2],
  ['$.Events[2]["TotalPrice"]', '/events/2/totalPrice', 2],
  ["$['events'][2]['total_price']", '/events/2/totalPrice', 2],
  ['/events/2/totalPrice', '/events/2/totalPrice', 2],
  ['#/events/2/totalPrice', '/events/2/totalPrice', 2],
  ['batch.Events[2].TotalPrice', '/events/2/totalPrice', 2],
  ['TrackedEvents[2].TotalPrice', '/events/2/totalPrice', 2],
  ['[2].totalPrice', '/events/2/totalPrice', 2],
  ['events[1].Lines[0].Quantity', '/events/1/lines/0/quantity', 1],
  ['events[1].Lines[7].Quantity', '/events/1/lines/7/quantity', 1],
  ['events[1].OrderId', '/events/1/orderId', 1],
  ['events[0]', '/events/0', 0],
  ['$', '', undefined],
  ['', '', undefined],
  ['InstrumentationKey', '/instrumentationKey', undefined],
  ['events', '/events', undefined],
])('the path %j leads to %j', (path, pointer, event) => {
  expect(placeOf(path, BATCH)).toEqual({ path: pointer, ...(event !== undefined && { event }) });
});

test.each([
  ['events[0].totalPrice', NESTED, '/events/0/data/totalPrice'],
  ['events[0].data.totalPrice', NESTED, '/events/0/data/totalPrice'],
  ['events[0].eventType', NESTED, '/events/0/eventType'],
  ['instrumentationKey', NESTED, '/instrumentationKey'],
  ['events[0].totalPrice', PASCAL, '/Events/0/Total_Price'],
  ['events[0].OrderId', PASCAL, '/Events/0/OrderId'],
])('the path %j leads to the body’s own names', (path, batch, pointer) => {
  expect(placeOf(path, batch)?.path).toBe(pointer);
});

test.each(['events[3].totalPrice', 'batch', 'x.y.z', 'x'.repeat(2000), 'a.'.repeat(100), '[99]'])(
  'the path %j leads nowhere',
  (path) => {
    expect(placeOf(path, BATCH)).toBeUndefined();
  },
);

describe('problem details', () => {
  const problem = (errors: unknown) => ({
    type: 'https://httpstatuses.io/400',
    title: 'One or more validation errors occurred.',
    status: 400,
    traceId: '00-abc-00',
    errors,
  });

  test('are laid on the fields that they name, and say what the whole is refused for', () => {
    const errors = {
      'events[2].totalPrice': ['The totalPrice must be a number.'],
      'events[1]': ['No.'],
    };
    expect(verdict(400, problem(errors))).toEqual([
      {
        severity: 'error',
        rule: 'server-answer',
        path: '',
        message: 'verdictInvalid',
        params: ['400 One or more validation errors occurred. (00-abc-00)'],
        grade: 'learned',
        contract: 'server',
      },
      {
        severity: 'error',
        rule: 'server-refusal',
        path: '/events/2/totalPrice',
        event: 2,
        message: 'verdictSays',
        params: ['The totalPrice must be a number.'],
        grade: 'learned',
        contract: 'server',
      },
      expect.objectContaining({ path: '/events/1', event: 1, params: ['No.'] }),
    ]);
  });

  test('say all of one place in one issue', () => {
    const errors = { 'events[2].totalPrice': ['A.', 'B.', 'A.'], '$.events[2].totalPrice': 'C.' };
    expect(ofServer(verdict(400, problem(errors)))).toMatchObject([{ params: ['A. · B. · C.'] }]);
  });

  test('on what is not in the body are said of the whole, with their path', () => {
    expect(ofServer(verdict(400, problem({ model: ['Required.'] })))).toMatchObject([
      { path: '', params: ['model: Required.'] },
    ]);
  });

  test('in PascalCase are read the same', () => {
    const body = { Title: 'Bad', Errors: { 'Events[0]': ['No.'] } };
    expect(verdict(422, body)).toMatchObject([
      { params: ['422 Bad'] },
      { path: '/events/0', params: ['No.'] },
    ]);
  });

  test('as a list are read as well', () => {
    const body = { errors: [{ pointer: '#/events/1/totalPrice', detail: 'No.' }, 'Nor this.'] };
    expect(ofServer(verdict(400, body))).toMatchObject([
      { path: '/events/1/totalPrice', params: ['No.'] },
      { path: '', params: ['Nor this.'] },
    ]);
  });

  test('without end are cut, and it is said so', () => {
    const errors = Array.from({ length: 5000 }, (_, index) => ({
      path: `x${index}`,
      message: 'No.',
    }));
    expect(verdict(400, { errors })).toContainEqual(
      expect.objectContaining({ severity: 'info', message: 'verdictMore', params: [200] }),
    );
    expect(verdict(400, { errors: { a: ['x'.repeat(100_000)] } }).at(-1)?.params?.[0]).toHaveLength(
      304,
    );
  });
});

describe('an answer for each event', () => {
  test.each([
    [
      'as counts with errors',
      206,
      {
        itemsReceived: 3,
        itemsAccepted: 2,
        errors: [{ index: 1, statusCode: 400, message: 'No.' }],
      },
    ],
    [
      'as statuses in order',
      207,
      [{ status: 202 }, { status: 400, error: 'No.' }, { status: 202 }],
    ],
    [
      'as results in order',
      207,
      { results: [{ success: true }, { success: false, reason: 'No.' }] },
    ],
    [
      'as results with their index',
      207,
      { items: [{ index: 1, statusCode: 422, message: 'No.' }] },
    ],
  ])('is laid on the events that were refused: %s', (_title, status, body) => {
    expect(ofServer(verdict(status, body))).toMatchObject([
      { path: '/events/1', event: 1, severity: 'error', params: ['No.'] },
    ]);
  });

  test('may name a field of its event', () => {
    const errors = [
      { index: 1, field: 'TotalPrice', message: 'A.' },
      { index: 2, path: 'events[2].lines[0]', message: 'B.' },
    ];
    expect(ofServer(verdict(400, { errors }))).toMatchObject([
      { path: '/events/1/totalPrice', event: 1 },
      { path: '/events/2/lines/0', event: 2 },
    ]);
  });

  test('of an event that is not there is said of the whole', () => {
    expect(ofServer(verdict(207, [{ status: 400, index: 9 }]))).toMatchObject([
      { path: '', params: ['[9]: 400'] },
    ]);
  });

  test('that counts fewer than came is a warning of the batch', () => {
    expect(verdict(200, { itemsReceived: 3, itemsAccepted: 2 })).toMatchObject([
      { severity: 'warning', message: 'verdictPartly', params: [2, 3] },
    ]);
  });
});

test.each([
  [302, 'verdictNotTaken', 'warning'],
  [400, 'verdictInvalid', 'error'],
  [401, 'verdictUnauthorized', 'error'],
  [403, 'verdictForbidden', 'error'],
  [404, 'verdictNotFound', 'error'],
  [405, 'verdictMethod', 'error'],
  [408, 'verdictTimeout', 'error'],
  [413, 'verdictTooLarge', 'error'],
  [415, 'verdictMediaType', 'error'],
  [418, 'verdictRefused', 'error'],
  [429, 'verdictTooMany', 'error'],
  [500, 'verdictServerFault', 'error'],
  [503, 'verdictServerFault', 'error'],
] as const)('the status %i is explained without a body', (status, message, severity) => {
  expect(verdict(status)).toMatchObject([{ message, severity, params: [String(status)] }]);
});

test.each([429, 503])('a %i that asks to wait says how long', (status) => {
  expect(verdict(status, '', BATCH, { 'Retry-After': '2' })).toMatchObject([
    { message: 'verdictWait', params: [String(status), '2'] },
  ]);
});

test.each([
  ['no answer', 0, undefined],
  ['an empty 202', 202, ''],
  ['a 200 with a text', 200, 'OK'],
  ['a 204', 204, undefined],
  ['a 200 for all', 200, { itemsReceived: 3, itemsAccepted: 3, errors: [] }],
  ['a 207 for all', 207, [{ status: 202 }, { status: 201 }, { status: 204 }]],
  ['a 200 that has errors of its own', 200, { errors: { a: ['b'] } }],
])('%s says nothing against the batch', (_title, status, body) => {
  expect(verdict(status, body)).toEqual([]);
});

test.each([
  '<html>Bad gateway</html>',
  '{"errors":',
  '[[[[',
  'null',
  '"text"',
  `{"errors":${'['.repeat(50_000)}`,
])('a body that is no such answer leaves the status alone: %s', (body) => {
  expect(verdict(502, body)).toMatchObject([{ message: 'verdictServerFault' }]);
});

test('a batch that could not be decoded has all said of the whole', () => {
  const issues = verdictOf(
    { status: 400, responseHeaders: [] },
    bytesOf(JSON.stringify({ errors: { 'events[0].a': ['No.'], $: ['Not JSON.'] } })),
  );
  expect(issues.map(({ path }) => path)).toEqual(['', '']);
  expect(issues[1]?.params).toEqual(['events[0].a: No. · Not JSON.']);
});

test('whatever is answered, the verdict is of places in the body, one issue each', () => {
  const path = fc.oneof(
    fc.string(),
    fc.constantFrom('events[0]', 'events[1].a.b', '$', '[0]', '/events/2/'),
  );
  const answer = fc.oneof(
    fc.jsonValue(),
    fc.record({ errors: fc.oneof(fc.dictionary(path, fc.jsonValue()), fc.array(fc.jsonValue())) }),
    fc.array(fc.record({ index: fc.integer(), status: fc.integer(), message: fc.jsonValue() })),
  );
  fc.assert(
    fc.property(fc.constantFrom(200, 207, 400, 500), answer, (status, body) => {
      const issues = verdict(status, body);
      const places = issues.map(({ rule, path: at }) => `${rule} ${at}`);
      expect(new Set(places).size).toBe(places.length);
      for (const issue of issues) expect(issue.path).toMatch(/^(\/|$)/);
    }),
  );
});
