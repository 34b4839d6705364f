import type { Panel } from './drivers/driver.ts';
import { until } from './stage.ts';

/** Stops of the Tab key that are passed at the most on the way to one. */
const MAX_STOPS = 60;

/** What has the focus, by its name, and whether that can be seen. */
export function focused(panel: Panel): Promise<{ name: string; isSeen: boolean }> {
  return panel.evaluate(() => {
    const { activeElement } = document;
    // The body has it where nothing has: between the last stop and the first.
    if (!(activeElement instanceof HTMLElement) || activeElement === document.body)
      return { name: '', isSeen: false };
    // An item of a tree is outlined without what is below it.
    const outlined = activeElement.querySelector(':scope > .field') ?? activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(outlined);
    const { top, bottom } = outlined.getBoundingClientRect();
    const labelled = activeElement.getAttribute('aria-labelledby');
    const name =
      activeElement.ariaLabel ??
      document.getElementById(labelled ?? '')?.textContent ??
      (activeElement.closest('label') ?? activeElement).innerText;
    const isInView = bottom > 0 && top < innerHeight;
    return { name, isSeen: outlineStyle !== 'none' && outlineWidth !== '0px' && isInView };
  });
}

/** Presses Tab, or another key that moves the focus, until what is so called has it. */
export async function goTo(panel: Panel, name: string | RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < MAX_STOPS; stop += 1) {
    await panel.press(key);
    const { name: now } = await focused(panel);
    if (typeof name === 'string' ? now.includes(name) : name.test(now)) return;
    passed.push(now);
  }
  throw new Error(`${key} does not lead to ${name}, but to ${passed.join(', ')}`);
}

/** Waits until what is so called has the focus. */
export async function focuses(panel: Panel, name: string): Promise<void> {
  const now = async () => (await focused(panel)).name;
  await until(async () => (await now()).includes(name), now);
}
