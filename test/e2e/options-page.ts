import type { Page, Scriptable } from './drivers/driver.ts';
import { type Stage, until } from './stage.ts';

/** Opens the options in a tab of their own, and closes it when all is done there. */
export async function withOptions({ driver }: Stage, run: (options: Page) => Promise<void>) {
  const options = await driver.extensionPage('options.html');
  await until(() => options.evaluate(() => document.querySelector('h1') !== null));
  await run(options);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await options.close();
}

/** Types into a field in place of what is there. */
export async function field(page: Page, section: string, index: number, text: string) {
  const selector = `section[aria-label="${section}"] form label:nth-of-type(${index + 1}) input`;
  await page.evaluate((selector) => {
    const input = document.querySelector<HTMLInputElement>(selector)!;
    input.value = '';
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, selector);
  await page.type(selector, text);
}

export function choose(page: Page, section: string, value: string): Promise<void> {
  return page.evaluate(
    (section, value) => {
      const list = document.querySelector<HTMLSelectElement>(
        `section[aria-label="${section}"] form select`,
      )!;
      list.value = value;
      list.dispatchEvent(new Event('change', { bubbles: true }));
    },
    section,
    value,
  );
}

export function submit(page: Page, section: string): Promise<void> {
  return page.click(`section[aria-label="${section}"] form button[type=submit]`);
}

/** Gives a rule another severity by its title; an empty one is its own. */
export function setRule(page: Page, title: string, setting: string): Promise<void> {
  return page.evaluate(
    (title, setting) => {
      const name = `Severity of: ${title}`;
      const list = document.querySelector<HTMLSelectElement>(`select[aria-label="${name}"]`)!;
      list.value = setting;
      list.dispatchEvent(new Event('change', { bubbles: true }));
    },
    title,
    setting,
  );
}

/** Puts a text into a section's large field at once, in place of what is there. */
export function paste(page: Page, section: string, text: string): Promise<void> {
  return page.evaluate(
    (selector, text) => {
      const area = document.querySelector<HTMLTextAreaElement>(selector)!;
      area.value = text;
      area.dispatchEvent(new Event('input', { bubbles: true }));
    },
    `section[aria-label="${section}"] textarea`,
    text,
  );
}

/** Chooses from a list, by the name of the list. */
export function chooseNamed(view: Scriptable, name: string, value: string): Promise<void> {
  return view.evaluate(
    (name, value) => {
      const list = document.querySelector<HTMLSelectElement>(`select[aria-label="${name}"]`)!;
      list.value = value;
      list.dispatchEvent(new Event('change', { bubbles: true }));
    },
    name,
    value,
  );
}
