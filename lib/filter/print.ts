import type { Filter, Path, Term, Test } from './filter.ts';
import { type Token, tokensOf } from './lexer.ts';
import { nameEntry } from './names.ts';
import { quoted, wantsQuotes } from './quoting.ts';
import { rangeOf } from './term.ts';

/** A filter as text, which parses to the same filter. */
export function print(filter: Filter): string {
  const plain = written(filter, false);
  const careful = written(filter, true);
  // What begins with a slash is a pattern where another slash follows somewhere.
  return plain === careful || reading(plain) === reading(careful) ? plain : careful;
}

/** The words of a text, however they are quoted. */
function reading(text: string): string {
  return JSON.stringify(
    tokensOf(text).map((token) =>
      token.kind === 'term'
        ? [
            token.name?.path,
            token.comparison?.sign,
            token.value?.text,
            token.value?.form === 'pattern',
          ]
        : token.kind,
    ),
  );
}

/** @param isCareful puts what begins with a slash in quotes */
function written(filter: Filter, isCareful: boolean): string {
  const inGroup = (part: Filter) => `(${written(part, isCareful)})`;
  switch (filter.kind) {
    case 'all':
      return filter.of
        .map((part) => (part.kind === 'any' ? inGroup(part) : written(part, isCareful)))
        .join(' ');
    case 'any':
      return filter.of.map((part) => written(part, isCareful)).join(' OR ');
    case 'not': {
      const { of } = filter;
      const isGroup = of.kind === 'all' || of.kind === 'any';
      return `-${isGroup ? inGroup(of) : written(of, isCareful)}`;
    }
    case 'text':
    case 'pattern':
    case 'has':
    case 'fact':
    case 'field':
      return writtenTerm(filter, isCareful);
  }
}

function writtenTerm(term: Term, isCareful: boolean): string {
  switch (term.kind) {
    case 'text':
      return isCareful && term.text.startsWith('/') ? quoted(term.text) : printText(term.text);
    case 'pattern':
      return printPattern(term.pattern);
    case 'has':
      return `has:${printPath(term.path)}`;
    case 'fact':
      return `${term.name}${writtenTest(term.test, isCareful)}`;
    case 'field':
      return `${printField(term.path)}${writtenTest(term.test, isCareful)}`;
  }
}

/** A field's path as it can stand in front of a comparison: in quotes, a name of ours is a field's. */
export function printField(path: Path): string {
  const [first = ''] = path;
  const isOurs = path.length === 1 && nameEntry(first) !== undefined;
  return isOurs ? quoted(first) : printPath(path);
}

function writtenTest(test: Test, isCareful: boolean): string {
  if (test.by === 'range') return `:${test.from}..${test.to}`;
  if (test.by === 'pattern') return `:${printPattern(test.pattern)}`;
  const isSlash = isCareful && test.text.startsWith('/');
  return `${test.by}${isSlash ? quoted(test.text) : printValue(test.by, test.text)}`;
}

/** A value as it can stand behind a comparison, in quotes where it would be read as something else. */
export function printValue(sign: string, text: string): string {
  const value = onlyTerm(`x${sign}${text}`)?.value;
  const isItself = value?.form === 'bare' && value.text === text;
  return isItself && rangeOf(text) === undefined && !wantsQuotes(text) ? text : quoted(text);
}

function printText(text: string): string {
  const token = onlyTerm(text);
  const isItself = !token?.name && token?.value?.form === 'bare' && token.value.text === text;
  return isItself && !wantsQuotes(text) ? text : quoted(text);
}

/** A field's path as it can stand behind `has:`. */
export function printPath(path: Path): string {
  return path.map((part, at) => (isBarePart(part, at) ? part : quoted(part))).join('.');
}

function isBarePart(part: string, at: number): boolean {
  // A path begins like a name, and goes on with names and indices.
  const name = onlyTerm(`${at === 0 ? '' : 'x.'}${part}:x`)?.name;
  return (
    name?.path.length === (at === 0 ? 1 : 2) && name.path.at(-1) === part && !part.includes('"')
  );
}

/** The token that a text consists of. */
function onlyTerm(text: string): Extract<Token, { kind: 'term' }> | undefined {
  const [token, ...others] = tokensOf(text);
  const isAll = token?.kind === 'term' && token.from === 0 && token.to === text.length;
  return isAll && others.length === 0 ? token : undefined;
}

function printPattern(pattern: string): string {
  return `/${pattern.replace(/\\[^]|\//g, (unit) => (unit === '/' ? '\\/' : unit))}/`;
}
