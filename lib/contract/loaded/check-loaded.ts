import type { Issue } from '../issue.ts';
import { MAX_BATCH_STEPS, MAX_EVENT_STEPS, MAX_ISSUES } from './bounds.ts';
import type { Contract } from './contract.ts';
import type { ContractCoverage } from './coverage.ts';
import { describe, placeOf, ruleOf } from './describe.ts';
import { apply, type Fault, Run } from './run.ts';

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

/** Steps that it takes to write an issue, with its suggestions. */
const ISSUE_STEPS = 2000;

/**
 * Checks a batch against the loaded contracts that apply to it: each event against that of its type,
 * and the batch as a whole against that of the batch. Bounded in time: an issue says where a check
 * ended early. Never throws, whatever the value.
 */
export function checkLoaded(batch: CheckedBatch, coverage: ContractCoverage): Issue[] {
  const budget = { steps: MAX_BATCH_STEPS };
  const issues: Issue[] = [];
  for (const { index, type, path, value } of batch.events) {
    const contract = type === undefined ? undefined : coverage.byType.get(type);
    if (!contract) continue;
    if (budget.steps <= 0) {
      issues.push(cut(contract, ''));
      break;
    }
    const found = check(contract, value, budget, MAX_EVENT_STEPS);
    for (const issue of tell(found, contract, path, path, index)) issues.push(issue);
    budget.steps -= Math.min(found.faults.length, MAX_ISSUES) * ISSUE_STEPS;
  }
  if (coverage.batch) return [...issues, ...checkWhole(batch, coverage.batch, issues)];
  return issues;
}

/** The batch's contract may look into its events: what their own contracts say is not said twice. */
function checkWhole({ value, events }: CheckedBatch, contract: Contract, told: Issue[]): Issue[] {
  const places = new Map(events.map(({ path, index }) => [path, { path, index }]));
  const known = new Set(told.map(({ path, rule }) => `${rule} ${path}`));
  const found = check(contract, value, { steps: MAX_BATCH_STEPS }, MAX_BATCH_STEPS);
  const own = found.faults.filter((fault) => !known.has(`${ruleOf(fault)} ${placeOf(fault, '')}`));
  const byEvent = Map.groupBy(own, (fault) => eventAt(placeOf(fault, ''), places));
  const issues = [...byEvent].flatMap(([event, faults]) =>
    tell({ faults, isCut: false }, contract, '', event?.path ?? '', event?.index),
  );
  return found.isCut ? [...issues, cut(contract, '')] : issues;
}

/** The event that a place is in; the body may be a single event. */
function eventAt<T>(path: string, places: Map<string, T>): T | undefined {
  let place = '';
  for (const part of path.split('/').slice(1)) {
    place += `/${part}`;
    const event = places.get(place);
    if (event !== undefined) return event;
  }
  return places.get('');
}

interface Found {
  faults: Fault[];
  isCut: boolean;
}

/** First only whether it is valid, as most are; why not is a second run. */
function check(
  { compiled }: Contract,
  value: unknown,
  budget: { steps: number },
  most: number,
): Found {
  const allowed = Math.min(most, budget.steps);
  const quick = new Run(compiled, allowed);
  const valid = apply(compiled.root, value, quick);
  budget.steps -= allowed - quick.steps;
  if (quick.cut) return { faults: [], isCut: true };
  if (valid) return { faults: [], isCut: false };
  const run = new Run(compiled, allowed);
  run.faults = [];
  apply(compiled.root, value, run);
  budget.steps -= allowed - run.steps;
  return { faults: run.faults, isCut: run.cut };
}

/**
 * Faults as issues, each once, and no more than are of use.
 *
 * @param around where the value that was checked stands
 * @param at where to say that there is more
 */
function tell(
  { faults, isCut }: Found,
  contract: Contract,
  around: string,
  at: string,
  event: number | undefined,
): Issue[] {
  const ofEvent = event === undefined ? {} : { event };
  const once = new Map<string, Fault>();
  for (const fault of faults) {
    const name = `${ruleOf(fault)} ${placeOf(fault, around)}`;
    if (!once.has(name)) once.set(name, fault);
  }
  const issues = [...once.values()]
    .slice(0, MAX_ISSUES)
    .map((fault) => ({ ...describe(fault, contract.record.name, around), ...ofEvent }));
  const hidden = once.size - issues.length;
  if (hidden > 0) issues.push({ ...more(contract, at, hidden), ...ofEvent });
  if (isCut) issues.push({ ...cut(contract, at), ...ofEvent });
  return issues;
}

function more(contract: Contract, path: string, count: number): Issue {
  return {
    ...about(contract, path),
    severity: 'info',
    rule: 'schema/more',
    message: 'issueMoreHidden',
    params: [count],
  };
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
