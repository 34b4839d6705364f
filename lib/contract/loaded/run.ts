import { MAX_CHECK_DEPTH, MAX_FAULTS } from './bounds.ts';
import type { Compiled, Node, Resource, Schema } from './node.ts';
import { Seen } from './seen.ts';

/** A value that does not satisfy a keyword. */
export interface Fault {
  keyword: string;
  /** Where in the value: the parts of a JSON Pointer. */
  path: (string | number)[];
  /** What is there; `undefined` where something is missing. */
  value: unknown;
  /** The keyword's own value or, where one part of that decides, this part. */
  wanted: unknown;
  /** Of a missing property: what is said of it, and what stands beside it. */
  missing?: { schema: Schema | undefined; beside: Record<string, unknown> };
}

/** What one checking of one value has at its disposal, and what it has found. */
export class Run {
  readonly path: (string | number)[] = [];
  readonly scope: Resource[] = [];
  /** Those that are left. */
  steps: number;
  depth = 0;
  /** The check ended before it was through: it says nothing of what it has not seen. */
  cut = false;
  /** Beyond {@link MAX_FAULTS} they are not collected. */
  isFull = false;
  /** Absent while it is only to be known whether a value is valid. */
  faults: Fault[] | undefined;
  /** `format` is looked at: the standard calls it an annotation, so it decides over nothing. */
  formats: boolean;
  readonly tracks: boolean;
  readonly isDynamic: boolean;

  /** @param steps that it may take */
  constructor(compiled: Compiled, steps: number) {
    this.steps = steps;
    this.formats = compiled.hasFormats;
    this.tracks = compiled.tracks;
    this.isDynamic = compiled.isDynamic;
  }

  /** Whether there are steps left for what comes next. */
  spend(steps: number): boolean {
    this.steps -= steps;
    if (this.steps < 0) this.cut = true;
    return !this.cut;
  }

  /** @param at the property or the item that it is about, where it is not the value as a whole */
  fail(fault: Omit<Fault, 'path'>, at?: string | number): false {
    if (!this.faults) return false;
    if (this.faults.length < MAX_FAULTS) {
      this.faults.push({ ...fault, path: at === undefined ? [...this.path] : [...this.path, at] });
    } else {
      this.isFull = true;
      this.cut = true;
    }
    return false;
  }
}

/** Whether a value satisfies a schema. A run that was cut says nothing. */
export function apply(node: Node, value: unknown, run: Run, seen?: Seen): boolean {
  if (!run.spend(1)) return true;
  if (run.depth === MAX_CHECK_DEPTH) {
    run.cut = true;
    return true;
  }
  run.depth += 1;
  const enters = run.isDynamic && run.scope.at(-1) !== node.resource;
  if (enters) run.scope.push(node.resource);
  const own = run.tracks ? new Seen() : undefined;
  // A loop of its own: most steps of a run are taken here.
  let valid = true;
  for (const check of node.checks) {
    if (run.cut) break;
    if (check(value, run, own)) continue;
    valid = false;
    if (!run.faults) break;
  }
  // Where faults are collected, what a failed part has looked at counts: its own faults stand for it.
  if (own && seen && (valid || run.faults) && run.spend(own.size)) seen.add(own);
  if (enters) run.scope.pop();
  run.depth -= 1;
  return valid;
}

/** The same for a property or an item of the value at hand. */
export function applyAt(node: Node, value: unknown, at: string | number, run: Run): boolean {
  run.path.push(at);
  const valid = apply(node, value, run);
  run.path.pop();
  return valid;
}

/** Whether a value satisfies a schema by the standard, without a word on why not. */
export function judge(node: Node, value: unknown, run: Run, seen?: Seen): boolean {
  const { faults, formats } = run;
  run.faults = undefined;
  run.formats = false;
  const valid = apply(node, value, run, seen);
  run.faults = faults;
  run.formats = formats;
  return valid;
}

/** Tests all of them or, where no faults are collected, up to the first that fails. */
export function all<T>(items: Iterable<T>, run: Run, test: (item: T) => boolean): boolean {
  let valid = true;
  for (const item of items) {
    if (run.cut) return valid;
    if (test(item)) continue;
    valid = false;
    if (!run.faults) return false;
  }
  return valid;
}
