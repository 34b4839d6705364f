import { CONSENT_RULES } from './consent.ts';
import { SESSION_RULES } from './duplicates.ts';
import { KEY_RULES } from './keys.ts';
import { MONEY_RULES } from './money.ts';
import { PERSONAL_RULES } from './personal.ts';
import type { BatchRule, EventRule, Rule, SessionRule } from './rule.ts';
import { SIZE_RULES } from './size.ts';
import { TEXT_RULES } from './text.ts';
import { TIME_RULES } from './time.ts';
import { WRITING_RULES } from './written.ts';

/** All rules beyond an event's shape, in the order in which they are listed. */
export const RULES: readonly Rule[] = [
  ...MONEY_RULES,
  ...WRITING_RULES,
  ...TIME_RULES,
  ...TEXT_RULES,
  ...PERSONAL_RULES,
  ...KEY_RULES,
  ...CONSENT_RULES,
  ...SIZE_RULES,
  ...SESSION_RULES,
];

export const EVENT_RULES: readonly EventRule[] = RULES.filter((rule) => rule.kind === 'event');
export const BATCH_RULES: readonly BatchRule[] = RULES.filter((rule) => rule.kind === 'batch');
export const RULES_OF_SESSION: readonly SessionRule[] = RULES.filter(
  (rule) => rule.kind === 'session',
);
