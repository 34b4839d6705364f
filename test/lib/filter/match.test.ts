import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { compile } from '../../../lib/filter/compile.ts';
import { excluded, without } from '../../../lib/filter/excluded.ts';
import { networkPart, pagePart } from '../samples.ts';
import { filterOf } from './filter-of.ts';
import { type Found, searchable, searchables } from './searchables.ts';

const ORDER = {
  eventType: 'OrderCreated',
  timestamp: '2026-11-23T09:15:02.114Z',
  orderId: '10045',
  total_price: 1299.5,
  tax: '259.90',
  rebate: '1.000,50',
  currency: 'DKK',
  paid: true,
  coupon: null,
  note: 'rødgrød "med" fløde\\',
  tags: [],
  status: 'new',
  lines: [
    { productId: 'A-1', quantity: 2, colours: [['red'], ['blue']] },
    { productId: 'B-22', quantity: 10 },
  ],
};
const NAMED = [{ key: '3f2a9c41-77aa', alias: 'Shop DK' }];

const SENT = { at: new Date(2026, 10, 23, 12, 3, 11, 114).getTime() };

function shows(filter: string, part: Partial<Capture> = {}, found: Found[] = []): boolean {
  return compile(filterOf(filter), NAMED)(searchable(ORDER, part, found));
}

describe('free text', () => {
  test.each([
    ['', true],
    ['10045', true],
    ['ORDERCREATED', true],
    ['Rødgrød', true],
    ['"rødgrød \\"med"', true],
    [String.raw`"fløde\\"`, true],
    ['receiver.test', true],
    ['202', true],
    ['shop.test', true],
    ['3F2A9C41', true],
    ['nothing', false],
    ['A-1 B-22', true],
    ['A-1 nothing', false],
    ['A-1 OR nothing', true],
    ['-nothing', true],
    ['-A-1', false],
    ['/a-\\d/', true],
    ['/"orderid":"\\d+"/', true],
    ['/^receiver/', false],
    ['/RECEIVER\\.test/', true],
  ])('%j: %s', (filter, shown) => {
    expect(shows(filter)).toBe(shown);
  });
});

