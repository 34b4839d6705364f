import axe, { type AxeResults, type RunOptions, type Spec } from 'axe-core';
import { expect } from 'vitest';
import type { Language } from '../../lib/language/translate.ts';
import { setSettings } from '../states/settings.ts';
import type { View } from './drivers/driver.ts';
import { type Stage, until } from './stage.ts';

/**
 * Expects that axe finds nothing in what is shown: in light and English, and in dark and Danish, as it stands. It
 * is left in light and English.
 */
export async function expectAccessible(
  { driver }: Pick<Stage, 'driver'>,
  view: View,
  state = '',
): Promise<void> {
  const found = await violations(view);
  await driver.setDark(true);
  await speak(view, 'da');
  const foundInDark = await violations(view);
  await driver.setDark(false);
  await speak(view, 'en');
  expect({ state, found, foundInDark }).toEqual({ state, found: [], foundInDark: [] });
}

/** What axe objects to, one line for each element. */
export async function violations(view: View): Promise<string[]> {
  if (!(await view.evaluate(() => 'axe' in globalThis))) {
    await view.evaluate(defineAxe);
    await view.evaluate(nameItemsAlone);
  }
  return view.evaluate(async () => {
    // Put there by its source, which no type of ours knows.
    const { axe } = globalThis as unknown as { axe: { run(how: RunOptions): Promise<AxeResults> } };
    // Style sheets are of the extension: none has to be fetched.
    const { violations } = await axe.run({ resultTypes: ['violations'], preload: false });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 300)} ${failureSummary}`),
    );
  });
}

/** As a function, since pages of the extension evaluate no texts; made of what is installed, and of nothing else. */
// oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- axe comes as a text, and runs over there
const defineAxe = new Function(axe.source) as () => void;

/** An item of a tree is named by its own field, and not by all that stands below it. */
function nameItemsAlone(): void {
  // Put there by its source, which no type of ours knows.
  const { axe } = globalThis as unknown as { axe: { configure(spec: Spec): void } };
  const selector = '[role]:not([role=treeitem]), button, a, summary';
  axe.configure({ rules: [{ id: 'label-content-name-mismatch', selector }] });
}

async function speak(view: View, language: Language): Promise<void> {
  await setSettings(view, { language });
  await until(() => view.evaluate((it) => document.documentElement.lang === it, language));
}
