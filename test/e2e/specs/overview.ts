import { expect, test } from 'vitest';
import type { Page, Panel } from '../drivers/driver.ts';
import { clickByName, eventRows, settled } from '../panel-rows.ts';
import { onPage, type Stage, until } from '../stage.ts';

const STRIP = '[role=slider]';

/** The batches over time, above the list. */
export function overviewSpecs(stage: () => Stage): void {
  test('the overview counts batches and failures, and leads to them by a click', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await sendThree(page, panel);
      await until(
        async () => / · 3 batches · 1 failed · Faults/.test(await valueText(panel)),
        () => valueText(panel),
      );
      await panel.type('.filter', 'status:4xx');
      await until(async () => (await valueText(panel)).includes('1 shown by the filter'));
      await clickByName(panel, 'button', 'Clear filter');
      await settled(panel, 4);

      // Its first bar stands at the very left.
      await panel.drag(STRIP, 0.004, 0.004);
      await until(async () => (await selectedTypes(panel)).join() === 'ProductSneezedAt');
      expect(await filterText(panel)).toBe('');
    });
  });

  test('a stretch of time is chosen by the mouse, stands in the filter, and is taken out again', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await sendThree(page, panel);
      const [first = 0, second = 0] = await bars(panel);
      await panel.drag(STRIP, 0.001, (first + second) / 2);
      await until(
        async () => /^time:\d\d:\d\d(:\d\d)?\S*\.\.\d\d:\d\d\S*$/.test(await filterText(panel)),
        () => filterText(panel),
      );
      const types = async () => (await eventRows(panel)).map(({ type }) => type);
      await until(async () => (await types()).join() === 'ProductSneezedAt', types);

      await panel.press('Escape');
      await until(async () => (await filterText(panel)) === '');
      await settled(panel, 4);
    });
  });

  test('a stretch of time is chosen by keys alone, beside another filter', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await sendThree(page, panel);
      await panel.type('.filter', 'type:product');
      await settled(panel, 2);
      await panel.evaluate((strip) => document.querySelector<HTMLElement>(strip)!.focus(), STRIP);
      await panel.press('Home');
      await until(async () => (await valueText(panel)).includes(' · 1 batch · Faults'));
      await panel.press('ArrowRight');
      await panel.press('Shift+ArrowRight');
      await until(
        async () => (await valueText(panel)).includes(' · 2 batches · 1 failed · 1 shown'),
        () => valueText(panel),
      );
      expect(await filterText(panel)).toBe('type:product');
      await panel.press('Enter');
      await until(async () => /^type:product time:\S+$/.test(await filterText(panel)));
      expect((await settled(panel, 1)).map(({ type }) => type)).toEqual(['ProductViewed']);
      await panel.press(' ');
      await until(async () => (await selectedTypes(panel)).join() === 'ProductViewed');

      await panel.evaluate((strip) => document.querySelector<HTMLElement>(strip)!.focus(), STRIP);
      await panel.press('Escape');
      await until(async () => (await filterText(panel)) === 'type:product');
      await clickByName(panel, 'button', 'Clear filter');
      await settled(panel, 4);
    });
  });

  test('the overview can be hidden, stays so, and gives way where the panel is low', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await sendThree(page, panel);
      await panel.resize(1100, 220);
      await until(async () => !(await isSeen(panel)));
      await panel.resize(1100, 700);
      await until(() => isSeen(panel));
      await clickByName(panel, 'checkbox', 'Overview');
      await until(async () => !(await isSeen(panel)));
      await panel.close();

      const again = await page.openPanel();
      await settled(again, 4);
      expect(await isSeen(again)).toBe(false);
      await clickByName(again, 'checkbox', 'Overview');
      await until(() => isSeen(again));
    });
  });
}

/** Three batches, of four events, a while apart: the last is refused. */
async function sendThree(page: Page, panel: Panel): Promise<void> {
  let count = 0;
  for (const [id, events] of [
    ['unknown-type', 1],
    ['danish', 2],
    ['wrong-field', 1],
  ] as const) {
    await page.click(`#${id}`);
    count += events;
    await settled(panel, count);
    // So that each has a bar of its own.
    await page.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve, 250)));
  }
  await until(async () => (await bars(panel)).length === 3);
}

function valueText(panel: Panel): Promise<string> {
  return panel.evaluate((strip) => document.querySelector(strip)?.ariaValueText ?? '', STRIP);
}

/** Where the bars begin, as parts of the strip's width. */
function bars(panel: Panel): Promise<number[]> {
  return panel.evaluate((strip) => {
    const svg = document.querySelector<SVGSVGElement>(`${strip} svg`);
    const path = svg?.querySelector('.shown')?.getAttribute('d') ?? '';
    const width = svg?.viewBox.baseVal.width ?? 1;
    return [...path.matchAll(/M([\d.]+)/g)].map(([, left]) => Number(left) / width);
  }, STRIP);
}

function isSeen(panel: Panel): Promise<boolean> {
  return panel.evaluate(
    (strip) => document.querySelector(strip)?.checkVisibility() ?? false,
    STRIP,
  );
}

function filterText(panel: Panel): Promise<string> {
  return panel.evaluate(() => document.querySelector<HTMLInputElement>('.filter')!.value);
}

function selectedTypes(panel: Panel): Promise<string[]> {
  return panel.evaluate(() =>
    [...document.querySelectorAll('[role=row][aria-selected=true] .type')].map(
      ({ textContent }) => textContent,
    ),
  );
}
