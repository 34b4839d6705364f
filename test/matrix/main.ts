/**
 * `npm run matrix [-- --browser chromium] [--mode full] [--only id,id]`: every sender in real browsers,
 * and what the log holds of it against what the receivers got, as a Markdown table. Fails if a
 * cell is not as the rows say.
 */
import { parseArgs } from 'node:util';
import { launchBrowser } from '../start/launch.ts';
import type { Browser, Column, Mode, Row } from './row.ts';
import { ROWS } from './rows.ts';
import { type Outcome, runRows } from './run.ts';
import { startSite } from './site/site.ts';
import { tableOf } from './table.ts';

const { values } = parseArgs({
  options: { browser: { type: 'string' }, mode: { type: 'string' }, only: { type: 'string' } },
});
const BROWSERS: readonly Browser[] = ['chromium', 'firefox'];
const MODES: readonly Mode[] = ['full', 'limited'];
const browsers = BROWSERS.filter((one) => one === (values.browser ?? one));
const modes = MODES.filter((one) => one === (values.mode ?? one));
const only = values.only?.split(',');
const rows = ROWS.filter(({ id }) => !only || only.includes(id));

if (browsers.length === 0 || modes.length === 0 || rows.length === 0) {
  console.error(
    'Usage: npm run matrix -- [--browser chromium|firefox] [--mode full|limited] [--only id,id]',
  );
  process.exitCode = 2;
} else {
  process.exitCode = (await run()) ? 0 : 1;
}

async function run(): Promise<boolean> {
  const results = new Map<Column, Map<Row, Outcome>>();
  const thrown: string[] = [];
  for (const browser of browsers) thrown.push(...(await runIn(browser, results)));
  const columns = [...results.keys()];
  const lines = rows.map((row) => ({
    row,
    cells: columns.map((column) => results.get(column)!.get(row)?.cell.text),
  }));
  console.log(tableOf(columns, lines));
  const failed = [...results].flatMap(([column, outcomes]) =>
    [...outcomes.values()]
      .filter(({ cell }) => !cell.ok)
      .map(({ row, cell }) => `${column}: ${row.id}: ${cell.text}`),
  );
  for (const line of [...failed, ...thrown]) console.error(line);
  return failed.length + thrown.length === 0;
}

/** One start of the browser for all of its columns. Tells what the extension has thrown meanwhile. */
async function runIn(browser: Browser, results: Map<Column, Map<Row, Outcome>>): Promise<string[]> {
  await using started = new AsyncDisposableStack();
  const site = await startSite();
  started.defer(() => site.close());
  const driver = await launchBrowser(browser, true);
  started.defer(() => driver.close());
  for (const mode of modes) {
    const begun = performance.now();
    const outcomes = await runRows(driver, site, rows, mode);
    results.set(`${browser} ${mode}`, new Map(outcomes.map((outcome) => [outcome.row, outcome])));
    const seconds = Math.round((performance.now() - begun) / 1000);
    console.error(`${browser} ${mode}: ${outcomes.length} rows in ${seconds} s`);
  }
  return [...new Set(driver.errors)].map((error) => `${browser}: ${error}`);
}
