/**
 * `npm run bench [-- checks|hook|paint|panel]`: what being watched costs a page, how long a call takes to its row,
 * what decoding and checking cost, and what a panel does with large sessions; as Markdown tables.
 */
import { timeCallToPaint } from './call-to-paint.ts';
import type { Browser } from '../e2e/drivers/find-browser.ts';
import { printChecks } from './checks/table.ts';
import { measureHook, type PageCost } from './hook.ts';
import { printPanel } from './panel/table.ts';
import { percentile } from './percentile.ts';

const CALLS = 100;

/** Milliseconds; what we hope for, and nothing fails beyond. */
const AIM = { p50: 17, p95: 30 };

const BROWSERS = ['chromium', 'firefox'] as const satisfies Browser[];
const BATCHES = 10_000;

const { format } = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

const PARTS: Record<string, () => Promise<void>> = {
  hook: printHook,
  paint: printPaint,
  panel: () => printPanel(BROWSERS),
  checks: () => printChecks(BROWSERS, BATCHES),
};

const asked = process.argv.slice(2);
const parts = (asked.length > 0 ? asked : Object.keys(PARTS)).map((name) => PARTS[name]);
for (const print of parts) {
  if (!print) {
    console.error(`Say ${Object.keys(PARTS).join(', ')}, or nothing for all.`);
    process.exit(2);
  }
  await print();
}

async function printHook(): Promise<void> {
  console.log('What being watched adds to a page of the shop, DevTools being open in any case:\n');
  console.log('| browser  | to | without | with | added | aim |');
  console.log('| -------- | -- | ------: | ---: | ----: | --: |');
  for (const browser of BROWSERS) {
    const { unwatched: without, watched, woken } = await measureHook(browser);
    const added = (to: string, aim: string, of: (cost: PageCost) => number) => {
      const cells = [of(without), of(watched), of(watched) - of(without)].map(format);
      console.log(`| ${[browser, to, ...cells, aim].join(' | ')} |`);
    };
    added('a fetch elsewhere, µs', '2', ({ elsewhere }) => elsewhere.call);
    added('a fetch elsewhere with its answer, µs', '', ({ elsewhere }) => elsewhere.whole);
    added('a fetch to the endpoint, µs', '100', ({ endpoint }) => endpoint.call);
    added('a fetch to the endpoint with its answer, µs', '', ({ endpoint }) => endpoint.whole);
    added('loading a document, ms', '1', ({ load }) => load);
    console.log(`| ${browser} | messages for requests that are none of ours | | ${woken} | | 0 |`);
  }
  console.log();
}

async function printPaint(): Promise<void> {
  console.log(`From a page's call to its row painted in the open panel, ${CALLS} single calls:\n`);
  console.log('| browser  | rows | p50, ms | p95, ms |');
  console.log('| -------- | ---: | ------: | ------: |');
  printRow('aim', '', AIM.p50, AIM.p95);
  for (const browser of BROWSERS) {
    const times = await timeCallToPaint(browser, CALLS);
    printRow(browser, `${times.length}`, percentile(times, 0.5), percentile(times, 0.95));
  }
  console.log();
}

function printRow(name: string, rows: string, p50: number, p95: number): void {
  const figures = [p50, p95].map((time) => time.toFixed(1).padStart(7)).join(' | ');
  console.log(`| ${name.padEnd(8)} | ${rows.padStart(4)} | ${figures} |`);
}
