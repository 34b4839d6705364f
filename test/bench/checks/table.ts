import type { Browser } from '../../e2e/drivers/find-browser.ts';
import { measureInExtension } from './in-extension.ts';
import { EVENTS_PER_BATCH } from './traffic.ts';

const { format } = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** Prints what decoding and checking cost in a page of the extension, as Markdown tables. */
export async function printChecks(browsers: readonly Browser[], batches: number): Promise<void> {
  const costs = new Map<Browser, Awaited<ReturnType<typeof measureInExtension>>>();
  for (const browser of browsers) costs.set(browser, await measureInExtension(browser, batches));

  const events = format(batches * EVENTS_PER_BATCH);
  console.log(`Decoding and checking ${events} events, as against JSON.parse of the same bytes:\n`);
  console.log('| browser | step | ratio | aim | µs per event |');
  console.log('| ------- | ---- | ----: | --: | -----------: |');
  for (const [browser, { steps }] of costs) {
    for (const { name, ratio, aim = '', perEvent } of steps) {
      console.log(`| ${[browser, name, format(ratio), aim, format(perEvent)].join(' | ')} |`);
    }
  }
  console.log('\nHostile bodies, each read once with a loaded contract:\n');
  console.log('| browser | body | ms |');
  console.log('| ------- | ---- | -: |');
  for (const [browser, { hostile }] of costs) {
    for (const { name, milliseconds } of hostile) {
      console.log(`| ${[browser, name, format(milliseconds)].join(' | ')} |`);
    }
  }
  console.log();
}
