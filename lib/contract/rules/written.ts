import { quote } from '../quote.ts';
import { findingsAt, fixOf } from './facts.ts';
import { numberIn } from './number-text.ts';
import { GUESS, type EventRule } from './rule.ts';
import { TRAIT } from './text-traits.ts';
import { offsetBy } from './time-offset.ts';
import { timeIn } from './time-text.ts';

const numberAsText: EventRule = {
  ...GUESS,
  id: 'number-as-text',
  title: 'ruleNumberAsText',
  explanation: 'ruleNumberAsTextWhy',
  traits: TRAIT.textForNumber,
  refines: true,
  example: { event: { eventType: 'OrderCreated', totalPrice: '1299,50' } },
  check: (facts) =>
    findingsAt(facts, (leaf) => {
      if (!(leaf.traits & TRAIT.textForNumber) || typeof leaf.value !== 'string') return;
      const number = numberIn(leaf.value);
      if (!number) return;
      const { value } = number;
      const fix = value === undefined ? {} : fixOf(leaf, value);
      return { expected: 'number', actual: quote(leaf.value), ...fix };
    }),
};

const timeFormat: EventRule = {
  ...GUESS,
  id: 'time-format',
  title: 'ruleTimeFormat',
  explanation: 'ruleTimeFormatWhy',
  traits: TRAIT.unusualTime,
  refines: true,
  example: { event: { eventType: 'ProductViewed', timestamp: '23-11-2026 09:15' } },
  check: (facts, about) =>
    findingsAt(facts, (leaf) => {
      if (!(leaf.traits & TRAIT.unusualTime) || typeof leaf.value !== 'string') return;
      const time = timeIn(leaf.value);
      if (time?.form !== 'other') return;
      const meant = meantBy(time, about.at);
      const fix = meant === undefined ? {} : fixOf(leaf, meant);
      return { expected: 'ISO 8601 (2026-11-23T09:15:02Z)', actual: quote(leaf.value), ...fix };
    }),
};

/** The same moment in ISO 8601; of a local time, only where the request tells its offset. */
function meantBy(
  { at, local }: { at?: number; local?: string },
  sent: number | undefined,
): string | undefined {
  if (at !== undefined) return new Date(at).toISOString();
  const offset = local === undefined ? undefined : offsetBy(local, sent);
  return offset === undefined ? undefined : `${local}${offset}`;
}

export const WRITING_RULES = [numberAsText, timeFormat];
