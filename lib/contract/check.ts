import type { Capture } from '../capture/capture.ts';
import type { ConsentState } from '../capture/consent.ts';
import type { Batch, Event } from '../wire/decode.ts';
import type { Issue, Severity } from './issue.ts';
import { issuesOfBatch, issuesOfEvent, type RuleIssue } from './rules/apply.ts';
import type { About, CheckSettings } from './rules/rule.ts';
import { checkBatchShape, checkEventShape } from './shape.ts';

/** Issues of one event that are listed. */
const MAX_ISSUES = 100;

const RANK: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

/** Every rule as it is by itself, no key named. */
export const USUAL_SETTINGS: CheckSettings = {
  rules: {},
  keys: [],
  hosts: [],
  consentRequired: false,
};

/**
 * Checks a batch by the built-in contract and by the rules on events and batches. A bad event spoils only
 * itself. Rules that compare captures are `createSessionIndex`'s.
 */
export function checkBatch(
  batch: Batch,
  about: About = {},
  settings: CheckSettings = USUAL_SETTINGS,
): Issue[] {
  const issues = [...checkBatchShape(batch), ...issuesOfBatch(batch, about, settings)];
  // One by one: the arguments of a call are limited, a batch is not.
  for (const event of batch.events) {
    for (const issue of checkEvent(event, about, settings)) issues.push(issue);
  }
  return issues;
}

function checkEvent(event: Event, about: About, settings: CheckSettings): readonly Issue[] {
  const ofShape = checkEventShape(event);
  const ofRules = issuesOfEvent(event, about, settings);
  const issues = ofRules.length === 0 ? ofShape : joined(ofShape, ofRules);
  return issues.length > MAX_ISSUES ? issues.slice(0, MAX_ISSUES) : issues;
}

/**
 * The issues of an event's shape and those of the rules. Of one value that both object to in the same sense
 * the rule's is listed, as it is more exact, and by the user's severity; the shape's if the rule is the milder by
 * itself.
 */
function joined(ofShape: readonly Issue[], ofRules: readonly RuleIssue[]): Issue[] {
  const shapes = new Map(
    ofShape.filter(({ rule }) => rule === 'wrong-field').map((issue) => [issue.path, issue]),
  );
  const refined = new Set<Issue>();
  const kept: Issue[] = [];
  for (const { issue, rule } of ofRules) {
    const shape = rule.refines && shapes.get(issue.path);
    const isMilder = shape && RANK[rule.severity] < RANK[shape.severity];
    if (!isMilder) kept.push(issue);
    if (shape && !isMilder) refined.add(shape);
  }
  return [...ofShape.filter((issue) => !refined.has(issue)), ...kept];
}

/** What the rules are told of the request that a batch came with. */
export function aboutOf(capture: Capture, consent?: ConsentState): About {
  const { at, url, route, body } = capture;
  return {
    at,
    url,
    page: route,
    ...(body.kind === 'bytes' && { size: body.size }),
    ...(consent && { consent }),
  };
}
