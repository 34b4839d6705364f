/** `npm run bench`: what being watched costs a page, and how long a call takes to its row; as Markdown tables. */
import { timeCallToPaint } from './call-to-paint.ts';
import { measureHook } from './hook.ts';
import { percentile } from './percentile.ts';

const CALLS = 100;

/** Milliseconds; what we hope for, and nothing fails beyond. */
const AIM = { p50: 17, p95: 30 };

const HOOK_AIM = { elsewhere: 2, endpoint: 100, load: 1000 };

console.log('What being watched adds to a page of the shop, medians:\n');
console.log(
  '| browser  | fetch elsewhere, µs | fetch to the endpoint, µs | page load, µs | woken by others |',
);
console.log(
  '| -------- | ------------------: | ------------------------: | ------------: | --------------: |',
);
printCost('aim', `${HOOK_AIM.elsewhere}`, `${HOOK_AIM.endpoint}`, `${HOOK_AIM.load}`, '0');
for (const browser of ['chromium', 'firefox'] as const) {
  const { unwatched, watched, woken } = await measureHook(browser);
  const added = (name: keyof typeof HOOK_AIM, unit: number) =>
    `${((watched[name] - unwatched[name]) * unit).toFixed(1)} (${(watched[name] / unwatched[name]).toFixed(2)} x)`;
  printCost(browser, added('elsewhere', 1), added('endpoint', 1), added('load', 1000), `${woken}`);
}
console.log();

function printCost(name: string, ...figures: [string, string, string, string]): void {
  const widths = [19, 25, 13, 15];
  const cells = figures.map((figure, at) => figure.padStart(widths[at]!));
  console.log(`| ${name.padEnd(8)} | ${cells.join(' | ')} |`);
}

console.log(`From a page's call to its row painted in the open panel, ${CALLS} single calls:\n`);
console.log('| browser  | rows | p50, ms | p95, ms |');
console.log('| -------- | ---: | ------: | ------: |');
printRow('aim', '', AIM.p50, AIM.p95);
for (const browser of ['chromium', 'firefox'] as const) {
  const times = await timeCallToPaint(browser, CALLS);
  printRow(browser, `${times.length}`, percentile(times, 0.5), percentile(times, 0.95));
}

function printRow(name: string, rows: string, p50: number, p95: number): void {
  const figures = [p50, p95].map((time) => time.toFixed(1).padStart(7)).join(' | ');
  console.log(`| ${name.padEnd(8)} | ${rows.padStart(4)} | ${figures} |`);
}
