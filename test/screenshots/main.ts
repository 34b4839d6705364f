/**
 * `npm run screenshots [-- DIR] [--browser firefox] [--state event]`: the panel and the extension's pages in each of
 * their states, light, dark and in forced colours, as a tab, docked right and docked at the bottom; and README's picture, `portrait-*`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Panel, View } from '../e2e/drivers/driver.ts';
import type { Browser } from '../e2e/drivers/find-browser.ts';
import { until } from '../e2e/stage.ts';
import { onStage } from '../start/stage.ts';
import { walkStates } from '../states/walk.ts';
import { pictureOf } from './picture.ts';
import { takePortrait } from './portrait.ts';

const { values, positionals } = parseArgs({
  options: { browser: { type: 'string' }, state: { type: 'string', multiple: true } },
  allowPositionals: true,
});
const [folder = 'test-results/screenshots'] = positionals;
const browsers = (['chromium', 'firefox'] as const).filter(
  (one) => one === (values.browser ?? one),
);

/** CSS pixels of the panel; the first is what it has when it is opened. */
const SIZES = { tab: [1100, 700], right: [360, 700], bottom: [1100, 220] } as const;

await mkdir(folder, { recursive: true });
for (const browser of browsers) await shoot(browser);

async function shoot(browser: Browser): Promise<void> {
  await onStage(browser, async (stage) => {
    if (browser === 'chromium') await takePortrait(stage, folder);
    await walkStates(stage, async (state, view) => {
      if (values.state && !values.state.includes(state)) return;
      for (const [size, [width, height]] of Object.entries(SIZES)) {
        if (isPanel(view)) await view.resize(width, height);
        else if (size !== 'tab') continue;
        for (const theme of ['light', 'dark', 'forced']) {
          await stage.driver.setDark(theme === 'dark');
          await stage.driver.setForcedColours(theme === 'forced');
          await until(async () => (await view.evaluate(isForced)) === (theme === 'forced'));
          const file = `${state}-${size}-${theme}-${browser}.png`;
          await writeFile(path.join(folder, file), await pictureOf(view));
        }
        await stage.driver.setForcedColours(false);
      }
      if (isPanel(view)) await view.resize(...SIZES.tab);
      console.log(`${browser}: ${state}`);
    });
  });
}

/** Runs in the document. */
function isForced(): boolean {
  return matchMedia('(forced-colors: active)').matches;
}

function isPanel(view: View): view is Panel {
  return 'resize' in view;
}
