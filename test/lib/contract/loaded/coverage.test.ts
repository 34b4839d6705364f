import { describe, expect, test } from 'vitest';
import { chooseContracts, type Destination } from '../../../../lib/contract/loaded/coverage.ts';
import type { Scope } from '../../../../lib/contract/loaded/contract.ts';
import { contractOf, load } from './samples.ts';

const HERE: Destination = { host: 'receiver.test', key: 'k-1' };
const contract = (name: string, scope: Scope, now = 1000, covers: 'batch' | string[] = ['A']) =>
  contractOf({}, { name, scope, now, covers });

describe('the contract for a type of event', () => {
  test.each<[string, Scope[], string]>([
    ['its key comes before its host', [{ key: 'k-1' }, { host: 'receiver.test' }], '0'],
    ['its key with its host is not less', [{ host: 'receiver.test', key: 'k-1' }, {}], '0'],
    ['its host comes before none', [{ host: '*.test' }, {}], '0'],
    ['of equals it is the newest', [{}, {}], '1'],
    ["another's key does not count", [{}, { key: 'k-2' }], '0'],
    ["another's host does not count", [{}, { host: 'else.test' }], '0'],
    ["its key on another's host does not count", [{}, { key: 'k-1', host: 'else.test' }], '0'],
  ])('%s', (_, scopes, chosen) => {
    const contracts = scopes.map((scope, index) => contract(String(index), scope, index));
    const { byType } = chooseContracts(contracts, HERE);
    expect(byType.get('A')?.record.name).toBe(chosen);
  });

  test('is none, where none fits', () => {
    expect(chooseContracts([contract('a', { key: 'k-2' })], HERE).byType.size).toBe(0);
    expect(chooseContracts([contract('a', { host: '*' })], {}).byType.size).toBe(0);
  });
});

test('each type has its own, and the batch one beside them', () => {
  const contracts = [
    contract('old', {}, 1, ['A', 'B']),
    contract('new', {}, 2, ['B', 'C']),
    contract('batch', {}, 3, 'batch'),
  ];
  const { batch, byType } = chooseContracts(contracts, HERE);
  expect(batch?.record.name).toBe('batch');
  expect([...byType].map(([type, { record }]) => [type, record.name])).toEqual([
    ['A', 'old'],
    ['B', 'new'],
    ['C', 'new'],
  ]);
});

describe('a contract says itself what it is for', () => {
  const type = (value: unknown) => ({ properties: { eventType: { const: value } } });

  test.each<[object, unknown]>([
    [type('OrderCreated'), [{ eventType: 'OrderCreated' }]],
    [
      { properties: { event_type: { enum: ['A', 'B', 3] } } },
      [{ eventType: 'A' }, { eventType: 'B' }],
    ],
    [{ properties: { $type: { const: 'A' }, name: { const: 'B' } } }, [{ eventType: 'A' }]],
    [
      { oneOf: [type('A'), { $ref: '#/$defs/b' }], $defs: { b: type('B') } },
      [{ eventType: 'A' }, { eventType: 'B' }],
    ],
    [{ allOf: [type('A')] }, [{ eventType: 'A' }]],
    [{ properties: { events: { type: 'array' } } }, 'batch'],
    [{ $ref: '#/$defs/b', $defs: { b: { properties: { TrackedEvents: {} } } } }, 'batch'],
    [{ type: 'array' }, 'batch'],
  ])('%j', (schema, covers) => {
    expect(load(schema)).toMatchObject({ ok: true, contract: { record: { covers } } });
  });

  test('unless the user says otherwise', () => {
    expect(load(type('A'), { covers: ['B'] })).toMatchObject({
      contract: { record: { covers: [{ eventType: 'B' }] } },
    });
    expect(load(type('A'), { covers: 'batch' })).toMatchObject({
      contract: { record: { covers: 'batch' } },
    });
  });
});
