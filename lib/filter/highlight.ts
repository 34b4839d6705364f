import type { Place, TermToken } from './lexer.ts';
import { tokensOf } from './lexer.ts';
import { nameEntry } from './names.ts';

/**
 * - `name`: one of ours; `field`: one of the event
 * - `sign`: what stands between name and value, and `-`; `word`: `OR` and `AND`
 */
export type SpanKind =
  | 'space'
  | 'text'
  | 'pattern'
  | 'name'
  | 'field'
  | 'sign'
  | 'value'
  | 'word'
  | 'bracket';

export interface Span extends Place {
  kind: SpanKind;
}

/** The whole of a text in spans of one kind each, in order, none of them empty. */
export function highlight(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  function add(from: number, to: number, kind: SpanKind) {
    if (from > at) spans.push({ from: at, to: from, kind: 'space' });
    spans.push({ from, to, kind });
    at = to;
  }
  for (const token of tokensOf(text)) {
    if (token.kind === 'term') addTerm(token, add);
    else add(token.from, token.to, KINDS[token.kind]);
  }
  if (text.length > at) spans.push({ from: at, to: text.length, kind: 'space' });
  return spans;
}

const KINDS = { open: 'bracket', close: 'bracket', or: 'word', and: 'word', not: 'sign' } as const;

function addTerm(
  { name, comparison, value }: TermToken,
  add: (from: number, to: number, kind: SpanKind) => void,
) {
  if (name && comparison) {
    const isOurs = name.path.length === 1 && !name.isQuoted && nameEntry(name.path[0]!);
    add(name.from, name.to, isOurs ? 'name' : 'field');
    add(comparison.from, comparison.to, 'sign');
  }
  if (!value) return;
  if (value.form === 'pattern') add(value.from, value.to, 'pattern');
  else if (value.form === 'path') add(value.from, value.to, 'field');
  else add(value.from, value.to, name ? 'value' : 'text');
}
