import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { phrasesIn } from '../../components/editor/phrases.ts';

const PACKAGES = ['search', 'view', 'commands', 'lint', 'language'];
const { resolve } = createRequire(import.meta.url);

/** Texts that a package says, as they stand where it asks for their translation. */
function phrasesOf(name: string): string[] {
  const source = readFileSync(resolve(`@codemirror/${name}`), 'utf8');
  const calls = source.matchAll(/phrase\(((?:[^()]|\([^()]*\))*)\)/g);
  return [...calls].flatMap(([, given = '']) =>
    [...given.matchAll(/"([^"]*)"/g)].map(([, text = '']) => text),
  );
}

test.each(PACKAGES)('all that CodeMirror says in its package %s is translated', (name) => {
  const phrases = phrasesOf(name);
  expect(phrases.length).toBeGreaterThan(0);
  const translated = phrasesIn((id) => id);
  expect(phrases.filter((phrase) => !Object.hasOwn(translated, phrase))).toEqual([]);
});
