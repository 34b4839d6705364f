import { plainName } from '../wire/names.ts';
import { MAX_NARROWING_STEPS } from './bounds.ts';
import type { FactTerm, FieldTerm, Filter, Term, Test } from './filter.ts';
import { numberOf, stretchOf } from './values.ts';

/**
 * Whether all that `next` shows is shown by `before` as well, as far as their form tells: then only what
 * `before` shows is to be looked at. False where it is not plain.
 */
export function narrows(next: Filter, before: Filter): boolean {
  let steps = 0;

  function implies(one: Filter, other: Filter): boolean {
    steps += 1;
    if (steps > MAX_NARROWING_STEPS) return false;
    if (other.kind === 'all') return other.of.every((part) => implies(one, part));
    if (one.kind === 'any') return one.of.every((part) => implies(part, other));
    if (other.kind === 'any' && other.of.some((part) => implies(one, part))) return true;
    if (one.kind === 'all') return one.of.some((part) => implies(part, other));
    if (one.kind === 'not') return other.kind === 'not' && implies(other.of, one.of);
    return other.kind !== 'not' && other.kind !== 'any' && termImplies(one, other);
  }

  return implies(next, before);
}

function termImplies(one: Term, other: Term): boolean {
  if (one.kind === 'text' && other.kind === 'text') {
    return one.text.toLowerCase().includes(other.text.toLowerCase());
  }
  if (one.kind === 'fact' && other.kind === 'fact' && one.name === other.name) {
    return isSame(one.test, other.test) || factImplies(one, other);
  }
  if (one.kind === 'field' && other.kind === 'field' && isSame(one.path, other.path)) {
    return isSame(one.test, other.test) || fieldImplies(one, other);
  }
  return isSame(one, other);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function factImplies({ name, test: one }: FactTerm, { test: other }: FactTerm): boolean {
  // An empty text is looked for where there is none.
  if (one.by !== ':' || other.by !== ':' || one.text === '' || other.text === '') return false;
  if (name === 'is' || name === 'status' || name === 'time') return false;
  const plain = name === 'type' ? plainName : (text: string) => text.toLowerCase();
  return plain(one.text).includes(plain(other.text));
}

function fieldImplies({ test: one }: FieldTerm, { test: other }: FieldTerm): boolean {
  if (one.by === ':' && other.by === ':') {
    const isText = isPlainText(one.text) && isPlainText(other.text);
    return isText && one.text.toLowerCase().includes(other.text.toLowerCase());
  }
  const [low, high] = [boundOf(one), boundOf(other)];
  if (low === undefined || high === undefined || one.by !== other.by) return false;
  return one.by === '>' || one.by === '>=' ? low >= high : low <= high;
}

/** Neither a number nor a time, which are compared as such. */
function isPlainText(text: string): boolean {
  return numberOf(text) === undefined && stretchOf(text) === undefined;
}

function boundOf(test: Test): number | undefined {
  const isOrder = test.by === '<' || test.by === '<=' || test.by === '>' || test.by === '>=';
  return isOrder && stretchOf(test.text) === undefined ? numberOf(test.text) : undefined;
}
