import { expect, test } from 'vitest';
import { attacks } from '../../shop/attack-ids.ts';
import { capturesInLog } from '../log-reader.ts';
import type { Panel, Scriptable } from '../drivers/driver.ts';
import { clickByName, outline, type Row, rowsOf, settled } from '../panel-rows.ts';
import { closeLeft, onPage, pageReady, type Scene, shows, type Stage, until } from '../stage.ts';

/** A page that is not to be trusted, and what it can see of the extension. */
export function pageBorderSpecs(stage: () => Stage): void {
  /** On the hostile page, which was there first, DevTools is opened, and the hook has come. */
  async function onLoadedPage(run: (scene: Scene) => Promise<void>): Promise<void> {
    const { driver, shop } = stage();
    // While DevTools is open elsewhere, the hook would be there first.
    await closeLeft(stage());
    await until(async () => (await driver.background.evaluate(registeredScripts)).length === 0);
    const page = await driver.newPage(`${shop.url}/hostile`);
    try {
      await pageReady(page);
      const panel = await page.openPanel();
      await shows(panel, 'Recording');
      await until(() => page.evaluate(() => 'heard' in document.documentElement.dataset));
      await run({ page, panel });
    } finally {
      await page.close();
    }
  }

  /** The page sends a batch of one event. */
  function sendOne(page: Scriptable, productId: string): Promise<void> {
    return page.evaluate(
      (endpoint, productId) => {
        const events = [{ eventType: 'ProductViewed', eventId: `e-${productId}`, productId }];
        const body = JSON.stringify({ instrumentationKey: 'k', events });
        void fetch(endpoint, { method: 'POST', body });
      },
      stage().receiver.endpoint,
      productId,
    );
  }

  test('whatever a page does to its world, its calls go on and are seen by both observers', async () => {
    const { shop } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      const since = Date.now();
      let consents = 0;
      for (const [index, id] of attacks.entries()) {
        await page.goto(`${shop.url}/hostile?attack=${id}`);
        await until(() => page.evaluate(() => 'sent' in document.documentElement.dataset));
        const { sent, spied, uncaught }: Record<string, string | undefined> = await page.evaluate(
          () => Object.fromEntries(Object.entries(document.documentElement.dataset)),
        );
        expect({ id, sent, spied, uncaught }).toEqual({
          id,
          sent: '202',
          spied: '{}',
          uncaught: undefined,
        });
        const rows = await settled(panel, index + 1);
        expect(rows.at(-1)!.outcome).toBe('202');
        expect(rows.at(-1)!.brief).toContain(id);
        // Of a page whose frame sends, no line stands with the frame's.
        if (id !== 'hidden-iframe') consents += 1;
        const given = async () => (await rowsOf(panel)).filter(isConsentGiven).length;
        await until(async () => (await given()) === consents, given);
      }
      // A body that throws is not sent, by the network's word; what the page then sends is.
      const seen = await capturesInLog(panel, since);
      const both = seen.filter(({ network, page }) => network && page);
      expect(both).toHaveLength(attacks.length);
    });
  });

  test('a page that lay in wait for the hook forges rows of its own, each marked as such', async () => {
    const since = Date.now();
    await onLoadedPage(async ({ page, panel }) => {
      await page.click('#forge');
      await until(() => page.evaluate(() => 'forged' in document.documentElement.dataset));
      // Meanwhile another tab is served as ever.
      await onPage(stage(), '/faults', async (other) => {
        await other.page.click('#unknown-type');
        await settled(other.panel, 1);
        expect(await marksOf(other.panel)).toEqual([]);
      });
      await until(async () => (await marksOf(panel)).length === 2);
      expect(await marksOf(panel)).toEqual(['unconfirmed', 'seen by the page only']);
      const forged = (await capturesInLog(panel, since)).filter(({ network }) => !network);
      expect(forged).toHaveLength(2);
      expect(new Set(forged.map(({ visit }) => visit)).size).toBe(1);
      const headings = (await outline(panel)).map(([heading]) => heading).join('\n');
      expect(headings).toContain('Hostile');
      expect(headings).not.toContain('Forged');
    });
  });

  test('ten thousand forged messages in a second and one of 50 MB stop neither page nor panel', async () => {
    const since = Date.now();
    await onLoadedPage(async ({ page, panel }) => {
      await page.click('#flood');
      await until(() => page.evaluate(() => 'flooded' in document.documentElement.dataset));
      await sendOne(page, 'genuine');
      await until(() =>
        panel.evaluate(() => {
          const grid = document.querySelector('[role=treegrid]')!;
          grid.scrollTop = grid.scrollHeight;
          return [...grid.querySelectorAll('[role=row]')].some(
            ({ textContent }) => textContent.includes('genuine') && textContent.includes('202'),
          );
        }),
      );
      const { length } = await capturesInLog(panel, since);
      expect(length).toBeGreaterThan(1);
      expect(length).toBeLessThan(10_000);
      await clickByName(panel, 'button', 'Capture:');
      await shows(panel, 'The page reported more than was taken in', 60_000);
    });
  });

  test('a page that speaks as the hook would is not answered, whether the hook is there or off', async () => {
    const { driver, shop } = stage();
    await onPage(stage(), '/hostile', async ({ page, panel }) => {
      const speak = async () => {
        await page.click('#speak');
        await sendOne(page, 'said');
        // What the relay would say, it has said by now.
        await until(async () => (await rowsOf(panel)).some(({ brief }) => brief.includes('said')));
        return page.evaluate(() => {
          const { spoken, heard, answered = 'no' } = document.documentElement.dataset;
          return { spoken, heard, answered };
        });
      };
      const unanswered = { spoken: 'yes', heard: 'name-of-the-page', answered: 'no' };
      expect(await speak()).toEqual(unanswered);
      const { background } = driver;
      await background.evaluate(switchHook, [shop.url]);
      try {
        await until(() => background.evaluate(isHookOff));
        await page.goto(`${shop.url}/hostile?again`);
        await pageReady(page);
        expect(await speak()).toEqual(unanswered);
      } finally {
        await background.evaluate(switchHook, []);
      }
    });
  });

  test('DevTools opened on a loaded page: what it sends from then on is seen by the page observer too', async () => {
    const since = Date.now();
    await onLoadedPage(async ({ page, panel }) => {
      await sendOne(page, 'late');
      await settled(panel, 1);
      await until(async () => {
        const seen = await capturesInLog(panel, since);
        return seen.length === 1 && seen.every(({ network, page }) => network && page);
      });
    });
  });

  test('hook and relay are registered while DevTools is open, and neither before nor after', async () => {
    const { driver, shop } = stage();
    const registered = () => driver.background.evaluate(registeredScripts);
    await until(async () => (await registered()).length === 0);
    const page = await driver.newPage(`${shop.url}/faults`);
    try {
      const panel = await page.openPanel();
      await shows(panel, 'Recording');
      await until(async () => (await registered()).join() === 'hook,relay');
      await panel.close();
      await until(async () => (await registered()).length === 0);
    } finally {
      await page.close();
    }
  });

  test('a page hears nothing of the extension’s channels, is not heard there, and finds no log', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      const tabId = await panel.evaluate(
        () => (globalThis.browser ?? globalThis.chrome).devtools.inspectedWindow.tabId,
      );
      await page.evaluate(
        (names) => {
          const { dataset } = document.documentElement;
          for (const name of names) {
            const channel = new BroadcastChannel(name);
            channel.addEventListener('message', () => {
              dataset['overheard'] = name;
            });
            channel.postMessage({ kind: 'ask' });
            channel.postMessage({ kind: 'reset' });
            dataset['opened'] = name;
          }
        },
        ['tracking-log', `devtools:${tabId}`],
      );
      await page.click('#unknown-type');
      await settled(panel, 1);
      const found = await page.evaluate(async () => {
        const { opened, overheard = 'nothing' } = document.documentElement.dataset;
        const databases = await indexedDB.databases();
        return { opened, overheard, databases: databases.map(({ name }) => name) };
      });
      expect(found).toEqual({ opened: `devtools:${tabId}`, overheard: 'nothing', databases: [] });
    });
  });

  test('a page sees no difference between being watched and not', async () => {
    const { driver, shop } = stage();
    const page = await driver.newPage(`${shop.url}/hostile`);
    try {
      await pageReady(page);
      const look = () => page.evaluate(() => document.documentElement.dataset['look']);
      const unwatched = await look();
      const panel = await page.openPanel();
      await shows(panel, 'Recording');
      await page.goto(`${shop.url}/hostile?attack=nothing`);
      await settled(panel, 1);
      expect(await look()).toBe(unwatched);
    } finally {
      await page.close();
    }
  });

  test('a page can load nothing of the extension, nor speak to it', async () => {
    const { driver, shop } = stage();
    const base = await driver.background.evaluate(() => location.origin);
    const page = await driver.newPage(`${shop.url}/hostile`);
    try {
      await pageReady(page);
      for (const file of ['content-scripts/hook.js', 'icons/16.png', 'panel.html']) {
        const loaded = await page.evaluate(
          (url) =>
            new Promise<boolean>((resolve) => {
              const script = document.createElement('script');
              script.addEventListener('load', () => resolve(true));
              script.addEventListener('error', () => resolve(false));
              script.src = url;
              document.body.append(script);
            }),
          `${base}/${file}`,
        );
        expect([file, loaded]).toEqual([file, false]);
      }
      const look = await page.evaluate(() => document.documentElement.dataset['look'] ?? '');
      expect(JSON.parse(look)).toMatchObject({ runtime: 'undefined', browser: 'undefined' });
    } finally {
      await page.close();
    }
  });
}

const isConsentGiven = ({ text }: Row) => text.includes('Cookiebot: consent given');

/** Names of the marks of all events that are drawn, from top to bottom. */
function marksOf(panel: Panel): Promise<string[]> {
  return panel.evaluate(() =>
    [...document.querySelectorAll('[role=row].event .mark')].map((mark) => mark.ariaLabel ?? ''),
  );
}

// These run in the background.

async function registeredScripts(): Promise<string[]> {
  const { scripting } = globalThis.browser ?? globalThis.chrome;
  const scripts = await scripting.getRegisteredContentScripts();
  return scripts.map(({ id }) => id).toSorted();
}

async function isHookOff(): Promise<boolean> {
  const { scripting } = globalThis.browser ?? globalThis.chrome;
  const [hook] = await scripting.getRegisteredContentScripts({ ids: ['hook'] });
  return hook?.excludeMatches !== undefined && hook.excludeMatches.length > 0;
}

async function switchHook(hookOff: string[]): Promise<void> {
  await (globalThis.browser ?? globalThis.chrome).storage.local.set({ settings: { hookOff } });
}
