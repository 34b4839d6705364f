import { expect, test } from 'vitest';
import { expectAccessible } from '../accessible.ts';
import type { Page, Panel } from '../drivers/driver.ts';
import { focuses } from '../keyboard.ts';
import { startShop } from '../../shop/shop.ts';
import { clickByName, outline, selectEvent, settled } from '../panel-rows.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

/** What of the log a panel shows. */
export function scopeSpecs(stage: () => Stage): void {
  test('what was cleared is back by undoing that, before what has come since, until it is cleared again', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#danish');
      await settled(panel, 2);
      await clickByName(panel, 'button', 'Clear');
      await settled(panel, 0);
      await shows(panel, 'Cleared: 1 request');
      await page.click('#unknown-type');
      await settled(panel, 1);
      // Whatever becomes of panel and background, it can be undone.
      await stage().driver.killBackground();
      await clickByName(panel, 'button', 'Undo');
      const types = (await settled(panel, 3)).map(({ type }) => type);
      expect(types).toEqual(['SearchPerformed', 'ProductViewed', 'ProductSneezedAt']);
      await hides(panel, 'Cleared');
      await focuses(panel, 'Events');

      await clickByName(panel, 'button', 'Clear');
      await shows(panel, 'Cleared: 2 requests');
      await expectAccessible(stage(), panel);
      await clickByName(panel, 'button', 'Leave it cleared');
      await hides(panel, 'Cleared');
      await settled(panel, 0);
    });
  });

  test('what a tab sends that the page has opened is there as well, in either panel, and paused with it', async () => {
    const { driver, receiver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#unknown-type');
      await settled(panel, 1);
      await openFrom(page, '/product/A-1?by=link', 'link');
      const opened = await driver.pageByUrl('by=link');
      try {
        await settled(panel, 2);
        expect(await outline(panel)).toEqual([
          [expect.stringContaining('/faults'), ['ProductSneezedAt']],
          [expect.stringContaining('/product/A-1?by=link'), ['ProductViewed']],
        ]);
        // That DevTools is not open there is told of that visit, and not of the panel's own page.
        await shows(panel, 'Capture: complete');
        const other = await opened.openPanel();
        await settled(other, 1);
        expect((await settled(panel, 2)).map(({ type }) => type)).toContain('ProductViewed');

        await clickByName(panel, 'button', 'Recording');
        await shows(panel, 'Recording is paused');
        await shows(other, 'Recording is paused');
        await clickByName(other, 'button', 'Resume recording');
        await shows(other, '● Recording');
        await shows(panel, 'Recording is paused');
        await opened.goto(await opened.url());
        await settled(other, 2);
        await settled(panel, 3);
        await clickByName(panel, 'button', 'Resume recording');
        await shows(panel, '● Recording');
      } finally {
        await opened.close();
      }
      // What it sent stays.
      await settled(panel, 3);
      await openFrom(page, '/product/A-1?by=popup', 'popup');
      const popup = await driver.pageByUrl('by=popup');
      try {
        await settled(panel, 4);
      } finally {
        await popup.close();
      }
      // What the user has opened beside it is no part of it.
      const before = receiver.requests.length;
      const beside = await driver.newPage(new URL('/product/A-1?by=user', await page.url()).href);
      try {
        await until(() => receiver.requests.length > before);
        await page.click('#unknown-type');
        const rows = await settled(panel, 5);
        expect(rows.filter(({ type }) => type === 'ProductViewed')).toHaveLength(3);
      } finally {
        await beside.close();
      }
    });
  });

  test('all watched tabs can be seen with a column of the tabs, a site in any tab, and earlier recordings to be read', async () => {
    const { driver, receiver } = stage();
    // Of a site of its own: the log has what other tests have sent.
    const shop = await startShop({ receiver: receiver.endpoint });
    try {
      await onPage({ ...stage(), shop }, '/faults', async ({ page, panel }) => {
        const { host } = new URL(shop.url);
        await page.click('#unknown-type');
        await settled(panel, 1);
        const other = await driver.newPage(`${shop.url}/faults`);
        try {
          await shows(await other.openPanel(), 'Recording');
          await other.goto(await other.url());
          await other.click('#danish');
          await choose(panel, 'This tab', 'All watched tabs');
          await settled(panel, 3);
          expect(await headings(panel)).toEqual(['Time', 'Tab', 'Key', 'Type', 'Values', 'Status']);
          expect(await tabCells(panel)).toEqual(['This tab', 'Tab 2', 'Tab 2']);
          await expectAccessible(stage(), panel);
        } finally {
          await other.close();
        }
        // A tab that has gone is watched no more.
        await settled(panel, 1);
        await choose(panel, 'All tabs', `All of ${host} in any tab`);
        await settled(panel, 3);
        await clickByName(panel, 'button', 'Clear');
        await settled(panel, 0);
        await shows(panel, 'Nothing of this has been recorded');
        await clickByName(panel, 'button', 'Undo');
        await settled(panel, 3);
        await clickByName(panel, 'button', host);
        await clickByName(panel, 'menuitemradio', 'This tab');
        await settled(panel, 1);
        expect(await headings(panel)).not.toContain('Tab');

        await clickByName(panel, 'button', 'This tab');
        await clickByName(panel, 'menuitem', 'Earlier recordings');
        await shows(panel, '1 request');
        await expectAccessible(stage(), panel);
        await clickByName(panel, 'button', host);
        await shows(panel, `Earlier recording of ${host}`);
        await settled(panel, 2);
        await page.click('#unknown-type');
        await selectEvent(panel, 0);
        await expectAccessible(stage(), panel);
        expect(await enabledButtons(panel)).toContain('Copy ▾');
        expect(await enabledButtons(panel)).not.toContain('Resend');
        expect(await enabledButtons(panel)).not.toContain('⊘ Clear');
        await clickByName(panel, 'button', 'Back to this tab');
        await settled(panel, 2);
        expect(await enabledButtons(panel)).toContain('⊘ Clear');
      });
    } finally {
      await shop.close();
    }
  });
}

