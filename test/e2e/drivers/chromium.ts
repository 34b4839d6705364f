import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch, TargetType } from 'puppeteer-core';
import type { Browser, CDPSession, Frame, KeyInput, Page as Tab, Target } from 'puppeteer-core';
import { PATIENCE } from './driver.ts';
import type { Driver, LaunchOptions, Page, Panel, View } from './driver.ts';
import { needBrowser } from './find-browser.ts';

/** Large enough that the panel, below DevTools' own toolbar, has about 1100 x 700 pixels. */
const PANEL = { width: 1100, height: 700 };

export async function launchChromium(options: LaunchOptions): Promise<Driver> {
  const { headless = true, hosts = true, selfSigned = true, locale = 'en-US' } = options;
  const browser = await launch({
    executablePath: needBrowser('chromium'),
    headless,
    pipe: true, // Extensions cannot be installed over a socket; and the browser ends with the pipe.
    enableExtensions: true,
    handleDevToolsAsPage: true,
    // What the browser tells of each request would be half of its work in a flood.
    networkEnabled: false,
    issuesEnabled: false,
    // An attached Worker of the panel would wait for a debugger that nobody is.
    targetFilter: (target) => !isWorker(target.url()),
    defaultViewport: null,
    env: { ...process.env, LANGUAGE: locale }, // On Linux --lang alone changes nothing.
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(hosts ? ['--host-resolver-rules=MAP *.test 127.0.0.1'] : []),
      ...(selfSigned ? ['--ignore-certificate-errors'] : []),
      `--lang=${locale}`,
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--window-size=1400,900',
    ],
  });
  try {
    const install = () => browser.installExtension(path.resolve(options.extension));
    return await drive(browser, install, options.title);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** The panel's Worker, not the extension's service worker. */
const isWorker = (url: string) => /^chrome-extension:.*\.worker-/.test(url);

async function drive(
  browser: Browser,
  install: () => Promise<string>,
  title: string,
): Promise<Driver> {
  const base = `chrome-extension://${await install()}/`;
  const errors = watchErrors(browser, base);
  const [ownTab = await browser.newPage()] = await browser.pages();
  const worker = await watchWorker(browser, ownTab, base, errors);

  const forcing = new Map<Target, CDPSession>();

  const openTab = async (url?: string): Promise<Page> => {
    const tab = await browser.newPage();
    if (url) await tab.goto(url);
    return pageOf(tab, openPanel);
  };

  const openPanel = async (tab: Tab): Promise<Panel> =>
    showPanel(browser, await tab.openDevTools(), base, title);

  return {
    name: 'chromium',
    errors,
    background: worker,
    newPage: openTab,
    extensionPage: (file) => openTab(base + file),
    async pages() {
      return (await tabsOf(browser)).map((tab) => tab.url());
    },
    async pageByUrl(part) {
      const found = await until(`a tab on ${part}`, async () =>
        (await tabsOf(browser)).find((tab) => tab.url().includes(part)),
      );
      await found.bringToFront();
      return pageOf(found, openPanel);
    },
    killBackground: () => worker.kill(),
    async reloadExtension() {
      // What is installed already from the same folder takes the place of what was there.
      await install();
      await worker.evaluate(() => {});
    },
    async setDark(dark) {
      const scheme = { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' };
      for (const tab of await tabsOf(browser)) await tab.emulateMediaFeatures([scheme]);
      const open = (await browser.pages()).filter(isDevTools);
      for (const devtools of open) await setTheme(devtools, title, dark);
      if (open.length > 0) return;
      // DevTools keeps its settings by itself, but only DevTools can set them.
      const devtools = await ownTab.openDevTools();
      await setTheme(devtools, title, dark);
      await devtools.close();
    },
    async setForcedColours(on) {
      const isPage = (target: Target) => target.type() !== TargetType.SERVICE_WORKER;
      for (const target of browser.targets()) {
        if (!target.url().startsWith(base) || !isPage(target)) continue;
        const session = forcing.get(target) ?? (on && (await target.createCDPSession()));
        if (!session) continue;
        forcing.set(target, session);
        // Neither an empty list nor the end of the session lifts what has been forced.
        const features = [{ name: 'forced-colors', value: on ? 'active' : 'none' }];
        await session.send('Emulation.setEmulatedMedia', { features });
      }
    },
    close: () => browser.close(),
  };
}

function isDevTools(tab: Tab): boolean {
  return tab.url().startsWith('devtools://');
}

async function tabsOf(browser: Browser): Promise<Tab[]> {
  return (await browser.pages()).filter((tab) => !isDevTools(tab));
}

function pageOf(tab: Tab, openPanel: (tab: Tab) => Promise<Panel>): Page {
  return {
    ...viewOf(tab, async () => tab.mainFrame()),
    goto: async (url) => void (await tab.goto(url)),
    url: async () => tab.url(),
    frame: (selector) =>
      viewOf(tab, () =>
        until(`a document in ${selector}`, async () =>
          (await tab.waitForSelector(selector, { timeout: PATIENCE }))?.contentFrame(),
        ),
      ),
    openPanel: () => openPanel(tab),
    close: () => tab.close(),
  };
}

/** `tab` is what has the keyboard; `frameNow` the document in it that is meant. */
function viewOf(tab: Tab, frameNow: () => Promise<Frame>): View {
  return {
    async evaluate<A extends unknown[], R>(run: (...args: A) => R | Promise<R>, ...args: A) {
      const frame = await frameNow();
      return (await frame.evaluate(run as (...args: unknown[]) => unknown, ...args)) as R;
    },
    async click(selector) {
      await tab.bringToFront();
      await (await frameNow()).locator(selector).setTimeout(PATIENCE).click();
    },
    async drag(selector, from, to) {
      await tab.bringToFront();
      const options = { visible: true, timeout: PATIENCE };
      const element = await (await frameNow()).waitForSelector(selector, options);
      const box = await element?.boundingBox();
      if (!box) throw new Error(`${selector} is hidden`);
      const at = (part: number) => [box.x + part * box.width, box.y + box.height / 2] as const;
      await tab.mouse.move(...at(from));
      await tab.mouse.down();
      await tab.mouse.move(...at(to), { steps: 5 });
      await tab.mouse.up();
    },
    async type(selector, text) {
      await tab.bringToFront();
      const field = await (
        await frameNow()
      ).waitForSelector(selector, {
        visible: true,
        timeout: PATIENCE,
      });
      await field?.focus();
      await field?.evaluate(caretToEnd);
      await tab.keyboard.type(text);
    },
    async press(key) {
      await tab.bringToFront();
      const [, modifiers = '', last = key] = /^((?:\w+\+)*)(.+)$/u.exec(key) ?? [];
      const held = modifiers.split('+').filter(Boolean) as KeyInput[];
      for (const modifier of held) await tab.keyboard.down(modifier);
      await tab.keyboard.press(last as KeyInput);
      for (const modifier of held.toReversed()) await tab.keyboard.up(modifier);
    },
    async screenshot() {
      const element = await (await frameNow()).frameElement();
      return Buffer.from(await (element ?? tab).screenshot());
    },
  };
}

function caretToEnd(field: Element): void {
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    // Only fields of text have a caret: `null` for the others, such as type=number.
    if (field.selectionStart !== null)
      field.setSelectionRange(field.value.length, field.value.length);
  }
}

// DevTools' front end: its modules are all there is to steer it by. As text, since a bundler that
// saw these imports would rewrite them.

const showView = (title: string): string => `(async () => {
  const { DockController, InspectorView, ViewManager } = await import('./ui/legacy/legacy.js');
  const pane = InspectorView.InspectorView.instance().tabbedPane;
  const title = ${JSON.stringify(title)};
  const id = pane.tabIds().find((id) => id.startsWith('chrome-extension://') && id.endsWith(title));
  if (!id) return false;
  DockController.DockController.instance().setDockSide('undocked');
  await ViewManager.ViewManager.instance().showView(id);
  return pane.selectedTabId === id;
})()`;

const changeTheme = (theme: string): string => `(async () => {
  const { Settings } = await import('./core/common/common.js');
  Settings.Settings.instance().moduleSetting('ui-theme').set(${JSON.stringify(theme)});
})()`;

async function untilShown(devtools: Tab, title: string): Promise<void> {
  // While DevTools starts, what is asked of it fails.
  await until('the panel', () => devtools.evaluate(showView(title)).catch(() => false));
}

async function showPanel(
  browser: Browser,
  devtools: Tab,
  base: string,
  title: string,
): Promise<Panel> {
  await untilShown(devtools, title);
  const frameNow = (): Promise<Frame> =>
    until('a document in the panel', async () =>
      devtools.frames().find((frame) => frame.url().startsWith(`${base}panel.html`)),
    );
  const panel: Panel = {
    ...viewOf(devtools, frameNow),
    async resize(width, height) {
      let asked: { size: string; bounds: { width: number; height: number } } | undefined;
      await until(`a panel of ${width} x ${height}`, async () => {
        // As DevTools undocks, it gets a window of its own, and its frames go elsewhere.
        const windowId = await devtools.windowId();
        const now = await (await (await frameNow()).frameElement())?.boundingBox();
        const bounds = await browser.getWindowBounds(windowId);
        if (!now || !bounds.width || !bounds.height) return false;
        const [wider, higher] = [width - Math.round(now.width), height - Math.round(now.height)];
        if (wider === 0 && higher === 0) return true;
        const size = `${now.width} x ${now.height}`;
        // Until the window's content is laid out anew, its size says nothing of the new bounds.
        if (asked?.size !== size) {
          const next = { width: bounds.width + wider, height: bounds.height + higher };
          asked = { size, bounds: next };
        }
        await browser.setWindowBounds(windowId, asked.bounds);
        await sleep(100);
        return false;
      });
    },
    memory: () => memoryOf(browser.process()?.pid),
    close: () => devtools.close(),
  };
  await panel.resize(PANEL.width, PANEL.height);
  return panel;
}

/** Of the process that the extension's pages and Workers share, as Linux counts it. */
async function memoryOf(browser: number | undefined): Promise<number> {
  const processes = await readdir('/proc');
  for (const id of processes.filter((name) => /^\d+$/.test(name))) {
    const read = (file: string) => readFile(`/proc/${id}/${file}`, 'utf8').catch(() => '');
    const command = await read('cmdline');
    if (!command.includes('--extension-process')) continue;
    const parent = / (\d+) /.exec((await read('stat')).replace(/^.*\) \w/s, ''))?.[1];
    const own = parent !== undefined && (await isBelow(parent, browser));
    if (own) return 1024 * Number(/^Pss:\s+(\d+)/m.exec(await read('smaps_rollup'))?.[1]);
  }
  return NaN;
}

