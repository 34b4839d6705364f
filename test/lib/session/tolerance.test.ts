import { gzipSync, deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import type { Event } from '../../../lib/wire/batch.ts';
import { createChecks } from '../../../lib/session/checks.ts';
import { readCapture } from '../../../lib/session/rows.ts';
import { bytesOf, capture, RECEIVER } from '../samples.ts';

/**
 * What is tolerated, part by part: each with forms that are accepted and near misses that are not. The
 * corpus has many more of each.
 */

interface Sent {
  body: unknown;
  headers?: Record<string, string>;
  query?: string;
}

const headersOf = (headers: Record<string, string>) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

function read({ body, headers = { 'content-type': 'application/json' }, query = '' }: Sent) {
  const bytes =
    body instanceof Uint8Array
      ? new Uint8Array(body)
      : bytesOf(typeof body === 'string' ? body : JSON.stringify(body));
  const request = capture({ url: `${RECEIVER}${query}`, requestHeaders: headersOf(headers) });
  return readCapture(request, bytes);
}

const EVENT = { eventType: 'ProductViewed', productId: 'A-1' };
const eventsIn = (sent: Sent) => read(sent).batch?.events ?? [];
const typesIn = (sent: Sent) => eventsIn(sent).map(({ type }) => type);
const firstOf = (event: object): Event => eventsIn({ body: { events: [event] } })[0]!;

describe('the case of names', () => {
  test.each([
    ['camelCase', { instrumentationKey: 'k', events: [{ eventType: 'A', productId: 'p' }] }],
    ['PascalCase', { InstrumentationKey: 'k', Events: [{ EventType: 'A', ProductId: 'p' }] }],
    ['snake_case', { instrumentation_key: 'k', events: [{ event_type: 'A', product_id: 'p' }] }],
  ])('may be %s', (_title, body) => {
    expect(read({ body }).batch).toMatchObject({ key: 'k', events: [{ type: 'A' }] });
  });

  test('is no matter of other signs: a dash makes another name', () => {
    expect(read({ body: { 'instrumentation-key': 'k', events: [] } }).batch?.key).toBeUndefined();
  });
});

describe('an envelope', () => {
  test.each([
    ['events', { events: [EVENT] }],
    ['trackedEvents', { trackedEvents: [EVENT] }],
    ['items', { items: [EVENT] }],
    ['batch', { batch: [EVENT] }],
    ['data', { data: [EVENT] }],
    ['a bare array', [EVENT]],
    ['a single event', EVENT],
    ['lines', `${JSON.stringify(EVENT)}\n${JSON.stringify(EVENT)}`],
  ])('may be %s', (_title, body) => {
    expect(typesIn({ body }).slice(0, 1)).toEqual(['ProductViewed']);
  });

  test.each([
    ['a list of an event’s own items', { ...EVENT, items: [{ name: 'A' }] }, ['ProductViewed']],
    ['an object named events', { events: EVENT }, []],
    ['a list of something else', [{ a: 1, b: 2 }], []],
    ['lines of something else', '{"a":1,"b":2}\n{"a":1,"b":2}', []],
  ])('is not %s', (_title, body, types) => {
    expect(typesIn({ body })).toEqual(types);
  });
});

describe('an instrumentation key', () => {
  const body = { events: [EVENT] };
  test.each<[string, Sent]>([
    ['on the envelope', { body: { ...body, instrumentationKey: 'k' } }],
    ['on each event', { body: [{ ...EVENT, instrumentationKey: 'k' }] }],
    ['in a header', { body, headers: { 'X-Instrumentation-Key': 'k' } }],
    ['in a header without a dash', { body, headers: { instrumentationkey: 'k' } }],
    ['in the query', { body, query: '?instrumentationKey=k' }],
    ['by the name iKey', { body: { ...body, iKey: 'k' } }],
    ['by the name api_key', { body: { ...body, api_key: 'k' } }],
    ['by the name writeKey', { body: { ...body, writeKey: 'k' } }],
  ])('may stand %s', (_title, sent) => {
    const { batch } = read(sent);
    expect(batch?.key ?? batch?.events[0]?.key).toBe('k');
  });

  test.each<[string, Sent]>([
    ['in another header', { body, headers: { 'X-Api-Key': 'k' } }],
    ['by another name', { body: { ...body, key: 'k' } }],
    ['as a number', { body: { ...body, instrumentationKey: 7 } }],
    ['by another name in the query', { body, query: '?key=k' }],
  ])('is none %s', (_title, sent) => {
    expect(read(sent).batch?.key).toBeUndefined();
    expect(read(sent).issues).toContainEqual(expect.objectContaining({ rule: 'no-key' }));
  });
});

describe('an event’s type', () => {
  test.each([
    ...[
      'eventType',
      'type',
      '$type',
      'name',
      'eventName',
      'event',
      'event_type',
      'discriminator',
    ].map((name): [string, object] => [name, { [name]: 'A', x: 1 }]),
    ['the only name of a wrapper', { A: { x: 1 } }],
  ])('may be named %s', (_title, event) => {
    expect(firstOf(event).type).toBe('A');
  });

  test.each([
    ['kind', { kind: 'A', x: 1 }],
    ['one of two names of an object', { A: { x: 1 }, B: { x: 1 } }],
    ['eventType, being a number', { eventType: 7, x: 1 }],
  ])('is not named %s', (_title, event) => {
    expect(firstOf(event).type).toBeUndefined();
  });
});

describe('a payload', () => {
  test.each([
    ['flat', EVENT, ''],
    ['under data', { eventType: 'A', data: { productId: 'A-1' } }, '/data'],
    ['under payload', { eventType: 'A', payload: { productId: 'A-1' } }, '/payload'],
    ['under properties', { eventType: 'A', properties: { productId: 'A-1' } }, '/properties'],
    ['as JSON in a string', { eventType: 'A', data: '{"productId":"A-1"}' }, '/data'],
  ])('may be %s', (_title, event, path) => {
    const { payload } = firstOf(event);
    expect(payload).toMatchObject({ path: `/events/0${path}`, value: { productId: 'A-1' } });
  });

  test.each([
    ['under another name', { eventType: 'A', details: { productId: 'A-1' } }],
    ['a list', { eventType: 'A', data: [{ productId: 'A-1' }] }],
    ['a text that is no JSON', { eventType: 'A', data: 'productId' }],
  ])('is not %s', (_title, event) => {
    expect(firstOf(event).payload.path).toBe('/events/0');
  });
});

describe('a time', () => {
  const SENT = Date.parse('2026-11-23T09:15:02Z');
  test.each([
    ['ISO 8601 with an offset', '2026-11-23T10:15:02+01:00'],
    ['seconds', SENT / 1000],
    ['milliseconds', SENT],
  ])('may be %s', (_title, timestamp) => {
    expect(firstOf({ eventType: 'A', timestamp }).at).toBe(SENT);
  });

  test.each([
    ['absent', {}],
    ['without an offset', { timestamp: '2026-11-23T10:15:02' }],
    ['no number of a time', { timestamp: 12 }],
  ])('is not known where it is %s: the capture’s own is shown', (_title, fields) => {
    expect(firstOf({ eventType: 'A', ...fields }).at).toBeUndefined();
  });
});

describe('a content type', () => {
  const body = { events: [EVENT] };
  test.each<[string, Sent]>([
    ['application/json', { body, headers: { 'content-type': 'application/json' } }],
    ['text/plain', { body, headers: { 'content-type': 'text/plain;charset=UTF-8' } }],
    ['none', { body, headers: {} }],
    [
      'of a form',
      {
        body: `data=${encodeURIComponent(JSON.stringify(body))}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
    [
      'of a form with parts',
      {
        body: `--x\r\nContent-Disposition: form-data; name="d"\r\n\r\n${JSON.stringify(body)}\r\n--x--\r\n`,
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      },
    ],
  ])('may be %s', (_title, sent) => {
    expect(typesIn(sent)).toEqual(['ProductViewed']);
  });

  test.each(['application/json', 'text/plain', ''])('%s makes no batch of another text', (type) => {
    expect(read({ body: 'hello', headers: { 'content-type': type } }).batch).toBeUndefined();
    expect(read({ body: '"hello"', headers: { 'content-type': type } }).reading).toBe('other');
  });
});

describe('a compression', () => {
  const plain = JSON.stringify({ events: [EVENT] });
  test.each<[string, Sent]>([
    ['none', { body: plain }],
    ['gzip', { body: gzipSync(plain), headers: { 'content-encoding': 'gzip' } }],
    ['deflate', { body: deflateSync(plain), headers: { 'content-encoding': 'deflate' } }],
    ['gzip that only its first bytes tell', { body: gzipSync(plain), headers: {} }],
  ])('may be %s', (_title, sent) => {
    expect(typesIn(sent)).toEqual(['ProductViewed']);
    expect(read(sent).reading).toBe('batch');
  });

  test('is not what begins like it alone', () => {
    const body = new Uint8Array([0x1f, 0x8b, 0x08, ...bytesOf(plain)]);
    expect(read({ body, headers: {} }).reading).toBe('malformed');
  });
});

describe('a response', () => {
  const batch = { instrumentationKey: 'k', events: [EVENT, { ...EVENT, productId: 'A-2' }] };

  function verdictOf(status: number, body: unknown, type = 'application/json') {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const answered: Partial<Capture> = {
      status,
      responseHeaders: headersOf(type === '' ? {} : { 'content-type': type }),
      responseBody:
        text === ''
          ? { kind: 'empty' }
          : { kind: 'bytes', digest: 'r', size: text.length, stored: text.length },
    };
    const sent = capture(answered);
    // A row is told of what it asks for.
    const response = createChecks().asksForResponse(sent) ? bytesOf(text) : undefined;
    const { issues } = readCapture(sent, bytesOf(JSON.stringify(batch)), response);
    return issues
      .filter(({ contract }) => contract === 'server')
      .map(({ path, severity }) => [path, severity]);
  }

  test.each([200, 201, 202, 203, 204, 205, 299])('of an empty %i is fine', (status) => {
    expect(verdictOf(status, undefined, '')).toEqual([]);
  });

  test.each<[string, number, unknown, string]>([
    [
      'that counts all',
      200,
      { itemsReceived: 2, itemsAccepted: 2, errors: [] },
      'application/json',
    ],
    ['that accepts each', 207, [{ status: 202 }, { status: 200 }], 'application/json'],
    ['with a text that looks like an error', 202, 'errors: events[0]', 'text/plain'],
    ['that has errors of something else', 200, { errors: { a: ['b'] } }, 'application/json'],
  ])('%s is fine as well', (_title, status, body, type) => {
    expect(verdictOf(status, body, type)).toEqual([]);
  });

  const problem = {
    type: 'about:blank',
    title: 'Invalid',
    status: 400,
    traceId: 't',
    errors: { 'events[1].productId': ['No.'] },
  };
  test.each<[string, number, unknown, string]>([
    ['problem details', 400, problem, 'application/problem+json'],
    ['problem details of another content type', 422, problem, 'text/html'],
  ])('of %s is laid on the field', (_title, status, body, type) => {
    expect(verdictOf(status, body, type)).toEqual([
      ['', 'error'],
      ['/events/1/productId', 'error'],
    ]);
  });

  test.each<[string, number, unknown]>([
    ['206 with counts', 206, { itemsReceived: 2, itemsAccepted: 1, errors: [{ index: 1 }] }],
    ['200 with counts', 200, { itemsReceived: 2, itemsAccepted: 1, errors: [{ index: 1 }] }],
  ])('of %s is laid on the event', (_title, status, body) => {
    expect(verdictOf(status, body)).toEqual([
      ['', 'warning'],
      ['/events/1', 'error'],
    ]);
  });

  test('of 207 is laid on the event', () => {
    expect(verdictOf(207, [{ status: 202 }, { status: 400 }])).toEqual([['/events/1', 'error']]);
  });

  test('of problem details about what is not in the body is laid on the whole', () => {
    expect(verdictOf(400, { ...problem, errors: { 'events[7].x': ['No.'] } })).toEqual([
      ['', 'error'],
      ['', 'error'],
    ]);
  });
});
