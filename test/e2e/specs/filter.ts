import { describe, expect, test } from 'vitest';
import type { Panel } from '../drivers/driver.ts';
import { clickByName, settled } from '../panel-rows.ts';
import { onPage, type Scene, shows, type Stage, until } from '../stage.ts';

/** What a user writes to find events, and what the panel makes of it. */
export function filterSpecs(stage: () => Stage): void {
  /** A page that has sent a ProductViewed and a SearchPerformed, with the focus in the filter. */
  function onTwoEvents(run: (scene: Scene) => Promise<void>): Promise<void> {
    return onPage(stage(), '/faults', async (scene) => {
      const { page, panel } = scene;
      try {
        await page.click('#danish');
        await settled(panel, 2);
        await panel.click(FIELD);
        await run(scene);
      } finally {
        await clear(panel);
        // The filter is remembered: what follows begins without one.
        await until(async () => (await stage().driver.background.evaluate(storedFilter)) === '');
      }
    });
  }

  describe('the filter', () => {
    test('shows events by fields, texts, patterns and what is known of the request', async () => {
      const cases: [text: string, type: string][] = [
        ['numberOfResults>=0', 'SearchPerformed'],
        ['query:"på Ærø"', 'SearchPerformed'],
        ['/r.dgr.d/', 'SearchPerformed'],
        ['-type:search', 'ProductViewed'],
        ['status:2xx (type:search OR is:pending)', 'SearchPerformed'],
        ['page:/faults host:127.0.0.1 has:productId', 'ProductViewed'],
      ];
      await onTwoEvents(async ({ panel }) => {
        for (const [text, type] of cases) {
          await panel.type(FIELD, text);
          const [row] = await settled(panel, 1);
          expect([text, row?.type]).toEqual([text, type]);
          await clear(panel);
          await settled(panel, 2);
        }
      });
    });

    test('is completed by keyboard alone, from the session’s own names, and its chips follow', async () => {
      await onTwoEvents(async ({ panel }) => {
        await panel.evaluate(() => document.querySelector<HTMLElement>('[role=treegrid]')!.focus());
        await panel.press('/');
        await panel.type(FIELD, 't');
        await until(async () => (await options(panel)).length > 5);
        expect(await areUncovered(panel)).toBe(true);
        await panel.type(FIELD, 'y');
        await until(async () => (await options(panel)).includes('type: type of the event'));
        await panel.press('ArrowDown');
        expect(await chosenOption(panel)).toContain('type:');
        await panel.press('Enter');
        await until(
          async () => (await options(panel)).length === 2,
          () => options(panel),
        );
        await panel.press('ArrowDown');
        await panel.press('ArrowDown');
        expect(await chosenOption(panel)).toContain('SearchPerformed');
        await panel.press('Enter');
        expect(await filterText(panel)).toBe('type:SearchPerformed ');
        expect(await options(panel)).toEqual([]);
        await settled(panel, 1);
        expect(await pressedChips(panel)).toEqual(['SearchPerformed']);
        await panel.type(FIELD, 'numb');
        await until(
          async () => (await options(panel)).length === 1,
          () => options(panel),
        );
        await panel.press('Escape');
        expect(await options(panel)).toEqual([]);
        expect(await filterText(panel)).toBe('type:SearchPerformed numb');
        await panel.press('Escape');
        expect(await filterText(panel)).toBe('');
        await settled(panel, 2);
        await panel.press('Escape');
        expect(await panel.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
      });
    });

    test('that is none is marked where its fault is, and the last good one stays in force', async () => {
      await onTwoEvents(async ({ panel }) => {
        await panel.type(FIELD, 'type:search ');
        await settled(panel, 1);
        await panel.type(FIELD, '"rød');
        await shows(panel, 'The quote is not closed.');
        await shows(panel, 'The last good filter stays in force.');
        expect(await marked(panel)).toEqual({ invalid: 'true', faulty: '"rød', described: true });
        await settled(panel, 1);
        await panel.type(FIELD, '"');
        await until(async () => (await marked(panel)).faulty === '');
        expect(await marked(panel)).toEqual({ invalid: 'false', faulty: '', described: false });
        await settled(panel, 1);
        await panel.type(FIELD, ' is:late');
        await shows(panel, '"late" is nothing that an event can be.');
        expect((await marked(panel)).faulty).toBe('late');
      });
    });

    test('counts what has to be looked at, and shows only that', async () => {
      await onTwoEvents(async ({ page, panel }) => {
        await page.click('#unreachable');
        await page.click('#wrong-field');
        await page.click('#unknown-type');
        await settled(panel, 5);
        const chips = ['errors 1', 'warnings 2', 'failed 1', 'never left 1'];
        // What the server answers is told last.
        await until(
          async () => (await stateChips(panel)).join() === chips.join(),
          () => stateChips(panel),
        );
        await clickByName(panel, 'button', 'never left');
        expect(await filterText(panel)).toBe('is:never-left');
        expect((await settled(panel, 1))[0]).toMatchObject({ outcome: 'never left' });
        await clickByName(panel, 'button', 'warnings');
        const shown = await settled(panel, 3);
        expect(shown.map(({ type }) => type)).toContain('OrderCreated');
      });
    });

    test('is edited by the chips, and is what it was when the panel opens again', async () => {
      await onTwoEvents(async ({ page, panel }) => {
        await clickByName(panel, 'button', 'ProductViewed');
        await settled(panel, 1);
        expect(await filterText(panel)).toBe('type=ProductViewed');
        await clickByName(panel, 'button', 'SearchPerformed');
        await settled(panel, 2);
        expect(await filterText(panel)).toBe('type=ProductViewed OR type=SearchPerformed');
        expect(await pressedChips(panel)).toEqual(['ProductViewed', 'SearchPerformed']);
        await clickByName(panel, 'button', 'ProductViewed');
        await settled(panel, 1);
        await clickByName(panel, 'button', '3f2a');
        const text = 'type=SearchPerformed key=3f2a…c9';
        await until(async () => (await filterText(panel)) === text);
        await settled(panel, 1);
        await until(async () => (await stage().driver.background.evaluate(storedFilter)) === text);
        await panel.close();
        const again = await page.openPanel();
        await until(async () => (await filterText(again)) === text);
        await settled(again, 1);
        await clear(again);
      });
    });

    test('that nothing matches says which part excludes how many, and gives a part up', async () => {
      await onTwoEvents(async ({ panel }) => {
        await panel.type(FIELD, 'type:search nowhere');
        await shows(panel, 'No event matches the filter');
        await until(
          async () => {
            const parts = await excludedParts(panel);
            return parts.join() === 'nowhere excludes 2 events,type:search excludes 1 event';
          },
          () => excludedParts(panel),
        );
        await clickByName(panel, 'button', 'Remove nowhere from the filter');
        await settled(panel, 1);
        expect(await filterText(panel)).toBe('type:search');
      });
    });
  });
}

const FIELD = '[role=combobox][aria-label=Filter]';

async function storedFilter(): Promise<string> {
  const { storage } = globalThis.browser ?? globalThis.chrome;
  const { settings } = await storage.local.get<{ settings?: { filter?: { text: string } } }>();
  return settings?.filter?.text ?? '';
}

function filterText(panel: Panel): Promise<string> {
  return panel.evaluate((field) => document.querySelector<HTMLInputElement>(field)!.value, FIELD);
}

async function clear(panel: Panel): Promise<void> {
  if ((await filterText(panel).catch(() => '')) === '') return;
  await clickByName(panel, 'button', 'Clear filter');
}

function options(panel: Panel): Promise<string[]> {
  return panel.evaluate(() =>
    [...document.querySelectorAll('[role=listbox] [role=option]')].map((one) => one.textContent),
  );
}

function chosenOption(panel: Panel): Promise<string> {
  return panel.evaluate((field) => {
    const id = document.querySelector(field)!.getAttribute('aria-activedescendant') ?? '';
    return document.getElementById(id)?.textContent ?? '';
  }, FIELD);
}

function stateChips(panel: Panel): Promise<string[]> {
  return panel.evaluate(() =>
    [...document.querySelectorAll('[aria-label="What to look at"] button')].map((one) =>
      [one.querySelector('bdi'), one.querySelector('.count')]
        .map((part) => part!.textContent)
        .join(' '),
    ),
  );
}

/** Whether each that is offered can be seen, and clicked. */
function areUncovered(panel: Panel): Promise<boolean> {
  return panel.evaluate(() =>
    [...document.querySelectorAll('[role=listbox] [role=option]')].every((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      return one.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    }),
  );
}

function pressedChips(panel: Panel): Promise<string[]> {
  return panel.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role=group] [aria-pressed=true] bdi')].map(
      (one) => one.innerText,
    ),
  );
}

/** How the field says that its text is no filter. */
function marked(panel: Panel) {
  return panel.evaluate((field) => {
    const input = document.querySelector(field)!;
    const described = input.getAttribute('aria-describedby');
    return {
      invalid: input.getAttribute('aria-invalid'),
      faulty: [...document.querySelectorAll('.faulty')].map((one) => one.textContent).join(''),
      described: described !== null && document.getElementById(described) !== null,
    };
  }, FIELD);
}

function excludedParts(panel: Panel): Promise<string[]> {
  return panel.evaluate(() => {
    const list = document.querySelector('ul[aria-label="What each part of the filter excludes"]');
    return [...(list?.querySelectorAll<HTMLElement>('li') ?? [])].map(({ innerText }) =>
      innerText.replace(/\s*Remove$/, '').replaceAll(/\s+/g, ' '),
    );
  });
}
