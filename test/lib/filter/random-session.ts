import fc from 'fast-check';
import type { Capture } from '../../../lib/capture/capture.ts';
import type { Searchable } from '../../../lib/filter/searchable.ts';
import { networkPart } from '../samples.ts';
import { KEYS, NAMES, RULES, TYPES, VALUES } from './arbitraries.ts';
import { type Found, searchables } from './searchables.ts';

/** A capture with its events, as a plain reading has them. */
export interface RandomCapture {
  key: string;
  part: Partial<Capture>;
  events: RandomEvent[];
}

export interface RandomEvent {
  type: string;
  fields: Record<string, unknown>;
  found: Omit<Found, 'event'>[];
}

export const NAMED = [{ key: KEYS[0]!, alias: 'Shop DK' }];

const leaf = fc.oneof(
  fc.constantFrom(...VALUES, '2026-11-23T09:15:02Z', 'A-1 and more'),
  fc.constantFrom(1, 12, -2, 0.5, 1000, 1_795_425_302_000, true, null),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 3 }),
  ),
}));

const found = fc.record<Omit<Found, 'event'>>({
  severity: fc.constantFrom('error', 'warning', 'info'),
  rule: fc.constantFrom(...RULES),
});
const event = fc.record({
  type: fc.constantFrom(...TYPES),
  fields: fc.dictionary(fc.constantFrom(...NAMES.filter((name) => name !== 'type')), value, {
    minKeys: 1,
    maxKeys: 5,
  }),
  found: fc.array(found, { maxLength: 2 }),
});

const part: fc.Arbitrary<Partial<Capture>> = fc.constantFrom(
  {},
  { status: 400, route: 'https://shop.test/Checkout' },
  { state: 'pending' },
  { resendOf: 'a', twice: { reason: 'retry' } },
  { at: new Date(2026, 10, 23, 9, 15, 2, 114).getTime() },
  { at: new Date(2026, 10, 23, 23, 59, 59, 999).getTime() },
  { uncertain: true, network: networkPart({ type: 'ping', lifecycle: 'cached' }) },
  { departure: { kind: 'never-left', reason: 'csp' }, url: 'https://a.test:8080/api/events' },
);

export const anyCapture: fc.Arbitrary<RandomCapture> = fc.record({
  key: fc.constantFrom(...KEYS),
  part,
  events: fc.array(event, { minLength: 1, maxLength: 4 }),
});

export function searchablesOfSession(session: readonly RandomCapture[]): Searchable[] {
  return session.flatMap(({ key, part, events }) =>
    searchables(
      {
        instrumentationKey: key,
        events: events.map(({ type, fields }) => ({ eventType: type, ...fields })),
      },
      part,
      events.flatMap(({ found }, index) => found.map((one) => ({ ...one, event: index }))),
    ),
  );
}