async function isBelow(process: string, ancestor: number | undefined): Promise<boolean> {
  for (let id = process; id !== '0';) {
    if (Number(id) === ancestor) return true;
    const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
    id = / (\d+) /.exec(stat.replace(/^.*\) \w/s, ''))?.[1] ?? '0';
  }
  return false;
}

async function setTheme(devtools: Tab, title: string, dark: boolean): Promise<void> {
  await untilShown(devtools, title); // It has no settings before it has started.
  await devtools.evaluate(changeTheme(dark ? 'dark' : 'default')); // The light one is called default.
}

interface Worker {
  evaluate: Driver['background']['evaluate'];
  kill: () => Promise<boolean>;
}

/**
 * The service worker, attached to only while code runs in it: a debugger that stays attached keeps
 * it alive. Its errors are told by the registration, which `ownTab` can watch without attaching.
 */
async function watchWorker(
  browser: Browser,
  ownTab: Tab,
  base: string,
  errors: string[],
): Promise<Worker> {
  const registrations = await ownTab.createCDPSession();
  registrations.on('ServiceWorker.workerErrorReported', ({ errorMessage: e }) => {
    errors.push(`${e.errorMessage} (${e.sourceURL}:${e.lineNumber})`);
  });
  // A worker that is asked anything before that may never answer (9 of 36 launches).
  const activated = new Promise<void>((resolve) => {
    registrations.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      const own = versions.filter(({ scriptURL }) => scriptURL.startsWith(base));
      if (own.some(({ status }) => status === 'activated')) resolve();
    });
  });
  await registrations.send('ServiceWorker.enable');
  await Promise.race([activated, sleep(PATIENCE)]);
  const root = await browser.target().createCDPSession();

  const isWorker = (target: Target): boolean =>
    target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(base);
  const running = async (): Promise<string[]> => {
    const { targetInfos } = await root.send('Target.getTargets');
    return targetInfos
      .filter((info) => info.type === 'service_worker' && info.url.startsWith(base))
      .map((info) => info.targetId);
  };

  return {
    async evaluate<A extends unknown[], R>(run: (...args: A) => R | Promise<R>, ...args: A) {
      if (!browser.targets().some(isWorker)) {
        await registrations.send('ServiceWorker.startWorker', { scopeURL: base });
      }
      const target = await browser.waitForTarget(isWorker, { timeout: PATIENCE });
      const session = await target.createCDPSession();
      try {
        return (await evaluateIn(session, `(${String(run)})(...${JSON.stringify(args)})`)) as R;
      } finally {
        await session.detach();
      }
    },
    async kill() {
      const doomed = new Set(await running());
      await until('the end of the worker', async () => {
        const left = (await running()).filter((targetId) => doomed.has(targetId));
        for (const targetId of left)
          await root.send('Target.closeTarget', { targetId }).catch(() => {});
        return left.length === 0;
      });
      return doomed.size > 0;
    },
  };
}

async function evaluateIn(session: CDPSession, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) {
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }
  return result.value;
}

/** Errors of the extension's pages and panels. V8 remembers what was thrown before we listened. */
function watchErrors(browser: Browser, base: string): string[] {
  const errors: string[] = [];
  const watched = new WeakSet<Target>();
  const watch = async (target: Target): Promise<void> => {
    if (!target.url().startsWith(base) || target.type() === TargetType.SERVICE_WORKER) return;
    if (watched.has(target)) return;
    watched.add(target);
    const session = await target.createCDPSession();
    session.on('Runtime.exceptionThrown', ({ exceptionDetails: e }) => {
      const [what] = (e.exception?.description ?? e.text).split('\n');
      errors.push(`${what} (${e.url ?? target.url()}:${e.lineNumber})`);
    });
    await session.send('Runtime.enable');
  };
  const watchIfThere = (target: Target): void => {
    watch(target).catch(() => {}); // It closed in the meantime.
  };
  browser.on('targetcreated', watchIfThere);
  browser.on('targetchanged', watchIfThere);
  return errors;
}

/** Asks until the answer is truthy. */
async function until<T>(what: string, ask: () => Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await sleep(50);
  }
}
