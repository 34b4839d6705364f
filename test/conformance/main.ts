import { existsSync } from 'node:fs';
import path from 'node:path';
import { say } from '../../lib/language/said.ts';
import { translator } from '../../lib/language/translate.ts';
import en from '../../public/_locales/en/messages.json' with { type: 'json' };
import { type Outcome, runSuite } from './suite.ts';

const folder = process.argv[2];
if (folder === undefined || !existsSync(path.join(folder, 'tests'))) {
  console.error('npm run conformance -- DIR, a folder of the JSON Schema Test Suite with tests/');
  process.exit(2);
}

const outcomes = runSuite(folder);
const t = translator(en, 'en');

function rate(of: Outcome[]): string {
  if (of.length === 0) return '';
  const passed = of.filter((outcome) => outcome.passed).length;
  return `${passed}/${of.length} ${((100 * passed) / of.length).toFixed(passed === of.length ? 0 : 1)} %`;
}

const byKeyword = Map.groupBy(outcomes, ({ keyword }) => keyword);
const rows = [...byKeyword].toSorted(([a], [b]) => (a < b ? -1 : 1));
const line = (name: string, of: Outcome[]) =>
  [
    name.padEnd(24),
    rate(of.filter(({ draft }) => draft === '7')).padStart(16),
    rate(of.filter(({ draft }) => draft === '2020-12')).padStart(16),
  ].join(' ');
console.log(['keyword'.padEnd(24), 'draft 7'.padStart(16), '2020-12'.padStart(16)].join(' '));
for (const [keyword, of] of rows) console.log(line(keyword, of));
console.log(line('all', outcomes));

const short = outcomes.filter(({ passed }) => !passed);
if (short.length > 0) console.log('\nWhat falls short:');
const reasons = Map.groupBy(short, ({ refusal, keyword, draft }) => {
  const reason = refusal
    ? say(t, { text: refusal.message, params: refusal.params ?? [] })
    : 'a wrong verdict';
  return `${draft} ${keyword}: ${reason}`;
});
for (const [reason, of] of reasons) console.log(`  ${of.length} × ${reason}`);
for (const { description, refusal } of short) if (!refusal) console.log(`  ! ${description}`);
