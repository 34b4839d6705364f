import type { Issue } from '../issue.ts';
import { MAX_BATCH_STEPS, MAX_EVENT_STEPS, MAX_ISSUES } from './bounds.ts';
import type { Contract } from './contract.ts';
import type { ContractCoverage } from './coverage.ts';
import { describe } from './describe.ts';
import { apply, Run } from './run.ts';

/** A batch as far as contracts look at it. */
export interface CheckedBatch {
  /** The body's value. */
  value: unknown;
  events: {
    index: number;
    /** JSON Pointer into the body's value. */
    path: string;
    type?: string;
    value: unknown;
  }[];
}

/**
 * Checks a batch against the loaded contracts that apply to it: each event against that of its type,
 * and the batch as a whole against that of the batch. Bounded in time: an issue says where a check
 * ended early. Never throws, whatever the value.
 */
export function checkLoaded(batch: CheckedBatch, coverage: ContractCoverage): Issue[] {
  const budget = { steps: MAX_BATCH_STEPS };
  const issues: Issue[] = [];
  for (const event of batch.events) {
    const contract = event.type === undefined ? undefined : coverage.byType.get(event.type);
    if (!contract) continue;
    if (budget.steps <= 0) {
      issues.push(cut(contract, ''));
      break;
    }
    const found = check(contract, event.value, event.path, budget, MAX_EVENT_STEPS);
    const own = found.map((issue) => ({ ...issue, event: event.index }));
    issues.push(...bounded(own, contract, event.path, event.index));
  }
  if (coverage.batch) issues.push(...checkWhole(batch, coverage.batch, issues));
  return issues;
}

/** The batch's contract may look into its events: what their own contracts say is not said twice. */
function checkWhole({ value, events }: CheckedBatch, contract: Contract, told: Issue[]): Issue[] {
  const places = new Map(events.map(({ path, index }) => [path, index]));
  const known = new Set(told.map(({ path, rule }) => `${rule} ${path}`));
  const found = check(contract, value, '', { steps: MAX_BATCH_STEPS }, MAX_BATCH_STEPS)
    .filter(({ path, rule }) => !known.has(`${rule} ${path}`))
    .map((issue) => {
      const event = eventAt(issue.path, places);
      return event === undefined ? issue : { ...issue, event };
    });
  const groups = Map.groupBy(found, ({ event }) => event);
  return [...groups].flatMap(([event, issues]) => {
    const path = events.find(({ index }) => index === event)?.path ?? '';
    return bounded(issues, contract, path, event);
  });
}

/** The event that a place is in. */
function eventAt(path: string, places: Map<string, number>): number | undefined {
  let place = '';
  for (const part of path.split('/').slice(1)) {
    place += `/${part}`;
    const event = places.get(place);
    if (event !== undefined) return event;
  }
  // The body may be a single event.
  return places.get('');
}

/** First only whether it is valid, as most are; why not is a second run. */
function check(
  contract: Contract,
  value: unknown,
  path: string,
  budget: { steps: number },
  most: number,
): Issue[] {
  const { compiled, record } = contract;
  const allowed = Math.min(most, budget.steps);
  const quick = new Run(compiled, allowed);
  const valid = apply(compiled.root, value, quick);
  budget.steps -= allowed - quick.steps;
  if (quick.cut) return [cut(contract, path)];
  if (valid) return [];
  const run = new Run(compiled, allowed);
  run.faults = [];
  apply(compiled.root, value, run);
  budget.steps -= allowed - run.steps;
  const issues = run.faults.map((fault) => describe(fault, record.name, path));
  return run.cut ? [...issues, cut(contract, path)] : issues;
}

function bounded(
  issues: Issue[],
  contract: Contract,
  path: string,
  event: number | undefined,
): Issue[] {
  const once = [...new Map(issues.map((issue) => [`${issue.rule} ${issue.path}`, issue])).values()];
  if (once.length <= MAX_ISSUES) return once;
  const hidden: Issue = {
    ...about(contract, path),
    severity: 'info',
    rule: 'schema/more',
    message: 'issueMoreHidden',
    params: [once.length - MAX_ISSUES],
    ...(event !== undefined && { event }),
  };
  return [...once.slice(0, MAX_ISSUES), hidden];
}

function cut(contract: Contract, path: string): Issue {
  return {
    ...about(contract, path),
    severity: 'warning',
    rule: 'schema/cut',
    message: 'issueCheckCut',
  };
}

function about({ record }: Contract, path: string) {
  return { path, grade: 'learned', contract: record.name } as const;
}
