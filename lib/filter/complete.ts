import type { MessageId } from '../language/translate.ts';
import { plainName } from '../wire/names.ts';
import { MAX_COMPLETIONS } from './bounds.ts';
import type { Path } from './filter.ts';
import { type TermToken, tokensOf } from './lexer.ts';
import { COMPARISONS, nameEntry, NAMES, STATUSES, TRANSPORTS } from './names.ts';
import { printField, printPath, printValue } from './print.ts';
import { STATE_HINTS, STATES } from './states.ts';

/** What the session has to offer. */
export interface Vocabulary {
  /** As a filter names them, and as they are shown. */
  keys: readonly { word: string; name: string }[];
  types: readonly string[];
  fields: readonly Path[];
  hosts: readonly string[];
  pages: readonly string[];
  rules: readonly string[];
  /** Stretches of time. */
  times: readonly string[];
}

export interface Completion {
  /** As it is listed. */
  label: string;
  insert: string;
  hint: MessageId;
}

export interface Completions {
  /** What an option replaces, in UTF-16 units. */
  from: number;
  to: number;
  /** What of it stands before the caret. */
  typed: string;
  /** Goes between an option and what follows it, as they would be one word. */
  between: '' | ' ';
  of: 'name' | 'value';
  options: Completion[];
}

/** What could be meant at the caret, the likeliest first. */
export function complete(text: string, caret: number, vocabulary: Vocabulary): Completions {
  const token = tokensOf(text).find(
    (one): one is TermToken => one.kind === 'term' && one.from < caret && caret <= one.to,
  );
  if (token?.comparison && caret >= token.comparison.to) {
    return valuesAt(text, caret, token, vocabulary);
  }
  const name = token?.name ?? (token?.value?.form === 'bare' ? token.value : undefined);
  const { from, to } = name ?? { from: caret, to: caret };
  const typed = text.slice(from, Math.min(caret, to));
  // In a quote or a pattern nothing is a name.
  const options =
    token && !name ? [] : namesFor(typed, token?.comparison !== undefined, vocabulary);
  const isBeforeWord = token?.comparison === undefined && /[^\s)]/.test(text[to] ?? '');
  const between = isBeforeWord ? ' ' : '';
  return { from, to, typed, between, of: 'name', options: best(options, typed) };
}

function namesFor(typed: string, isCompared: boolean, { fields }: Vocabulary): Completion[] {
  const ours = NAMES.map(({ name, hint }): Completion => ({
    label: `${name}:`,
    insert: isCompared ? name : `${name}:`,
    hint,
  }));
  if (typed === '') return ours;
  const words = fields.map(printField);
  const theirs = words.map((word): Completion => ({
    label: word,
    insert: word,
    hint: 'filterHintField',
  }));
  const known = isCompared ? undefined : words.find((word) => plainName(word) === plainName(typed));
  const compared = known === undefined ? [] : COMPARISONS;
  const signs = compared.map(({ sign, hint }): Completion => ({
    label: `${known}${sign}`,
    insert: `${known}${sign}`,
    hint,
  }));
  return [...ours, ...theirs, ...signs];
}

function valuesAt(
  text: string,
  caret: number,
  { name, comparison, value }: TermToken,
  vocabulary: Vocabulary,
): Completions {
  const from = comparison!.to;
  const to = value?.to ?? from;
  const typed = text.slice(from, caret);
  const isOurs = name!.path.length === 1 && !name!.isQuoted;
  const options = isOurs ? valuesFor(name!.path[0]!, comparison!.sign, vocabulary) : [];
  const wanted = typed.replace(/^"/, '');
  // At the end, what is complete is left behind.
  const space = to === text.length ? ' ' : '';
  return {
    from,
    to,
    typed,
    between: '',
    of: 'value',
    options: best(options, wanted).map((one) => ({ ...one, insert: `${one.insert}${space}` })),
  };
}

function valuesFor(name: string, sign: string, vocabulary: Vocabulary): Completion[] {
  const entry = nameEntry(name);
  const texts = (values: readonly string[]) =>
    values.map((label): Completion => ({
      label,
      insert: printValue(sign, label),
      hint: entry!.hint,
    }));
  switch (entry?.name) {
    case undefined:
      return [];
    case 'type':
      return texts(vocabulary.types);
    case 'host':
      return texts(vocabulary.hosts);
    case 'page':
      return texts(vocabulary.pages);
    case 'rule':
      return texts(vocabulary.rules);
    case 'time':
      return texts(vocabulary.times);
    case 'transport':
      return texts(TRANSPORTS);
    case 'key':
      return vocabulary.keys.map(({ word, name: label }) => ({
        label,
        insert: printValue(sign, word),
        hint: entry.hint,
      }));
    case 'is':
      return STATES.map((state) => ({ label: state, insert: state, hint: STATE_HINTS[state] }));
    case 'status':
      return STATUSES.map(({ text, hint }) => ({ label: text, insert: text, hint }));
    case 'has':
      return vocabulary.fields
        .map(printPath)
        .map((label) => ({ label, insert: label, hint: 'filterHintField' }));
  }
}

/** What begins with the typed text, then what contains it; not what is there already. */
function best(options: readonly Completion[], typed: string): Completion[] {
  const wanted = plainName(typed);
  const fitting = options.filter(
    ({ label, insert }) => plainName(label).includes(wanted) && insert !== typed,
  );
  const begins = ({ label }: Completion) => plainName(label).startsWith(wanted);
  return [...fitting.filter(begins), ...fitting.filter((option) => !begins(option))].slice(
    0,
    MAX_COMPLETIONS,
  );
}