/** Chooses something in a menu, by the names of both. */
async function choose(panel: Panel, menu: string, item: string): Promise<void> {
  await clickByName(panel, 'button', menu);
  await clickByName(panel, 'menuitemradio', item);
}

function headings(panel: Panel): Promise<string[]> {
  return textsOf(panel, '[role=columnheader].column');
}

function tabCells(panel: Panel): Promise<string[]> {
  return textsOf(panel, '.line.event .tab');
}

function enabledButtons(panel: Panel): Promise<string[]> {
  return textsOf(panel, 'button:enabled');
}

function textsOf(panel: Panel, selector: string): Promise<string[]> {
  return panel.evaluate(
    (selector) =>
      [...document.querySelectorAll<HTMLElement>(selector)].map(({ innerText }) =>
        innerText.trim(),
      ),
    selector,
  );
}

/** Opens an address in a tab or window of its own: by a link that hides where it comes from, or by a script. */
async function openFrom(page: Page, path: string, by: 'link' | 'popup'): Promise<void> {
  await page.evaluate(
    (path, by) => {
      document.getElementById('opens')?.remove();
      const link = document.createElement('a');
      Object.assign(link, {
        id: 'opens',
        href: path,
        target: '_blank',
        rel: 'noopener noreferrer',
      });
      link.textContent = 'Open';
      link.addEventListener('click', (event) => {
        if (by === 'link') return;
        event.preventDefault();
        open(path, 'popup', 'width=500,height=400');
      });
      document.querySelector('h1')!.before(link);
    },
    path,
    by,
  );
  await page.click('#opens');
}

function hides(panel: Panel, text: string): Promise<void> {
  return until(() => panel.evaluate((text) => !document.body.innerText.includes(text), text));
}
