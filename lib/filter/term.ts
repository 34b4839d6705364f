import { readPattern } from '../contract/loaded/pattern.ts';
import { quote } from '../contract/quote.ts';
import type { Said } from '../language/said.ts';
import type { MessageId } from '../language/translate.ts';
import { MAX_PATH } from './bounds.ts';
import type { Comparison, FactName, Term, Test } from './filter.ts';
import type { Place, TermToken, ValueToken } from './lexer.ts';
import { type NameEntry, nameEntry } from './names.ts';
import { stateOf } from './states.ts';
import { timeTestOf } from './times.ts';
import { numberOf, stretchOf } from './values.ts';

/** What is wrong with a filter's text, and where. */
export interface Fault extends Place {
  message: MessageId;
  params: NonNullable<Said['params']>;
}

export type ReadTerm = { ok: true; term: Term } | { ok: false; fault: Fault };

/** What a word of the text asks for. */
export function termOf(token: TermToken): ReadTerm {
  const { name, comparison, value } = token;
  if (!value) return faulty(token, 'filterNoValue', [name?.path.join('.') ?? '']);
  if (value.isUnclosed) return faulty(value, 'filterUnclosedQuote');
  if (!name || !comparison) {
    if (value.form !== 'pattern') return { ok: true, term: { kind: 'text', text: value.text } };
    const fault = patternFault(value);
    return fault
      ? { ok: false, fault }
      : { ok: true, term: { kind: 'pattern', pattern: value.text } };
  }
  const { path, isQuoted } = name;
  if (path.length > MAX_PATH) return faulty(name, 'filterPathTooLong', [MAX_PATH]);
  const entry = path.length === 1 && !isQuoted ? nameEntry(path[0]!) : undefined;
  return entry ? namedTerm(entry, token, comparison, value) : fieldTerm(path, comparison, value);
}

function namedTerm(
  { name, takes }: NameEntry,
  token: TermToken,
  comparison: Place & { sign: Comparison },
  value: ValueToken,
): ReadTerm {
  const { sign } = comparison;
  switch (takes) {
    case 'path':
      if (sign !== ':') return faulty(comparison, 'filterOnlyColon', [name]);
      if (value.form === 'path' && value.path!.length <= MAX_PATH) {
        return { ok: true, term: { kind: 'has', path: value.path! } };
      }
      return faulty(value, 'filterNoField', [quote(value.text)]);
    case 'state': {
      if (sign !== ':') return faulty(comparison, 'filterOnlyColon', [name]);
      const state = value.form === 'pattern' ? undefined : stateOf(value.text);
      if (state === undefined) return faulty(value, 'filterUnknownState', [quote(value.text)]);
      return fact(name as FactName, { by: ':', text: state });
    }
    case 'status': {
      const test = statusTest(sign, value);
      return test
        ? fact(name as FactName, test)
        : faulty(value, 'filterNoStatus', [quote(value.text)]);
    }
    case 'time': {
      const test = timeTestOf(sign, value);
      return test
        ? fact(name as FactName, test)
        : faulty(value, 'filterNoTime', [quote(value.text)]);
    }
    case 'text':
      if (sign !== ':' && sign !== '=' && sign !== '!=') {
        return faulty(comparison, 'filterNotOrdered', [token.name!.path[0]!]);
      }
      return tested(sign, value, (test) => fact(name as FactName, test));
  }
}

function fact(name: FactName, test: Test): ReadTerm {
  return { ok: true, term: { kind: 'fact', name, test } };
}

function statusTest(sign: Comparison, { text, form }: ValueToken): Test | undefined {
  if (form === 'pattern') return undefined;
  const [, from, to] = /^(\d{0,3})\.\.(\d{0,3})$/.exec(text) ?? [];
  if (sign === ':' && from !== undefined && to !== undefined) {
    return from + to === '' ? undefined : { by: 'range', from, to };
  }
  const isClass = sign === ':' && /^[1-5]xx$/i.test(text);
  const isNumber = (sign === ':' || sign === '=' ? /^\d{3}$/ : /^\d{1,3}$/).test(text);
  return isClass || isNumber ? { by: sign, text: text.toLowerCase() } : undefined;
}

function fieldTerm(
  path: string[],
  comparison: Place & { sign: Comparison },
  value: ValueToken,
): ReadTerm {
  const { sign } = comparison;
  const field = (test: Test): ReadTerm => ({ ok: true, term: { kind: 'field', path, test } });
  const range = sign === ':' && value.form === 'bare' ? rangeOf(value.text) : undefined;
  if (range) return field(range);
  const isOrder = sign !== ':' && sign !== '=' && sign !== '!=';
  if (isOrder && numberOf(value.text) === undefined && stretchOf(value.text) === undefined) {
    return faulty(value, 'filterNoNumber', [sign, quote(value.text)]);
  }
  return tested(sign, value, field);
}

/** Two numbers or two times with `..` between; one of them may be left out. */
export function rangeOf(text: string): Extract<Test, { by: 'range' }> | undefined {
  const at = text.indexOf('..');
  if (at < 0) return undefined;
  const [from, to] = [text.slice(0, at), text.slice(at + 2)];
  const ends = [from, to].filter((end) => end !== '');
  const isRange = [numberOf, stretchOf].some((read) =>
    ends.every((end) => read(end) !== undefined),
  );
  return ends.length > 0 && isRange ? { by: 'range', from, to } : undefined;
}

function tested(sign: Comparison, value: ValueToken, term: (test: Test) => ReadTerm): ReadTerm {
  if (value.form !== 'pattern') return term({ by: sign, text: value.text });
  const fault = patternFault(value);
  return fault ? { ok: false, fault } : term({ by: 'pattern', pattern: value.text });
}

/** What is said of a pattern of a schema would lead a filter's writer to what only schemas have. */
const IN_FILTER: Partial<Record<MessageId, MessageId>> = {
  contractPatternLookaround: 'filterPatternLookaround',
  contractPatternTooLarge: 'filterPatternTooLarge',
};

function patternFault({ text, from, to }: ValueToken): Fault | undefined {
  const read = readPattern(text, { ignoresCase: true });
  if (read.ok) return undefined;
  const { message, params = [] } = read.reason;
  return { from, to, message: IN_FILTER[message] ?? message, params };
}

function faulty({ from, to }: Place, message: MessageId, params: Fault['params'] = []): ReadTerm {
  return { ok: false, fault: { from, to, message, params } };
}
