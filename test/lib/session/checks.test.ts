import { expect, test } from 'vitest';
import { USUAL_SETTINGS } from '../../../lib/contract/check.ts';
import { loadContract } from '../../../lib/contract/loaded/load.ts';
import { createChecks } from '../../../lib/session/checks.ts';
import { readCapture } from '../../../lib/session/rows.ts';
import { batchOf, bytesOf, capture, CLICK } from '../samples.ts';

const SCHEMA = JSON.stringify({
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['campaign'],
  properties: { eventType: { const: 'ProductClicked' } },
});

function clickContract() {
  const loaded = loadContract(SCHEMA, {
    id: 'c1',
    now: 1,
    name: 'Plan',
    scope: {},
    covers: ['ProductClicked'],
  });
  if (!loaded.ok) throw new Error('The contract is refused');
  return loaded.contract.record;
}

const read = (checks: ReturnType<typeof createChecks>, id: string, text: string) =>
  readCapture(capture({ id }), bytesOf(text), undefined, checks).issues.map(
    ({ rule, contract, event }) => [rule, contract, event],
  );

test('a loaded contract says of its types what the built-in one says of the others', () => {
  const checks = createChecks();
  const text = batchOf({ eventType: 'ProductClicked' }, { eventType: 'ProductViewed' });
  checks.use({ settings: USUAL_SETTINGS, contracts: [clickContract()] });
  expect(read(checks, 'a', text)).toEqual([
    ['missing-field', 'built-in', 1],
    ['schema/required', 'Plan', 0],
  ]);
});

test('an event that was there before is a duplicate in a later capture, not in its own read again', () => {
  const checks = createChecks();
  const text = batchOf({ ...CLICK, eventId: 'e-1' });
  expect(read(checks, 'a', text)).toEqual([]);
  expect(read(checks, 'a', text)).toEqual([]);
  expect(read(checks, 'b', text)).toMatchObject([['duplicate-id', 'built-in', 0]]);
  checks.forget(['a', 'b']);
  expect(read(checks, 'c', text)).toEqual([]);
  checks.clear();
  expect(read(checks, 'd', text)).toEqual([]);
});

test('a rule that is switched off is silent', () => {
  const checks = createChecks();
  checks.use({ settings: { ...USUAL_SETTINGS, rules: { 'duplicate-id': 'off' } }, contracts: [] });
  const text = batchOf({ ...CLICK, eventId: 'e-1' });
  read(checks, 'a', text);
  expect(read(checks, 'b', text).filter(([rule]) => rule === 'duplicate-id')).toEqual([]);
});

test('what the server says of a field stands on that field', () => {
  const answer = JSON.stringify({ status: 400, errors: { 'events[0].productId': ['is unknown'] } });
  const refused = capture({ status: 400 });
  const { issues } = readCapture(refused, bytesOf(batchOf(CLICK)), bytesOf(answer));
  expect(issues).toMatchObject([
    { contract: 'server', path: '' },
    { contract: 'server', path: '/events/0/productId', event: 0 },
  ]);
});
