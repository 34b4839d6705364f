import type { Panel } from '../e2e/drivers/driver.ts';
import { clickByName, settled } from '../e2e/panel-rows.ts';
import { onPage, shows, type Stage } from '../e2e/stage.ts';
import type { Look } from './walk.ts';

/** More of the log is shown than what this tab sends, or less. */
export async function walkScopes(stage: Stage, look: Look): Promise<void> {
  const { driver, shop } = stage;
  await onPage(stage, '/faults', async ({ page, panel }) => {
    await page.click('#danish');
    await settled(panel, 2);
    await clickByName(panel, 'button', 'Clear');
    await shows(panel, 'Cleared: 1 request');
    await look('cleared', panel);
    await clickByName(panel, 'button', 'Undo');
    await settled(panel, 2);

    const other = await driver.newPage(`${shop.url}/faults`);
    try {
      await shows(await other.openPanel(), 'Recording');
      await other.goto(await other.url());
      await other.click('#unknown-type');
      await clickByName(panel, 'button', 'This tab');
      await look('scope-menu', panel);
      await clickByName(panel, 'menuitemradio', 'All watched tabs');
      await settled(panel, 3);
      await look('all-tabs', panel);
    } finally {
      await other.close();
    }
    await openRecordings(panel);
    await look('recordings', panel);
    await clickByName(panel, 'button', new URL(shop.url).host);
    await shows(panel, 'Earlier recording of');
    await look('recording', panel);
    await clickByName(panel, 'button', 'Back to this tab');
    await settled(panel, 2);
  });
}

async function openRecordings(panel: Panel): Promise<void> {
  await clickByName(panel, 'button', 'All tabs');
  await clickByName(panel, 'menuitem', 'Earlier recordings');
  await shows(panel, '1 request');
}
