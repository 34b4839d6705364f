import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nameEntry } from '../../../lib/filter/names.ts';
import { parse } from '../../../lib/filter/parse.ts';
import { STATES } from '../../../lib/filter/states.ts';

const README = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
const SECTION = README.split('\n## ').find((section) => section.startsWith('The filter\n')) ?? '';
const ROWS = SECTION.split('\n').filter((line) => line.startsWith('| `'));
const EXAMPLES = ROWS.flatMap((row) => codesIn(row.split('|')[1]!));

function codesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
}

test.each(EXAMPLES)('the README’s %j is a filter', (text) => {
  expect(parse(text)).toMatchObject({ ok: true });
});

test('the README has an example for each name, and all that an event can be', () => {
  const names = EXAMPLES.map((text) => nameEntry(text.replace(/^-/, '').split(/[:=>]/)[0]!)?.name);
  expect(new Set(names.filter((name) => name !== undefined)).size).toBe(10);
  expect(codesIn(SECTION)).toEqual(expect.arrayContaining(STATES.slice(1)));
});
