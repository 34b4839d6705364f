/** `npm run bench`: how long a page's call takes to its row in the panel, as a Markdown table. */
import { timeCallToPaint } from './call-to-paint.ts';
import { percentile } from './percentile.ts';

const CALLS = 100;

/** Milliseconds; what we hope for, and nothing fails beyond. */
const AIM = { p50: 17, p95: 30 };

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
