import * as z from 'zod/mini';
import type { Grade, Severity } from '../issue.ts';

/** Rules that may have a setting, more than there are: a rule may go, and its setting stay. */
const MAX_SETTINGS = 500;
/** Characters of a rule's id. */
const MAX_ID = 100;

export const RuleSetting = z.enum(['error', 'warning', 'info', 'off']);
export type RuleSetting = z.infer<typeof RuleSetting>;

/** By a rule's id. A rule without an entry has its own severity. */
export const RuleSettings = z
  .record(z.string().check(z.maxLength(MAX_ID)), RuleSetting)
  .check(z.refine((settings) => Object.keys(settings).length <= MAX_SETTINGS));
export type RuleSettings = z.infer<typeof RuleSettings>;

/**
 * The severity of a rule by the user's settings; `off`: it is silent. A guess raises no error, whoever
 * asks for it: an inferred rule that is set to `error` stays a `warning`.
 */
export function severityIn(
  settings: RuleSettings,
  rule: { id: string; grade: Grade },
  usual: Severity,
): RuleSetting {
  const asked = Object.hasOwn(settings, rule.id) ? settings[rule.id]! : usual;
  return asked === 'error' && rule.grade === 'inferred' ? 'warning' : asked;
}
