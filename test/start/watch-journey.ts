import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Driver, Panel } from '../e2e/drivers/driver.ts';
import type { Receiver } from '../receiver/receiver.ts';
import { customerJourney } from '../shop/journey.ts';
import { eventsOf } from './batch-events.ts';
import { findMissing } from './find-missing.ts';
import { readLogEvents } from './log-events.ts';
import { readPanelRows } from './panel-rows.ts';
import { printTable } from './print-table.ts';
import type { Servers } from './servers.ts';

const SCREENSHOT = 'test-results/panel.png';

/** How long the panel may take to show what the receiver got, in milliseconds. */
const PATIENCE = 5000;

/** Lets a customer buy something while the panel watches; whether the panel saw every event. */
export async function watchJourney(driver: Driver, { receiver, shop }: Servers): Promise<boolean> {
  const page = await driver.newPage(`${shop.url}/?interval=200`);
  const panel = await page.openPanel();
  await customerJourney(page, shop.url);

  const missing = await untilComplete(receiver, panel);
  const rows = await readPanelRows(panel);
  console.log(`\nThe panel shows ${rows.length} events:\n`);
  printTable(rows);
  await mkdir(path.dirname(SCREENSHOT), { recursive: true });
  await writeFile(SCREENSHOT, await panel.screenshot());
  console.log(`\nScreenshot: ${SCREENSHOT}`);

  const received = receivedBy(receiver);
  for (const line of missing) console.error(line);
  for (const error of driver.errors) console.error(`error in the extension: ${error}`);
  const complete = missing.length === 0 && received.length > 0;
  console.log(
    complete
      ? `All ${received.length} events that the receiver got are in the panel.`
      : `The panel does not have all of the ${received.length} events that the receiver got.`,
  );
  return complete;
}

function receivedBy(receiver: Receiver) {
  return receiver.requests.flatMap(({ body }) => eventsOf(new TextDecoder().decode(body)));
}

/** What is still missing when its time is over, or once nothing is and every outcome is known. */
async function untilComplete(receiver: Receiver, panel: Panel): Promise<string[]> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const rows = await readPanelRows(panel);
    const types = rows.map(({ type }) => type);
    const missing = findMissing(receivedBy(receiver), await readLogEvents(panel), types);
    const settled = await panel.evaluate(() => !document.querySelector('.outcome .muted'));
    if ((missing.length === 0 && settled) || Date.now() > deadline) return missing;
    await sleep(100);
  }
}
