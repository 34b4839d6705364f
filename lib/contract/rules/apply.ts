import type { Batch, Event } from '../../wire/decode.ts';
import type { Issue } from '../issue.ts';
import { factsOf } from './facts.ts';
import type { About, CheckSettings, EventRule, Finding, Rule } from './rule.ts';
import { severityIn } from './rule-settings.ts';
import type { Memory } from './session-index.ts';
import { BATCH_RULES, EVENT_RULES, RULES_OF_SESSION } from './table.ts';

/** An issue with the rule that raised it. */
export interface RuleIssue {
  issue: Issue;
  rule: EventRule;
}

/** A bit that all events have, for rules that look at each. */
const ALWAYS = 1 << 30;
/** All of one shape, as there is a turn for each rule and event. */
const TURNS = EVENT_RULES.map((rule) => ({
  rule,
  kinds: rule.kinds ?? ALWAYS,
  traits: rule.traits ?? ALWAYS,
}));

/** Shared, as most events have none. */
const NONE: readonly RuleIssue[] = [];

export function issuesOfEvent(
  event: Event,
  about: About,
  settings: CheckSettings,
): readonly RuleIssue[] {
  const facts = factsOf(event);
  const ownKinds = facts.kinds | ALWAYS;
  const ownTraits = facts.traits | ALWAYS;
  let issues: RuleIssue[] | undefined;
  for (const { rule, kinds, traits } of TURNS) {
    if (!(ownKinds & kinds) || !(ownTraits & traits)) continue;
    for (const finding of rule.check(facts, about)) {
      const issue = issueOf(rule, finding, settings);
      if (issue) (issues ??= []).push({ issue: { ...issue, event: event.index }, rule });
    }
  }
  return issues ?? NONE;
}

export function issuesOfBatch(batch: Batch, about: About, settings: CheckSettings): Issue[] {
  return BATCH_RULES.flatMap((rule) =>
    rule.check(batch, about, settings).flatMap((finding) => issueOf(rule, finding, settings) ?? []),
  );
}

export function issuesOfSession(memory: Memory, batch: Batch, settings: CheckSettings): Issue[] {
  return RULES_OF_SESSION.flatMap((rule) =>
    rule.check(memory, batch).flatMap((finding) => issueOf(rule, finding, settings) ?? []),
  );
}

/** `undefined` where the rule is switched off. */
function issueOf(rule: Rule, finding: Finding, settings: CheckSettings): Issue | undefined {
  const severity = severityIn(settings.rules, rule, finding.severity ?? rule.severity);
  if (severity === 'off') return undefined;
  return {
    message: rule.title,
    ...finding,
    severity,
    rule: rule.id,
    grade: rule.grade,
    contract: rule.contract ?? 'built-in',
  };
}
