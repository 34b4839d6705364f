/**
 * Which events are shown. It is kept flat: no `all` directly in an `all`, no `any` in an `any`, neither
 * of one part; an `all` of nothing shows everything ({@link allOf}, {@link anyOf}).
 */
export type Filter =
  | { kind: 'all'; of: readonly Filter[] }
  | { kind: 'any'; of: readonly Filter[] }
  | { kind: 'not'; of: Filter }
  | Term;

export type Term =
  /** Somewhere in the event's text, or in what its request is known by. */
  | { kind: 'text'; text: string }
  | { kind: 'pattern'; pattern: string }
  | FactTerm
  | FieldTerm
  /** The event has a value at the path, whatever it is. */
  | { kind: 'has'; path: Path };

/** Something that is known of an event or its request. */
export interface FactTerm {
  kind: 'fact';
  name: FactName;
  test: Test;
}

/** A field of the event: some value at the path passes the test. */
export interface FieldTerm {
  kind: 'field';
  path: Path;
  test: Test;
}

export type FactName =
  | 'key'
  | 'type'
  | 'status'
  | 'is'
  | 'time'
  | 'page'
  | 'host'
  | 'transport'
  | 'rule';

/** Names from the event, or its payload, down to a field; a number is an index. */
export type Path = readonly string[];

/** `:` is loose (a part of a text, whatever the case), `=` exact. */
export type Comparison = ':' | '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Test =
  | { by: Comparison; text: string }
  /** Both ends included; an empty one is open. */
  | { by: 'range'; from: string; to: string }
  | { by: 'pattern'; pattern: string };

/** Stands for "without a key" or "without a type". */
export const NONE = '';

export const EVERYTHING: Filter = { kind: 'all', of: [] };

/** Shows what all of the parts show. */
export function allOf(parts: readonly Filter[]): Filter {
  const flat = parts.flatMap((part) => (part.kind === 'all' ? part.of : [part]));
  return flat.length === 1 ? flat[0]! : { kind: 'all', of: flat };
}

/** Shows what any of the parts shows; there is at least one. */
export function anyOf(parts: readonly Filter[]): Filter {
  const flat = parts.flatMap((part) => (part.kind === 'any' ? part.of : [part]));
  return flat.length === 1 ? flat[0]! : { kind: 'any', of: flat };
}

/** The parts that an event must pass one and all. */
export function partsOf(filter: Filter): readonly Filter[] {
  return filter.kind === 'all' ? filter.of : [filter];
}

export function isEverything(filter: Filter): boolean {
  return filter.kind === 'all' && filter.of.length === 0;
}
