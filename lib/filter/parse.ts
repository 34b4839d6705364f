import { MAX_DEPTH, MAX_FAULTS, MAX_LENGTH, MAX_TERMS } from './bounds.ts';
import { allOf, anyOf, EVERYTHING, type Filter } from './filter.ts';
import { type Place, type Token, tokensOf } from './lexer.ts';
import { type Fault, termOf } from './term.ts';

export type Parsed = { ok: true; filter: Filter } | { ok: false; faults: Fault[] };

/**
 * A filter from its text: words and fields side by side must all hold, `OR` between them binds looser,
 * `-` in front of one excludes, parentheses group. An empty text shows everything.
 */
export function parse(text: string): Parsed {
  if (text.length > MAX_LENGTH) {
    const place = { from: MAX_LENGTH, to: text.length };
    return { ok: false, faults: [{ ...place, message: 'filterTooLong', params: [MAX_LENGTH] }] };
  }
  const parser = createParser(tokensOf(text), text.length);
  const filter = parser.whole();
  if (parser.faults.length === 0) return { ok: true, filter };
  const faults = parser.faults.toSorted((a, b) => a.from - b.from).slice(0, MAX_FAULTS);
  return { ok: false, faults };
}

function createParser(tokens: readonly Token[], end: number) {
  const faults: Fault[] = [];
  let at = 0;
  let terms = 0;

  function fault({ from, to }: Place, message: Fault['message'], ...params: Fault['params']) {
    faults.push({ from, to, message, params });
  }

  function either(depth: number): Filter {
    const parts: Filter[] = [];
    for (;;) {
      parts.push(both(depth));
      const sign = tokens[at];
      if (sign?.kind !== 'or') return anyOf(parts);
      at += 1;
    }
  }

  /** At least one operand: nothing stands between two signs that want some. */
  function both(depth: number): Filter {
    const parts: Filter[] = [];
    for (;;) {
      const next = tokens[at];
      if (next?.kind === 'and') {
        at += 1;
        const isBetween = parts.length > 0 && isOperand(tokens[at]);
        if (!isBetween) fault(next, 'filterNoOperand', 'AND');
      } else if (isOperand(next)) {
        parts.push(operand(next, depth));
      } else {
        if (parts.length === 0) missing(next);
        return allOf(parts);
      }
    }
  }

  function missing(next: Token | undefined) {
    const before = tokens[at - 1];
    if (before?.kind === 'or') fault(before, 'filterNoOperand', 'OR');
    else if (next?.kind === 'or') fault(next, 'filterNoOperand', 'OR');
    else if (before?.kind === 'open') fault(before, 'filterEmptyGroup');
  }

  function operand(token: Token, depth: number): Filter {
    at += 1;
    if (token.kind === 'term') {
      terms += 1;
      if (terms === MAX_TERMS + 1) fault(token, 'filterTooMany', MAX_TERMS);
      const read = termOf(token);
      if (read.ok) return read.term;
      faults.push(read.fault);
      return EVERYTHING;
    }
    if (depth >= MAX_DEPTH) {
      // What is deeper is not looked at.
      fault(token, 'filterTooDeep', MAX_DEPTH);
      at = tokens.length;
      return EVERYTHING;
    }
    if (token.kind === 'not') {
      const next = tokens[at];
      if (isOperand(next)) return { kind: 'not', of: operand(next, depth + 1) };
      fault(token, 'filterNoOperand', '-');
      return EVERYTHING;
    }
    const inner = either(depth + 1);
    if (tokens[at]?.kind === 'close') at += 1;
    else if (at < tokens.length || !faults.some(({ message }) => message === 'filterTooDeep')) {
      fault({ from: token.from, to: token.to }, 'filterUnclosedGroup');
    }
    return inner;
  }

  return {
    faults,
    whole(): Filter {
      if (tokens.length === 0) return EVERYTHING;
      const filter = either(0);
      const rest = tokens[at];
      if (rest) fault({ from: rest.from, to: Math.min(rest.to, end) }, 'filterUnopenedGroup');
      return filter;
    },
  };
}

function isOperand(token: Token | undefined): token is Token {
  return token?.kind === 'term' || token?.kind === 'open' || token?.kind === 'not';
}
