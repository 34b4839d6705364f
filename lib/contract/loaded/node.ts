import type { Draft } from './draft.ts';
import type { Run } from './run.ts';
import type { Seen } from './seen.ts';

export type Schema = boolean | Record<string, unknown>;

/** A schema with an address of its own: the document, or a part of it with an `$id`. */
export interface Resource {
  uri: string;
  /** Where it begins: a JSON Pointer into the document. */
  root: string;
  anchors: Map<string, Node>;
  dynamicAnchors: Map<string, Node>;
}

/** One schema of a document. */
export interface Node {
  schema: Schema;
  /** JSON Pointer into the document. */
  pointer: string;
  resource: Resource;
  /** All of them have to hold. */
  checks: Check[];
  /** Schemas that hold of a value whenever this one does. */
  includes: Node[];
  /** Schemas of which one or some hold. */
  alternatives: Node[];
}

/** Whether a value satisfies one keyword; faults go to the run, if it collects them. */
export type Check = (value: unknown, run: Run, seen: Seen | undefined) => boolean;

/** A contract's schema, ready to check values. */
export interface Compiled {
  draft: Draft;
  root: Node;
  /** What the keywords `unevaluated…` need is kept account of. */
  tracks: boolean;
  /** The schemas on the way are remembered, for `$dynamicRef`. */
  isDynamic: boolean;
  hasFormats: boolean;
  /** Keywords that the draft does not know, and which therefore check nothing. */
  ignored: { keyword: string; pointer: string }[];
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isObject(value);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