describe('a field', () => {
  test.each([
    ['totalPrice>1000', true],
    ['TOTAL_PRICE>1000', true],
    ['totalPrice>1299.5', false],
    ['totalPrice>=1299.5', true],
    ['totalPrice>=1299,50', true],
    ['totalPrice<1299.51', true],
    ['totalPrice<=1299.49', false],
    ['totalPrice=1299.50', true],
    ['totalPrice:1299.5', true],
    ['totalPrice:1299', false],
    ['totalPrice!=1299.5', false],
    ['totalPrice:1000..1299.5', true],
    ['totalPrice:..1299', false],
    ['totalPrice:1300..', false],
    ['tax=259.9', true],
    ['tax>250', true],
    ['rebate=1000.5', true],
    ['currency:dk', true],
    ['currency=DKK', true],
    ['currency=dkk', false],
    ['currency!=DKK', false],
    ['currency!=EUR', true],
    ['currency:/^d/', true],
    ['nothing!=EUR', false],
    ['-nothing=EUR', true],
    ['currency>1', false],
    ['orderId:100', true],
    ['orderId=10045', true],
    ['orderId=010045', false],
    ['orderId>10000', true],
    ['paid:true', true],
    ['paid=false', false],
    ['coupon:null', true],
    ['has:coupon', true],
    ['has:tags', true],
    ['tags:x', false],
    ['has:nothing', false],
    ['has:lines.productId', true],
    ['has:lines.nothing', false],
    ['has:lines.0.nothing', false],
    ['lines.productId:A-1', true],
    ['lines.product_id=B-22', true],
    ['lines.productId=B', false],
    ['lines.0.productId=B-22', false],
    ['lines.1.productId=B-22', true],
    ['lines.9.productId=B-22', false],
    ['lines.quantity>5', true],
    ['lines.quantity>10', false],
    ['lines.productId!=A-1', true],
    ['lines.colours=blue', true],
    ['lines:b-22', true],
    ['lines=B-22', false],
    ['"status"=new', true],
    ['constructor:x', false],
    ['lines.length=2', false],
  ])('%j: %s', (filter, shown) => {
    expect(shows(filter)).toBe(shown);
  });

  test.each([
    ['timestamp:2026-11-23', true],
    ['timestamp>2026-11-22T23:00Z', true],
    ['timestamp=2026-11-23T10:15:02+01:00', true],
    ['timestamp=2026-11-23T09:15:02.114Z', true],
    ['timestamp>2026-11-23T09:15Z', false],
    ['timestamp>=2026-11-23T09:15Z', true],
    ['timestamp<=2026-11-23T09:15Z', true],
    ['timestamp<2026-11-23T09:15Z', false],
    ['timestamp:2026-11-23T09:00Z..2026-11-23T09:15Z', true],
    ['timestamp:2026-11-23T09:16Z..', false],
    ['totalPrice>2026-11-23', false],
  ])('is compared as a time: %j: %s', (filter, shown) => {
    expect(shows(filter)).toBe(shown);
  });

  test('is looked for in the payload and around it', () => {
    const event = { eventType: 'A', source: 'web', payload: { productId: 'A-1' } };
    const shows = (filter: string) => compile(filterOf(filter))(searchable(event));
    expect(['productId=A-1', 'source=web', 'payload.productId=A-1'].map(shows)).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('of what is nested as deep as it likes is looked for without a throw', () => {
    const deep = `${'['.repeat(5000)}"x"${']'.repeat(5000)}`;
    const [event] = searchables(`{"iKey":"k","events":[{"eventType":"A","a":${deep}}]}`);
    const shows = (filter: string) => compile(filterOf(filter))(event!);
    expect(['a:x', 'a.b:x', 'type:A', 'has:a'].map(shows)).toEqual([true, false, true, true]);
  });

  test('of what is no object is not there', () => {
    const events = searchables({ iKey: 'k', events: [5, null, 'text', []] });
    expect(events.map(compile(filterOf('length:4 OR a:x')))).toEqual([false, false, false, false]);
  });
});

describe('what is known of an event', () => {
  test.each<[string, boolean, Partial<Capture>?, Found[]?]>([
    ['type:order', true],
    ['type:order_created', true],
    ['type=OrderCreated', true],
    ['type=ordercreated', false],
    ['type!=OrderCreated', false],
    ['type:/^order/', true],
    ['key:3F2A', true],
    ['key=3f2a9c41-77aa', true],
    ['key=3f2a…aa', true],
    ['key:dk', true],
    ['key="Shop DK"', true],
    ['key!="Shop DK"', false],
    ['key=""', false],
    ['status:2xx', true],
    ['status:202', true],
    ['status!=202', false],
    ['status>=200', true],
    ['status:200..299', true],
    ['status:4xx', false],
    ['time:12:03', true, SENT],
    ['time:12:03:11', true, SENT],
    ['time=12:03:11.114', true, SENT],
    ['time:12:03:11.115', false, SENT],
    ['time!=12:03', false, SENT],
    ['time<12:03', false, SENT],
    ['time<=12:03', true, SENT],
    ['time>12:03', false, SENT],
    ['time>12:02', true, SENT],
    ['time:11:59..12:03', true, SENT],
    ['time:12:04..', false, SENT],
    ['time:..12:03', true, SENT],
    ['time:23:50..12:03', true, SENT],
    ['time:12:04..12:02', false, SENT],
    ['time:2026-11-23', true, SENT],
    ['time:2026-11-22..2026-11-23T12:02', false, SENT],
    ['time>=2026-11-23T12:03', true, SENT],
    ['"time":12:03', false, SENT],
    ['host:RECEIVER', true],
    ['host=receiver.test', true],
    ['host=receiver', false],
    ['page:shop.test', true],
    ['page:checkout', false],
    ['transport:beacon', false],
    ['transport=fetch', true, { page: pagePart({}) }],
    ['transport:beacon', true, { network: networkPart({ type: 'ping' }) }],
    ['transport:xmlhttp', true, { network: networkPart({ type: 'xmlhttprequest' }) }],
    ['is:error', false],
    ['is:error', true, {}, [{ severity: 'error', rule: 'a' }]],
    ['is:error', true, {}, [{ severity: 'error', rule: 'a', event: 0 }]],
    ['is:error', false, {}, [{ severity: 'error', rule: 'a', event: 1 }]],
    ['is:warning', true, {}, [{ severity: 'warning', rule: 'a', event: 0 }]],
    ['is:info', true, {}, [{ severity: 'info', rule: 'a', event: 0 }]],
    ['is:duplicate', true, {}, [{ severity: 'info', rule: 'duplicate-id', event: 0 }]],
    ['is:duplicate', false, {}, [{ severity: 'info', rule: 'retry', event: 0 }]],
    ['is:retry', true, { twice: { reason: 'retry' } }],
    ['is:retry', true, { twice: { reason: 'browser' } }],
    ['is:retry', false, { twice: { reason: 'redirect' } }],
    ['is:resent', true, { resendOf: 'a' }],
    ['is:unload', true, { network: networkPart({ anonymous: true }) }],
    ['is:unload', true, { network: networkPart({ lifecycle: 'pending_deletion' }) }],
    ['is:unload', false, { network: networkPart({ lifecycle: 'active' }) }],
    ['is:uncertain', true, { uncertain: true }],
    ['is:pending', true, { state: 'pending' }],
    ['is:failed', true, { state: 'failed' }],
    ['is:never-left', true, { departure: { kind: 'never-left', reason: 'csp' } }],
    ['is:never-left', false, { departure: { kind: 'unconfirmed' } }],
    ['is:malformed', false],
    ['rule:price', true, {}, [{ severity: 'info', rule: 'price', event: 0 }]],
    ['rule=pri', false, {}, [{ severity: 'info', rule: 'price', event: 0 }]],
    ['rule:""', true],
  ])('%j: %s %#', (filter, shown, part, found) => {
    expect(shows(filter, part, found)).toBe(shown);
  });

  test('is no status of a request without an answer', () => {
    const event = searchable(ORDER);
    const unanswered = { ...event, of: { ...event.of, status: undefined } };
    const shows = (filter: string) => compile(filterOf(filter))(unanswered);
    expect(['status!=202', 'status:2xx', 'status<500'].map(shows)).toEqual([false, false, false]);
  });

  test('is asked of a body that could not be read, or is none', () => {
    const [unreadable] = searchables('', { body: { kind: 'unreadable', reason: 'blob' } });
    const [broken] = searchables('{"broken":', {}, [{ severity: 'error', rule: 'json' }]);
    expect(compile(filterOf('is:unreadable key="" type=""'))(unreadable!)).toBe(true);
    expect(compile(filterOf('is:malformed broken -has:broken'))(broken!)).toBe(true);
  });
});

describe('what a filter excludes', () => {
  const events = searchables({
    iKey: 'k',
    events: [
      { eventType: 'A', n: 1 },
      { eventType: 'A', n: 2 },
      { eventType: 'B', n: 3 },
    ],
  });

  test('is counted by its parts, the one that excludes most first', () => {
    expect(excluded(filterOf('type=B n<3'), events)).toEqual([
      { part: 'type=B', count: 2 },
      { part: 'n<3', count: 1 },
    ]);
    expect(excluded(filterOf('type=C OR n>9'), events)).toEqual([
      { part: 'type=C OR n>9', count: 3 },
    ]);
    expect(excluded(filterOf(''), events)).toEqual([]);
  });

  test('does not count other requests', () => {
    expect(excluded(filterOf('nothing'), searchables('{}'))).toEqual([
      { part: 'nothing', count: 0 },
    ]);
  });

  test('is given up by its part', () => {
    expect(without(filterOf('a (b OR c) d'), 'b OR c')).toEqual([filterOf('a'), filterOf('d')]);
  });
});
