import { shortKey } from '../wire/keys.ts';
import type { Test } from './filter.ts';
import type { NamedKey } from './searchable.ts';
import { type TextTest, textTest } from './tests.ts';

/**
 * How a key is tested: whole, by its alias, or as it is shown shortened, so that a filter need not hold
 * the key itself.
 */
export function keyTest(test: Test, keys: readonly NamedKey[]): TextTest {
  const holds = textTest(test, lowerCase);
  const isOther = test.by === '!=';
  const aliases = new Map(keys.map(({ key, alias }) => [key, alias]));
  return (key) => {
    if (key === undefined || key === '') return holds(undefined);
    const names = [key, shortKey(key), aliases.get(key) ?? ''].filter((name) => name !== '');
    return isOther ? names.every(holds) : names.some(holds);
  };
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}

/** A key as a filter names it: by its alias or shortened, where that is its alone. */
export function keyWord(key: string, known: readonly string[], named: readonly NamedKey[]): string {
  const all = new Set([...known, ...named.map((one) => one.key)]);
  const isAlone = (word: string) => {
    const holds = keyTest({ by: '=', text: word }, named);
    return [...all].every((other) => holds(other) === (other === key));
  };
  const alias = named.find((one) => one.key === key)?.alias;
  return [alias, shortKey(key)].find((word) => word && isAlone(word)) ?? key;
}
