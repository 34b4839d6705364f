import { plainName } from '../wire/names.ts';
import type { Comparison } from './filter.ts';
import { unquoted } from './quoting.ts';

/** A stretch of a filter's text, in UTF-16 units; `to` is behind its last. */
export interface Place {
  from: number;
  to: number;
}

export interface NameToken extends Place {
  path: string[];
  /** Its first part stands in quotes: then it is a field, whatever it is called. */
  isQuoted: boolean;
}

export interface ValueToken extends Place {
  text: string;
  form: 'bare' | 'quoted' | 'pattern' | 'path';
  /** Of the form `path`. */
  path?: string[];
  isUnclosed?: true;
}

export interface TermToken extends Place {
  kind: 'term';
  /** With a comparison behind it; absent for free text. */
  name?: NameToken;
  comparison?: Place & { sign: Comparison };
  /** Absent where it is yet to be written. */
  value?: ValueToken;
}

export type Token = (Place & { kind: 'open' | 'close' | 'or' | 'and' | 'not' }) | TermToken;

const SPACE = /\s+/y;
const BARE = /[^\s()"]+/y;
const FIRST_PART = /[\p{L}_$@][\p{L}\p{N}_$@-]*/uy;
const PART = /[\p{L}\p{N}_$@-]+/uy;
const INDEX = /\[(\d{0,9})\]/y;
const QUOTED = /"((?:[^"\\]|\\[^])*)("?)/y;
const COMPARISON = /!=|>=|<=|[:=<>]/y;
/** Behind the slash that ends a pattern. */
const BOUNDARY = /[\s)]|$/y;

/** The words and signs of a filter's text. Every text has some: what is wrong with them is the parser's to say. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += found(SPACE, text, at)?.[0].length ?? 0;
    if (at >= text.length) return tokens;
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.to;
  }
}

function tokenAt(text: string, at: number): Token {
  const unit = text[at]!;
  if (unit === '(') return { kind: 'open', from: at, to: at + 1 };
  if (unit === ')') return { kind: 'close', from: at, to: at + 1 };
  // A dash by itself is a text.
  if (unit === '-' && !/\s/.test(text[at + 1] ?? '')) return { kind: 'not', from: at, to: at + 1 };
  const named = namedAt(text, at);
  if (named) return named;
  const value = valueAt(text, at, true);
  const word = value.form === 'bare' ? value.text : undefined;
  if (word === 'OR' || word === 'AND') {
    return { kind: word === 'OR' ? 'or' : 'and', from: at, to: value.to };
  }
  return { kind: 'term', from: at, to: value.to, value };
}

/** A name with its comparison and, where there is one, its value. */
function namedAt(text: string, from: number): TermToken | undefined {
  const name = pathAt(text, from);
  const sign = name && (found(COMPARISON, text, name.to)?.[0] as Comparison | undefined);
  if (!sign) return undefined;
  const behind = name.to + sign.length;
  // An address, not a field that is called `https`.
  if (sign === ':' && !name.isQuoted && text.startsWith('//', behind)) return undefined;
  const comparison = { sign, from: name.to, to: behind };
  const next = text[behind];
  if (next === undefined || /[\s()]/.test(next)) {
    return { kind: 'term', from, to: behind, name, comparison };
  }
  const isPath = !name.isQuoted && name.path.length === 1 && plainName(name.path[0]!) === 'has';
  const path = isPath ? pathAt(text, behind) : undefined;
  const value: ValueToken = path
    ? { ...path, text: text.slice(path.from, path.to), form: 'path' }
    : valueAt(text, behind, sign === ':');
  return { kind: 'term', from, to: value.to, name, comparison, value };
}

/** A field's path: `lines.productId`, `lines[0]`, `"order id"`. */
function pathAt(text: string, from: number): NameToken | undefined {
  const path: string[] = [];
  const isQuoted = text[from] === '"';
  let at = from;
  for (;;) {
    const quoted = found(QUOTED, text, at);
    if (quoted) {
      if (quoted[2] === '') return undefined;
      path.push(unquoted(quoted[1]!));
      at += quoted[0].length;
    } else {
      const part = found(path.length === 0 ? FIRST_PART : PART, text, at)?.[0];
      if (part === undefined) return undefined;
      path.push(part);
      at += part.length;
    }
    for (let index = found(INDEX, text, at); index; index = found(INDEX, text, at)) {
      // `lines[].productId` is `lines.productId`: a name reaches into every item.
      if (index[1] !== '') path.push(index[1]!);
      at += index[0].length;
    }
    if (text[at] !== '.') return { path, isQuoted, from, to: at };
    at += 1;
  }
}

function valueAt(text: string, from: number, mayBePattern: boolean): ValueToken {
  const quoted = found(QUOTED, text, from);
  if (quoted) {
    const to = from + quoted[0].length;
    const value: ValueToken = { text: unquoted(quoted[1]!), form: 'quoted', from, to };
    return quoted[2] === '' ? { ...value, isUnclosed: true } : value;
  }
  const end = mayBePattern && text[from] === '/' ? patternEnd(text, from) : undefined;
  if (end !== undefined) {
    const pattern = text.slice(from + 1, end - 1).replace(/\\([^])/g, unescapedSlash);
    return { text: pattern, form: 'pattern', from, to: end };
  }
  const word = found(BARE, text, from)![0];
  return { text: word, form: 'bare', from, to: from + word.length };
}

function unescapedSlash(escape: string, unit: string): string {
  return unit === '/' ? '/' : escape;
}

/** Behind the slash that ends a pattern; `undefined` for what only begins with a slash, as paths do. */
function patternEnd(text: string, from: number): number | undefined {
  let isInClass = false;
  for (let at = from + 1; at < text.length; at += 1) {
    const unit = text[at];
    if (unit === '\\') at += 1;
    else if (unit === '[') isInClass = true;
    else if (unit === ']') isInClass = false;
    else if (unit === '/' && !isInClass) {
      return at > from + 1 && found(BOUNDARY, text, at + 1) ? at + 1 : undefined;
    }
  }
  return undefined;
}

function found(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
