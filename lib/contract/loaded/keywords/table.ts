import type { Draft } from '../draft.ts';
import { ANY } from '../shapes.ts';
import { ARRAYS } from './arrays.ts';
import { keyword, type Keyword } from './keyword.ts';
import { LOGIC } from './logic.ts';
import { NUMBERS } from './numbers.ts';
import { OBJECTS } from './objects.ts';
import { REFERENCES } from './references.ts';
import { TEXTS } from './texts.ts';
import { VALUES } from './values.ts';

/** Keywords that tell, and check nothing. */
const NOTES = [
  '$comment',
  '$schema',
  '$vocabulary',
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
  'default',
  'deprecated',
  'description',
  'example',
  'examples',
  'readOnly',
  'title',
  'writeOnly',
];

const KEYWORDS: Record<string, Keyword> = {
  ...Object.fromEntries(NOTES.map((name) => [name, keyword(ANY)])),
  ...REFERENCES,
  ...VALUES,
  ...NUMBERS,
  ...TEXTS,
  ...ARRAYS,
  ...OBJECTS,
  ...LOGIC,
};

/** A keyword as a draft knows it. */
export function keywordOf(name: string, draft: Draft): Keyword | undefined {
  const found = Object.hasOwn(KEYWORDS, name) ? KEYWORDS[name] : undefined;
  return found?.draft === undefined || found.draft === draft ? found : undefined;
}
