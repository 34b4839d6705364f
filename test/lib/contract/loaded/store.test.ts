import { expect, test } from 'vitest';
import { MAX_CONTRACTS } from '../../../../lib/contract/loaded/bounds.ts';
import {
  addContract,
  readContracts,
  removeContract,
} from '../../../../lib/contract/loaded/store.ts';
import { contractOf } from './samples.ts';

const { record } = contractOf({ type: 'object' }, { id: 'c-1' });
const other = { ...record, id: 'c-2' };

test('what is added is read again as it was', () => {
  const added = addContract(undefined, record);
  expect(added.ok && readContracts(added.stored)).toEqual([{ ok: true, id: 'c-1', record }]);
  expect(readContracts(undefined)).toEqual([]);
});

test.each([
  ['draft', { ...record, draft: '4' }],
  ['covers', { ...record, covers: [] }],
  ['source', { ...record, source: 7 }],
  ['scope.host', { ...record, scope: { host: '' } }],
  ['record', 7],
])('a broken record spoils only itself, and says where it is broken: %s', (place, broken) => {
  const read = readContracts([broken, other]);
  expect(read).toMatchObject([{ ok: false }, { ok: true, id: 'c-2' }]);
  expect(read[0]?.ok === false && read[0].reason.split(':')[0]).toBe(place);
});

test('one that is removed is gone, whether or not it can be read, and the others stay', () => {
  const broken = { name: 'Broken' };
  const stored = [record, broken, other];
  expect(readContracts(stored)[1]).toMatchObject({ id: '#1', name: 'Broken' });
  expect(removeContract(stored, 'c-1')).toEqual([broken, other]);
  expect(removeContract(stored, '#1')).toEqual([record, other]);
  expect(removeContract(stored, 'c-9')).toEqual(stored);
});

test('what can not be read is kept when another is added', () => {
  expect(addContract('broken', record)).toEqual({ ok: true, stored: ['broken', record] });
});

test('more than so many are not taken', () => {
  const stored = Array.from({ length: MAX_CONTRACTS }, (_, index) => ({
    ...record,
    id: `${index}`,
  }));
  expect(addContract(stored.slice(1), record)).toMatchObject({ ok: true });
  expect(addContract(stored, record)).toMatchObject({
    ok: false,
    refusal: { message: 'contractTooMany' },
  });
});
