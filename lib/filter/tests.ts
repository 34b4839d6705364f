import { readPattern } from '../contract/loaded/pattern.ts';
import type { Comparison, Test } from './filter.ts';
import type { Leaf } from './fields.ts';
import { momentOf, numberOf, type Stretch, stretchOf } from './values.ts';

/** Whether a pattern is found in a text; what is no pattern is found nowhere. */
export function patternTest(pattern: string): (text: string) => boolean {
  const read = readPattern(pattern, { ignoresCase: true });
  return read.ok ? read.matcher.test : () => false;
}

/** How a value of a field is tested. */
export function leafTest(test: Test): (leaf: Leaf) => boolean {
  switch (test.by) {
    case 'pattern': {
      const isFound = patternTest(test.pattern);
      return (leaf) => isFound(String(leaf));
    }
    case 'range': {
      const from = test.from === '' ? undefined : leafTest({ by: '>=', text: test.from });
      const to = test.to === '' ? undefined : leafTest({ by: '<=', text: test.to });
      return (leaf) => (from?.(leaf) ?? true) && (to?.(leaf) ?? true);
    }
    case ':':
      return looseTest(test.text);
    case '=':
      return exactTest(test.text);
    case '!=': {
      const isSame = exactTest(test.text);
      return (leaf) => !isSame(leaf);
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
      return orderTest(test.by, test.text);
  }
}

/** A part of a text whatever the case, the same number, or a moment in the stretch of time. */
function looseTest(text: string): (leaf: Leaf) => boolean {
  const isSame = exactTest(text);
  const part = text.toLowerCase();
  return (leaf) => {
    if (typeof leaf === 'number') return isSame(leaf);
    return String(leaf).toLowerCase().includes(part) || isSame(leaf);
  };
}

/** The very text, the same number, or a moment in the stretch of time. */
function exactTest(text: string): (leaf: Leaf) => boolean {
  const number = numberOf(text);
  const stretch = stretchOf(text);
  return (leaf) => {
    if (typeof leaf !== 'number' && String(leaf) === text) return true;
    if (number !== undefined) return numberOf(leaf) === number;
    return stretch !== undefined && isWithin(momentOf(leaf), stretch);
  };
}

function isWithin(at: number | undefined, { from, to }: Stretch): boolean {
  return at !== undefined && at >= from && at < to;
}

function orderTest(
  sign: Exclude<Comparison, ':' | '=' | '!='>,
  text: string,
): (leaf: Leaf) => boolean {
  const stretch = stretchOf(text);
  if (stretch) {
    // Behind a day is what comes after the whole of it.
    const bound = sign === '>' || sign === '<=' ? stretch.to : stretch.from;
    const isLater = sign === '>' || sign === '>=';
    return (leaf) => {
      const at = momentOf(leaf);
      return at !== undefined && (isLater ? at >= bound : at < bound);
    };
  }
  const bound = numberOf(text) ?? Number.NaN;
  return (leaf) => {
    const value = numberOf(leaf);
    return value !== undefined && isInOrder(sign, value, bound);
  };
}

function isInOrder(sign: '<' | '<=' | '>' | '>=', value: number, bound: number): boolean {
  switch (sign) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
  }
}

/** How a status is tested; a request without an answer has none. */
export function statusTest(test: Test): (status: number | undefined) => boolean {
  if (test.by === ':' && 'text' in test && test.text.endsWith('xx')) {
    const hundred = Number(test.text[0]);
    return (status) => status !== undefined && Math.floor(status / 100) === hundred;
  }
  const holds = leafTest(test);
  return (status) => status !== undefined && holds(status);
}

/** How a text that is known of an event is tested. An empty one is looked for where there is none. */
export function textTest(test: Test, plain: (text: string) => string): TextTest {
  if (test.by === 'pattern') {
    const isFound = patternTest(test.pattern);
    return (value) => value !== undefined && isFound(value);
  }
  // Texts have no order: a filter that asks for one was never parsed.
  if (test.by === 'range') return () => false;
  const { by, text } = test;
  if (text === '') return (value) => (value === undefined) === (by !== '!=');
  if (by === ':') {
    const part = plain(text);
    return (value) => value !== undefined && plain(value).includes(part);
  }
  return (value) => value !== undefined && (value === text) === (by === '=');
}

export type TextTest = (value: string | undefined) => boolean;
