import { RE2JS, RE2JSSyntaxException } from 're2js';
import type { Said } from '../../language/said.ts';
import type { MessageId } from '../../language/translate.ts';
import { MAX_PATTERN, MAX_PATTERN_SIZE } from './bounds.ts';
import { translatePattern } from './pattern-syntax.ts';
import type { Refusal } from './refusal.ts';

/** A pattern that is found, or not, in time linear to the text. */
export interface Matcher {
  /** Anywhere in the text, as JSON Schema has it. */
  test(text: string): boolean;
  /** Instructions: a text takes at most so many steps for each of its characters. */
  size: number;
}

export type ReadPattern =
  | { ok: true; matcher: Matcher }
  | { ok: false; reason: Omit<Refusal, 'place'> };

/** What the engine says of patterns that are none in either syntax. */
const BROKEN: Record<string, MessageId> = {
  'missing closing ]': 'patternUnclosedClass',
  'missing closing )': 'patternUnclosedGroup',
  'unexpected )': 'patternUnopenedGroup',
  'missing argument to repetition operator': 'patternNothingToRepeat',
  'invalid nested repetition operator': 'patternRepeatTwice',
  'invalid repeat count': 'patternBadRepeat',
  'invalid character class range': 'patternBadRange',
  'duplicate capture group name': 'patternNameTwice',
};
const TOO_LARGE = new Set(['expression too large', 'expression nests too deeply']);

/** A pattern of a schema or a filter (ECMA-262, flag u), compiled for an engine that does not backtrack. */
export function readPattern(pattern: string, { ignoresCase = false } = {}): ReadPattern {
  const shown = pattern.length > 60 ? `${pattern.slice(0, 60)}…` : pattern;
  const tooLarge: ReadPattern = {
    ok: false,
    reason: { message: 'contractPatternTooLarge', params: [shown, MAX_PATTERN] },
  };
  if (pattern.length > MAX_PATTERN) return tooLarge;
  const translated = translatePattern(pattern);
  if (!translated.ok) {
    const { message, at } = translated;
    return { ok: false, reason: { message, params: [shown, at + 1] } };
  }
  try {
    const compiled = RE2JS.compile(translated.pattern, ignoresCase ? RE2JS.CASE_INSENSITIVE : 0);
    const size = compiled.programSize();
    if (size > MAX_PATTERN_SIZE) return tooLarge;
    return { ok: true, matcher: { size, test: (text) => compiled.test(text) } };
  } catch (error) {
    const description = error instanceof RE2JSSyntaxException ? error.getDescription() : '';
    if (TOO_LARGE.has(description)) return tooLarge;
    const why: Said = { text: BROKEN[description] ?? 'patternNone' };
    return { ok: false, reason: { message: 'contractPatternBroken', params: [shown, why] } };
  }
}
