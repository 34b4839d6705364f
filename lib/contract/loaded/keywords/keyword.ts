import type { Draft } from '../draft.ts';
import type { Check, Node } from '../node.ts';
import type { Matcher } from '../pattern.ts';
import type { Shape } from '../shapes.ts';

/** Where a keyword stands, and what it finds there. */
export interface Site {
  keyword: string;
  /** What stands beside it. */
  schema: Record<string, unknown>;
  node: Node;
  draft: Draft;
  /** The schema that stands there, from the keyword's own schema on. */
  sub(...way: (string | number)[]): Node;
  matcher(pattern: string): Matcher;
  /** What the keyword refers to and, for `$dynamicRef`, the name that may stand for another. */
  target: { node: Node; dynamicName?: string } | undefined;
}

export interface Keyword {
  shape: Omit<Shape<unknown>, 'fits'> & { fits(value: unknown): boolean };
  /** The only draft that has it. */
  draft?: Draft;
  /** The patterns in its value. */
  patterns?(value: unknown): string[];
  /** Absent if it checks nothing, or a neighbour of it does. */
  make?(value: unknown, site: Site): Check | undefined;
}

/** A row of the table of keywords. */
export function keyword<T>(
  shape: Shape<T>,
  make?: (value: T, site: Site) => Check | undefined,
  more: { draft?: Draft; patterns?: (value: T) => string[] } = {},
): Keyword {
  const { draft, patterns } = more;
  const { parts } = shape;
  return {
    shape: {
      text: shape.text,
      fits: (value) => shape.fits(value),
      ...(parts && { parts: (value) => (shape.fits(value) ? parts(value) : []) }),
    },
    ...(draft && { draft }),
    ...(patterns && { patterns: (value) => (shape.fits(value) ? patterns(value) : []) }),
    ...(make && {
      make: (value, site) => (shape.fits(value) ? make(value, site) : undefined),
    }),
  };
}
