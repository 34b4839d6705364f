import { expect, test } from 'vitest';
import { walkEvents } from '../../states/events.ts';
import { walkResends } from '../../states/resends.ts';
import { walkWaiting } from '../../states/waiting.ts';
import { expectAccessible, violations } from '../accessible.ts';
import type { Panel } from '../drivers/driver.ts';
import { focused } from '../keyboard.ts';
import { clickByName, selectEvent, settled } from '../panel-rows.ts';
import { onPage, type Stage, until } from '../stage.ts';

/** States that other specs come to are looked at there. */
export function accessibilitySpecs(stage: () => Stage): void {
  test('axe finds nothing before there are events, in either theme and language', async () => {
    await walkWaiting(stage(), (state, view) => expectAccessible(stage(), view, state));
  });

  test('axe finds nothing in events, details, dialogs and the filter, in either theme and language', async () => {
    await walkEvents(stage(), (state, view) => expectAccessible(stage(), view, state));
  });

  test('with forced colours axe finds nothing, and what is selected, chosen or has failed is told apart', async () => {
    const { driver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#unknown-type');
      await settled(panel, 1);
      await page.click('#wrong-field');
      await settled(panel, 2);
      await selectEvent(panel, 1);
      await clickByName(panel, 'button', 'OrderCreated');
      await settled(panel, 1);
      await driver.setForcedColours(true);
      try {
        const isForced = () => matchMedia('(forced-colors: active)').matches;
        await until(() => panel.evaluate(isForced));
        expect(await violations(panel)).toEqual([]);
        const style = (selector: string, property: string) => styleOf(panel, selector, property);
        expect(await style('[role=row][aria-selected=true]', 'outline-style')).toBe('solid');
        expect(await style('.chip[aria-pressed=true]', 'outline-style')).toBe('solid');
        const ground = await style('body', 'background-color');
        expect(await style('.overview .failure', 'stroke')).not.toBe(ground);
        expect(await style('.overview .shown', 'fill')).not.toBe(
          await style('.overview .hidden', 'fill'),
        );
      } finally {
        await driver.setForcedColours(false);
        await clickByName(panel, 'button', 'Clear filter');
      }
    });
  });

  test('axe finds nothing where a batch is edited, resent and compared, in either theme and language', async () => {
    await walkResends(stage(), (state, view) => expectAccessible(stage(), view, state));
  });

  test('at 200 % beside the page nothing is cut off, and each stop of the Tab key has a name and is seen', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#wrong-field');
      await settled(panel, 1);
      await selectEvent(panel, 0);
      // In CSS pixels, half as many as at 100 %.
      await panel.resize(320, 220);
      const [wider, heights] = await panel.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const parts = ['[role=treegrid]', '[role=tabpanel]'];
        return [
          scrollWidth - clientWidth,
          parts.map((one) => document.querySelector(one)!.clientHeight),
        ] as const;
      });
      expect(wider).toBe(0);
      expect(Math.min(...heights)).toBeGreaterThan(60);

      await panel.evaluate(() => document.querySelector('button')!.focus());
      const stops: { name: string; isSeen: boolean }[] = [];
      do {
        await panel.press('Tab');
        stops.push(await focused(panel));
      } while (stops.length < 30 && !stops.at(-1)!.name.includes('Capture:'));
      expect(stops.map(({ name }) => name.replace(/^\W+/u, ''))).toEqual(
        expect.arrayContaining(['Clear', 'Preserve log', 'Filter', 'Options', 'Events', 'Event']),
      );
      expect(stops.filter(({ name, isSeen }) => name === '' || !isSeen)).toEqual([]);
      await panel.resize(1100, 700);
    });
  });
}

function styleOf(panel: Panel, selector: string, property: string): Promise<string> {
  return panel.evaluate(
    (selector, property) =>
      getComputedStyle(document.querySelector(selector)!).getPropertyValue(property),
    selector,
    property,
  );
}
