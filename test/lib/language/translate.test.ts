import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languageOf, type Locale, translator } from '../../../lib/language/translate.ts';
import da from '../../../public/_locales/da/messages.json' with { type: 'json' };
import en from '../../../public/_locales/en/messages.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '../../..');
const ENGLISH: Locale = en;
const DANISH: Locale = da;

const SAME_IN_BOTH = [
  'alias',
  'batchCount',
  'batchCountOne',
  'bytes',
  'colourOrange',
  'columnStatus',
  'columnType',
  'contractCovers',
  'contractServer',
  'draftSend',
  'editorFind',
  'endpoints',
  'envStaging',
  'envTest',
  'filterLabel',
  'languageDa',
  'languageEn',
  'logTitle',
  'observerDevtools',
  'preflight',
  'resendPause',
  'send',
  'severityInfo',
  'status',
  'tabBatch',
  'transport',
  'url',
];

/** Words that no Danish sentence has. */
const ENGLISH_WORDS = /\b(the|and|was|with|this|that|from|has|are|which|were|been|than)\b/i;

const parametersOf = ({ message }: Locale[string]) =>
  [...message.matchAll(/\$(\w+)\$/g)].map(([, name]) => name!.toLowerCase()).toSorted();

describe('the locales', () => {
  test('have the same ids', () => {
    expect(Object.keys(DANISH).toSorted()).toEqual(Object.keys(ENGLISH).toSorted());
  });

  test.each(Object.keys(ENGLISH))('say %s with the same parameters, in both languages', (id) => {
    expect(parametersOf(DANISH[id]!)).toEqual(parametersOf(ENGLISH[id]!));
    expect(DANISH[id]!.placeholders).toEqual(ENGLISH[id]!.placeholders);
    expect(DANISH[id]!.message.trim()).not.toBe('');
    expect(ENGLISH[id]!.message.trim()).not.toBe('');
  });

  test('are translated: but for words that Danish has as well, no text is the same', () => {
    const same = Object.keys(ENGLISH).filter((id) => {
      return ENGLISH[id]!.message === DANISH[id]!.message;
    });
    expect(same.toSorted()).toEqual(SAME_IN_BOTH);
  });

  test('have no English in the Danish', () => {
    const english = Object.entries(DANISH).filter(([, { message }]) => ENGLISH_WORDS.test(message));
    expect(english).toEqual([]);
  });

  test.each([
    ['en', ENGLISH],
    ['da', DANISH],
  ])('in %s declare just the placeholders that they use', (_language, locale) => {
    const declared = Object.entries(locale).map(([id, { placeholders = {} }]) => [
      id,
      Object.keys(placeholders).toSorted(),
    ]);
    const used = Object.entries(locale).map(([id, entry]) => [
      id,
      [...new Set(parametersOf(entry))],
    ]);
    expect(declared).toEqual(used);
  });

  test('have no text that nobody shows', () => {
    const source = new Set(['components', 'lib', 'entrypoints'].flatMap(quotedUnder));
    const config = readFileSync(join(ROOT, 'wxt.config.ts'), 'utf8');
    const isShown = (id: string) => source.has(id) || config.includes(`__MSG_${id}__`);
    // A count's noun has its singular under the same id and `One`.
    const unused = Object.keys(ENGLISH).filter(
      (id) => !isShown(id) && !isShown(id.replace(/One$/, '')),
    );
    expect(unused).toEqual([]);
  });
});

/** All that stands in quotes, as `t('clear')` and `title="clear"` do. */
function quotedUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [
      ...readFileSync(join(ROOT, folder, file), 'utf8').matchAll(/['"](\w+)['"]/g),
    ])
    .map(([, text]) => text!);
}

describe('a text', () => {
  const t = translator(
    {
      plain: { message: 'Recording' },
      two: {
        message: '$LAST$ before $FIRST$, costs 5$',
        placeholders: { first: { content: '$1' }, last: { content: '$2' } },
      },
      undeclared: { message: 'What is $THIS$' },
    },
    'en',
  );
  const say = t as (id: string, ...params: (string | number)[]) => string;

  test.each([
    ['plain', [], 'Recording'],
    ['two', ['a', 7], '7 before a, costs 5$'],
    ['two', ['$LAST$', '$&'], '$& before $LAST$, costs 5$'],
    ['two', ['a'], ' before a, costs 5$'],
    ['undeclared', ['a'], 'What is $THIS$'],
    ['unknown', ['a'], 'unknown'],
  ])('%s with %j is %j', (id, params, text) => {
    expect(say(id, ...params)).toBe(text);
  });

  test.each([
    ['en', 12_345, '12,345 events'],
    ['da', 12_345, '12.345 events'],
    ['da', 0.5, '0,5 events'],
    ['en', '12345', '12345 events'],
  ] as const)('has in %s the number %j as %s', (language, count, text) => {
    const events = { message: '$COUNT$ events', placeholders: { count: { content: '$1' } } };
    const t = translator({ eventCount: events }, language);
    expect(t('eventCount', count)).toBe(text);
  });
});

test.each([
  ['browser', 'da', 'da'],
  ['browser', 'da-DK', 'da'],
  ['browser', 'DA', 'da'],
  ['browser', 'dav', 'en'],
  ['browser', 'de', 'en'],
  ['browser', '', 'en'],
  ['da', 'en', 'da'],
  ['en', 'da', 'en'],
] as const)(
  'with the setting %s in a browser that speaks %s the language is %s',
  (...[setting, browser, language]) => {
    expect(languageOf(setting, browser)).toBe(language);
  },
);
