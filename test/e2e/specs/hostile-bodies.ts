import { expect, test } from 'vitest';
import { hostileBodies, hostileSchema } from '../../shop/hostile-bodies.ts';
import { keyA } from '../../shop/keys.ts';
import type { Page } from '../drivers/driver.ts';
import { paste, submit, withOptions } from '../options-page.ts';
import { clickByName, detailText, selectEvent, settled } from '../panel-rows.ts';
import { shareOf } from '../seed.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

/** Milliseconds: tens of megabytes take their time through page, background, log and Worker. */
const PATIENCE = 60_000;

const CONTRACTS = 'Contracts';
const NAME = 'Hostile plan';
const NAME_FIELD = `section[aria-label="${CONTRACTS}"] form label:nth-of-type(3) input`;

/** Characters of a detail that are looked at: issues come first. */
const SHOWN = 3000;

/** How deep a value may be handed from a Worker to its page differs from browser to browser. */
const TOO_DEEP = /nested too deeply|so large that the rules looked at its first part only/;

/** What the panel says of each body. */
const SAID: Record<string, RegExp> = {
  deep: TOO_DEEP,
  tree: /nested too deeply|the check ended before it was through/,
  keys: /looked at its first part only/,
  long: /only its first part is kept/,
  proto: /A field has a name that JavaScript has taken/,
  half: /A text holds half a character/,
  bomb: /Unpacked from gzip, the body is larger than/,
  backtracking: /Does not match the pattern/,
};

export function hostileBodySpecs(stage: () => Stage): void {
  test(
    'hostile bodies are listed, each with its issue and its detail, and the panel lives on',
    { timeout: 5 * PATIENCE },
    async () => {
      await withOptions(stage(), async (options) => {
        await options.type(NAME_FIELD, NAME);
        await paste(options, CONTRACTS, JSON.stringify(hostileSchema));
        await submit(options, CONTRACTS);
        await shows(options, 'ProductViewed');
      });
      const bodies = shareOf(hostileBodies, stage().driver.name, 4);
      await onPage(stage(), '/hostile-bodies', async ({ page, panel }) => {
        for (const [index, { id }] of bodies.entries()) {
          await page.click(`#${id}`);
          await settled(panel, index + 1, PATIENCE);
          await selectEvent(panel, index, PATIENCE);
          const text = async () => (await detailText(panel)).slice(0, SHOWN);
          await until(async () => SAID[id]!.test(await text()), text, PATIENCE);
        }
        await sendSound(page, stage().receiver.endpoint);
        const sound = (await settled(panel, bodies.length + 1, PATIENCE)).at(-1)!;
        expect([sound.brief, sound.sign]).toEqual(['sound', '']);
        await selectEvent(panel, bodies.length, PATIENCE);
      });
      await withOptions(stage(), (options) => clickByName(options, 'button', `Remove ${NAME}`));
    },
  );
}

function sendSound(page: Page, endpoint: string): Promise<void> {
  return page.evaluate(
    async (url, instrumentationKey) => {
      const events = [{ eventType: 'ProductViewed', productId: 'sound' }];
      await fetch(url, { method: 'POST', body: JSON.stringify({ instrumentationKey, events }) });
    },
    endpoint,
    keyA,
  );
}
