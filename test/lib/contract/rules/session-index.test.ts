import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { USUAL_SETTINGS } from '../../../../lib/contract/check.ts';
import { createSessionIndex } from '../../../../lib/contract/rules/session-index.ts';
import { batchOf, feed } from './try-case.ts';

const batch = (...events: object[]) => ({ instrumentationKey: 'key-1', events });
const viewed = (eventId: string, productId = 'A-1') => ({
  eventType: 'ProductViewed',
  eventId,
  productId,
});
const rulesOf = (issues: { rule: string }[]) => issues.map(({ rule }) => rule);

describe('a duplicate says where its original is', () => {
  test('in the same batch', () => {
    const body = batch(viewed('a', '1'), viewed('b', '2'), viewed('b', '3'));
    expect(feed(createSessionIndex(), { id: '1', body })).toMatchObject([
      {
        rule: 'duplicate-id',
        event: 2,
        path: '/events/2/eventId',
        params: [{ text: 'originalInBatch', params: [2] }],
        original: { capture: '1', event: 1 },
      },
    ]);
  });

  test.each([
    ['visit', 'originalOnPage'],
    ['other', 'originalOnOtherPage'],
  ])('in an earlier request: of the visit %s', (visit, text) => {
    const index = createSessionIndex();
    feed(index, { id: '1', body: batch(viewed('x', '1'), viewed('a', '2')) });
    expect(
      feed(index, { id: '2', visit, at: 99_999, body: batch(viewed('a', '3')) }),
    ).toMatchObject([{ params: [{ text }], original: { capture: '1', event: 1 } }]);
  });
});

test('keys of events count as keys of the page', () => {
  const events = ['k-1', 'k-2'].map((key, index) => {
    const path = `/events/${index}`;
    return { index, path, key, value: {}, payload: { value: {}, path } };
  });
  const captured = { id: '1', visit: 'v', at: 0, body: { kind: 'empty' } as const };
  const index = createSessionIndex();
  expect(rulesOf(index.check(captured, { ...batchOf(batch()), events }, USUAL_SETTINGS))).toContain(
    'several-keys',
  );
  index.forget(['1']);
  expect(index.size).toBe(0);
});

test('what repeats a capture that is gone, or turned out to be the same request, repeats nothing', () => {
  const index = createSessionIndex();
  feed(index, { id: '1', body: batch(viewed('a')) });
  const second = { id: '2', body: batch(viewed('a')) };
  expect(rulesOf(feed(index, second))).toEqual(['duplicate-id']);
  index.forget(['1']);
  expect(feed(index, second)).toEqual([]);
});

test('an original is not told of its duplicate, however often it is read', () => {
  const index = createSessionIndex();
  const first = { id: '1', body: batch(viewed('a')) };
  expect(feed(index, first)).toEqual([]);
  const second = { id: '2', body: batch(viewed('a')) };
  const told = feed(index, second);
  expect(rulesOf(told)).toEqual(['duplicate-id']);
  expect(feed(index, first)).toEqual([]);
  expect(feed(index, second)).toEqual(told);
});

test('a change of the settings is in force for what is known already', () => {
  const index = createSessionIndex();
  const capture = { id: '1', body: batch(viewed('a'), viewed('a')) };
  expect(feed(index, capture)).toMatchObject([{ severity: 'warning' }]);
  const rules = { 'duplicate-id': 'off' } as const;
  expect(feed(index, capture, { ...USUAL_SETTINGS, rules })).toEqual([]);
});

test('a capture whose body came later is learnt anew', () => {
  const index = createSessionIndex();
  feed(index, { id: '1', body: batch() });
  feed(index, { id: '1', body: batch(viewed('a')) });
  expect(rulesOf(feed(index, { id: '2', body: batch(viewed('a')) }))).toEqual(['duplicate-id']);
});

test('a retry is told once for its request, and its own repetitions still', () => {
  const index = createSessionIndex();
  const body = batch(viewed('a'), viewed('a'));
  feed(index, { id: '1', body });
  const issues = feed(index, { id: '2', twice: { reason: 'retry', of: '1' }, body });
  expect(issues).toMatchObject([{ rule: 'retry', path: '' }]);
  expect(issues[0]).not.toHaveProperty('event');
});

test('what turns out to be a retry later is no duplicate any more', () => {
  const index = createSessionIndex();
  const body = batch(viewed('a'));
  feed(index, { id: '1', body });
  expect(rulesOf(feed(index, { id: '2', body }))).toEqual(['duplicate-id']);
  expect(rulesOf(feed(index, { id: '2', twice: { reason: 'retry' }, body }))).toEqual(['retry']);
});

test('a resend is no original of what the page sends after it', () => {
  const index = createSessionIndex();
  feed(index, { id: '1', resendOf: '0', body: batch(viewed('a')) });
  expect(feed(index, { id: '2', body: batch(viewed('a')) })).toEqual([]);
});

test('of captures that are gone nothing is known any more', () => {
  const index = createSessionIndex();
  const bodies = [batch(viewed('a')), { ...batch(viewed('b')), instrumentationKey: 'key-2' }];
  feed(index, { id: '1', body: bodies[0] });
  feed(index, { id: '2', body: bodies[1] });
  index.forget(['1', 'never there']);
  expect(feed(index, { id: '3', body: bodies[0] })).toMatchObject([{ rule: 'several-keys' }]);
  index.forget(['2', '3']);
  expect(index.size).toBe(0);
  expect(feed(index, { id: '4', body: bodies[0] })).toEqual([]);
  index.clear();
  expect(index.size).toBe(0);
});

test('whatever comes and goes, in the end nothing is left of it', () => {
  const body = fc.record({
    instrumentationKey: fc.constantFrom('key-1', 'key-2'),
    events: fc.array(
      fc.record({ eventId: fc.constantFrom('a', 'b'), orderId: fc.constantFrom(1, 2) }),
    ),
  });
  const capture = fc.record({
    id: fc.constantFrom('1', '2', '3', '4'),
    visit: fc.constantFrom('v', 'w'),
    at: fc.nat(5000),
    body,
  });
  fc.assert(
    fc.property(fc.array(capture), (captures) => {
      const index = createSessionIndex();
      for (const one of captures) feed(index, one);
      index.forget(['1', '2', '3', '4']);
      expect(index.size).toBe(0);
    }),
  );
});

test('a session without end is held within bounds', () => {
  const index = createSessionIndex();
  for (let capture = 0; capture < 60; capture++) {
    const events = Array.from({ length: 10_000 }, (_, event) => {
      const value = { eventId: `${capture} ${event}`, event, capture };
      const path = `/events/${event}`;
      return { index: event, path, value, payload: { value, path } };
    });
    const id = String(capture);
    const captured = { id, visit: id, at: 0, body: { kind: 'empty' } as const };
    index.check(captured, { ...batchOf(batch()), events }, USUAL_SETTINGS);
  }
  expect(index.size).toBeLessThan(600_000);
});
