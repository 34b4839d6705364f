import { expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { USUAL_SETTINGS } from '../../../lib/contract/check.ts';
import { loadContract } from '../../../lib/contract/loaded/load.ts';
import { createChecks } from '../../../lib/session/checks.ts';
import { readCapture } from '../../../lib/session/rows.ts';
import { batchOf, bytesOf, capture, CLICK, consentChange, visit } from '../samples.ts';

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

test('what was sent before consent was given is told, once the consent of its visit is known', () => {
  const checks = createChecks();
  const rulesOf = (part: Partial<Capture>) => {
    // Each sends an event of its own: none is a duplicate.
    const bytes = bytesOf(batchOf({ ...CLICK, productId: part.id }));
    const { issues } = readCapture(capture(part), bytes, undefined, checks);
    return issues.map(({ rule }) => rule);
  };
  expect(rulesOf({ id: 'a' })).toEqual([]);
  const asked = visit({ consent: [consentChange()] });
  expect(checks.know([asked, visit({ id: 'run:other' })])).toEqual(new Set(['run:doc']));
  expect(checks.know([{ ...asked, title: 'Later' }])).toEqual(new Set());
  expect(rulesOf({ id: 'a' })).toEqual(['before-consent']);
  expect(rulesOf({ id: 'b', visit: 'run:other' })).toEqual([]);
  expect(rulesOf({ id: 'c', resendOf: 'a' })).toEqual(['resend']);
  checks.know([
    visit({ consent: [consentChange(), consentChange({ at: 1010, state: 'refused' })] }),
  ]);
  expect(rulesOf({ id: 'd', at: 1005 })).toEqual(['before-consent']);
  expect(rulesOf({ id: 'e', at: 1015 })).toEqual(['after-refusal']);
  checks.clear();
  expect(rulesOf({ id: 'f', at: 1015 })).toEqual([]);
});
