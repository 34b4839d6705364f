import { quote } from '../quote.ts';
import { findingsAt, fixOf } from './facts.ts';
import { KIND, NUMERIC } from './name-kinds.ts';
import { numberIn } from './number-text.ts';
import type { EventRule } from './rule.ts';
import { timeIn } from './time-text.ts';

const numberAsText: EventRule = {
  kind: 'event',
  id: 'number-as-text',
  title: 'ruleNumberAsText',
  explanation: 'ruleNumberAsTextWhy',
  severity: 'warning',
  grade: 'inferred',
  kinds: NUMERIC,
  refines: true,
  example: { event: { eventType: 'OrderCreated', totalPrice: '1299,50' } },
  check: (facts) =>
    findingsAt(facts, (leaf) => {
      if (!(leaf.kind & NUMERIC) || typeof leaf.value !== 'string') return;
      const number = numberIn(leaf.value);
      if (!number) return;
      const { value } = number;
      const fix = value === undefined ? {} : fixOf(leaf, value);
      return { expected: 'number', actual: quote(leaf.value), ...fix };
    }),
};

const timeFormat: EventRule = {
  kind: 'event',
  id: 'time-format',
  title: 'ruleTimeFormat',
  explanation: 'ruleTimeFormatWhy',
  severity: 'warning',
  grade: 'inferred',
  kinds: KIND.time,
  refines: true,
  example: { event: { eventType: 'ProductViewed', timestamp: '23-11-2026 09:15' } },
  check: (facts) =>
    findingsAt(facts, (leaf) => {
      if (!(leaf.kind & KIND.time) || typeof leaf.value !== 'string') return;
      const time = timeIn(leaf.value);
      if (time?.form !== 'other') return;
      const fix = time.at === undefined ? {} : fixOf(leaf, new Date(time.at).toISOString());
      return { expected: 'ISO 8601 (2026-11-23T09:15:02Z)', actual: quote(leaf.value), ...fix };
    }),
};

export const WRITING_RULES = [numberAsText, timeFormat];
