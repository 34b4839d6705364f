/**
 * The half of the Firefox driver that runs inside Firefox, with the browser's own privileges: its
 * global names are Firefox's. `firefox.ts` calls the exported functions, with JSON both ways.
 *
 * A place is where to act: `{ tab }` is the page in a tab, by its browserId, which outlives
 * navigation; with `panel: true` the extension's panel in the DevTools of that tab; with `frame` the
 * iframe which that selector finds there; `{ background: true }` is the background.
 * It is looked up anew for each action, since documents and processes come and go.
 */
import { event } from 'chrome://remote/content/shared/webdriver/Event.sys.mjs';
import {
  ProgressListener,
  waitForInitialNavigationCompleted,
} from 'chrome://remote/content/shared/Navigate.sys.mjs';
import { AddonManager } from 'resource://gre/modules/AddonManager.sys.mjs';
import { ExtensionPermissions } from 'resource://gre/modules/ExtensionPermissions.sys.mjs';
import { setInterval, setTimeout } from 'resource://gre/modules/Timer.sys.mjs';
import { require } from 'resource://devtools/shared/loader/Loader.sys.mjs';

const PATIENCE = 10_000;
const MODIFIERS = { Control: 'ctrlKey', Shift: 'shiftKey', Alt: 'altKey', Meta: 'metaKey' };

let driven; // { id, title } of the extension

/** What `moz-extension://` URLs of the extension begin with. */
export function drive(id, title) {
  driven = { id, title };
  return `moz-extension://${WebExtensionPolicy.getByID(id).mozExtensionHostname}/`;
}

/** Quits when the process that launched us is gone, however it went; where /proc tells. */
export async function liveWith(pid) {
  const alive = () => IOUtils.exists(`/proc/${pid}`);
  if (!(await alive())) return;
  setInterval(async () => {
    if (!(await alive())) Services.startup.quit(Services.startup.eForceQuit);
  }, 1_000);
}

// Tabs

export async function openTab() {
  const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
  const tab = gBrowser.addTrustedTab('about:blank');
  gBrowser.selectedTab = tab;
  await waitForInitialNavigationCompleted(tab.linkedBrowser.webProgress);
  return tab.linkedBrowser.browserId;
}

export async function goto(tab, url) {
  const browser = browserOf(tab);
  const loaded = new ProgressListener(browser.webProgress, {
    expectNavigation: true,
    waitForExplicitStart: true,
  }).start();
  browser.loadURI(Services.io.newURI(url), {
    triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal(),
  });
  await loaded;
}

export const url = (tab) => browserOf(tab).currentURI.spec;

export const tabs = () => allTabs().map(({ linkedBrowser }) => linkedBrowser.currentURI.spec);

export async function findTab(part) {
  const tab = await until(`a tab on ${part}`, () =>
    allTabs().find(({ linkedBrowser }) => linkedBrowser.currentURI.spec.includes(part)),
  );
  await select(tab.linkedBrowser.browserId);
  return tab.linkedBrowser.browserId;
}

export function closeTab(id) {
  const tab = tabOf(id);
  windowOf(tab).gBrowser.removeTab(tab);
}

function allTabs() {
  return [...Services.wm.getEnumerator('navigator:browser')].flatMap((win) => win.gBrowser.tabs);
}

function tabOf(id) {
  const tab = allTabs().find(({ linkedBrowser }) => linkedBrowser.browserId === id);
  if (!tab) throw new Error('The tab is closed');
  return tab;
}

const windowOf = (tab) => tab.ownerDocument.defaultView;

const browserOf = (id) => tabOf(id).linkedBrowser;

/** Until the switch is done, the focus is still on its way. */
async function select(id) {
  const tab = tabOf(id);
  const win = windowOf(tab);
  win.focus();
  if (win.gBrowser.selectedTab === tab) return;
  const done = new Promise((resolve) => {
    win.gBrowser.addEventListener('TabSwitchDone', resolve, { once: true });
  });
  win.gBrowser.selectedTab = tab;
  await Promise.race([done, sleep(PATIENCE)]);
}

// DevTools

const { gDevTools } = require('devtools/client/framework/devtools');

export async function openPanel(tab) {
  await select(tab);
  const toolbox = await gDevTools.showToolboxForTab(tabOf(tab), {
    toolId: 'options',
    hostType: 'bottom',
  });
  const tool = await until('the panel to be registered', () => toolOf(toolbox));
  await toolbox.selectTool(tool.id);
  await until('the panel to load', () => {
    const browser = panelBrowser(tab);
    return (
      browser?.currentURI?.scheme === 'moz-extension' && !browser.webProgress?.isLoadingDocument
    );
  });
}

export async function closeDevTools(tab) {
  await gDevTools.getToolboxForTab(tabOf(tab))?.destroy();
}

/** No window is narrower, in pixels. */
const NARROWEST = 500;

/**
 * DevTools is below the page: the window grows with it. A panel that is narrower than a window, as beside the
 * page, has a part of its place only: Firefox would load it anew when it is docked elsewhere.
 */
export async function resizePanel(tab, width, height) {
  await select(tab);
  await until(`a panel of ${width} x ${height}`, async () => {
    const panel = panelBrowser(tab);
    panel.style.maxWidth = width < NARROWEST ? `${width}px` : '';
    const now = panel.getBoundingClientRect();
    const wider = width - Math.round(now.width);
    const higher = height - Math.round(now.height);
    if (wider === 0 && higher === 0) return true;
    const win = windowOf(tabOf(tab));
    const host = win.document.querySelector('.devtools-toolbox-bottom-iframe');
    win.resizeBy(wider, higher);
    host.style.height = `${host.getBoundingClientRect().height + higher}px`;
    await sleep(100);
    return false;
  });
}

export function setTheme(theme) {
  Services.prefs.setStringPref('devtools.theme', theme);
  // What the system is said to prefer: 0 is dark, 1 is light.
  const scheme = theme === 'dark' ? 0 : 1;
  Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', scheme);
}

export function forceColours(on) {
  // 2 is always, 0 is with high contrast only.
  Services.prefs.setIntPref('browser.display.document_color_use', on ? 2 : 0);
}

function toolOf(toolbox) {
  return toolbox
    .getAdditionalTools()
    .find((tool) => tool.extensionId === driven.id && tool.label === driven.title);
}

function panelBrowser(tab) {
  const toolbox = gDevTools.getToolboxForTab(tabOf(tab));
  if (!toolbox) throw new Error('DevTools is closed');
  return toolbox.doc
    .getElementById(`toolbox-panel-iframe-${toolOf(toolbox)?.id}`)
    ?.contentDocument?.querySelector('browser[webextension-view-type=devtools_panel]');
}

// The background

const extension = () => WebExtensionPolicy.getByID(driven.id).extension;

export async function killBackground() {
  const ran = extension().backgroundState !== 'stopped';
  await extension().terminateBackground({
    ignoreDevToolsAttached: true,
    disableResetIdleForTest: true,
  });
  await until('the end of the background', () => extension().backgroundState === 'stopped');
  return ran;
}

export async function reloadExtension() {
  const before = extension();
  const addon = await AddonManager.getAddonByID(driven.id);
  await addon.reload();
  await until('the extension anew', () => {
    const now = WebExtensionPolicy.getByID(driven.id)?.extension;
    return now !== before && now?.backgroundState === 'running';
  });
}

function runningBackground() {
  // It may be stopping right now: to wake it is then in vain, and tried again.
  extension()
    .wakeupBackground?.()
    .catch(() => {});
  if (extension().backgroundState !== 'running') return null;
  const view = [...extension().views].find(({ viewType }) => viewType === 'background');
  return view?.xulBrowser.browsingContext;
}

// Permissions

export async function grant(origins) {
  await ExtensionPermissions.add(driven.id, ofOrigins(origins), extension());
}

export async function revoke(origins) {
  await ExtensionPermissions.remove(driven.id, ofOrigins(origins), extension());
}

const ofOrigins = (origins) => ({ permissions: [], origins, data_collection: [] });

// Acting in a document

/** `script` is a function's text. It runs in a sandbox whose prototype is the window. */
export async function evaluate(place, script, args) {
  const context = await contextOf(place);
  return runIn(context, script, args);
}

export async function click(place, selector) {
  await select(place.tab);
  const context = await contextOf(place);
  if (place.frame) {
    await runIn(context.parent, String(scrollTo), [place.frame]);
    // The compositor finds what has been painted.
    for (const one of [context, context.parent]) await runIn(one, String(painted), []);
  }
  const at = await runIn(context, String(aim), [selector, PATIENCE]);
  const [x, y] = await actorOf(context).toBrowserWindowCoordinates([at.x, at.y]);
  const win = context.topChromeWindow;
  const document = context.currentWindowGlobal;
  for (const type of ['mousemove', 'mousedown', 'mouseup']) {
    const button = type === 'mousemove' ? {} : { button: 0, clickCount: 1 };
    // asyncEnabled: by way of the compositor, which alone finds iframes of other processes.
    const asked = { type, ...button, asyncEnabled: true };
    // A document that goes away by the click does not confirm it.
    await whileThere(context, document, event.synthesizeMouseAtPoint(x, y, asked, win));
  }
  await settle(context);
}

/** From one part of the element's width to another. */
export async function drag(place, selector, from, to) {
  await select(place.tab);
  const context = await contextOf(place);
  await runIn(context, String(aim), [selector, PATIENCE]);
  const { left, top, width, height } = await runIn(context, String(boxOf), [selector]);
  const move = async (part, asked) => {
    const inPanel = [left + part * width, top + height / 2];
    const [x, y] = await actorOf(context).toBrowserWindowCoordinates(inPanel);
    const options = { button: 0, ...asked, asyncEnabled: true };
    await event.synthesizeMouseAtPoint(x, y, options, context.topChromeWindow);
  };
  await move(from, { type: 'mousemove' });
  await move(from, { type: 'mousedown', clickCount: 1 });
  for (const part of [from + (to - from) / 2, to]) {
    await move(part, { type: 'mousemove', buttons: 1 });
  }
  await move(to, { type: 'mouseup', clickCount: 1 });
  await settle(context);
}

export async function type(place, selector, text) {
  await select(place.tab);
  const context = await contextOf(place);
  context.top.embedderElement.focus();
  await runIn(context, String(focusEnd), [selector, PATIENCE]);
  for (const character of text) sendKey(context, character === '\n' ? 'Enter' : character);
  await settle(context);
}

/** `key` goes to what has the focus in the window, as the user's would. */
export async function press(place, key, modifiers) {
  await select(place.tab);
  const context = await contextOf(place);
  const browser = context.top.embedderElement;
  if (Services.focus.focusedElement !== browser) browser.focus();
  sendKey(context, key, Object.fromEntries(modifiers.map((name) => [MODIFIERS[name], true])));
  await settle(context);
}

function sendKey(context, key, modifiers = {}) {
  event.sendSingleKey(
    { key, printable: [...key].length === 1, ...modifiers },
    context.topChromeWindow,
  );
}

/**
 * A key goes to the document, and what is not used there comes back and may go there once more, as
 * the command that it is a shortcut for. So twice there and back, unless the document is gone by then.
 */
async function settle(context) {
  for (let trip = 0; trip < 2; trip++) {
    await runIn(context, '() => new Promise((resolve) => setTimeout(resolve))', []).catch(() => {});
  }
}

/** PNG in base64. */
export async function screenshot(place) {
  const context = await contextOf(place);
  const image = await context.currentWindowGlobal.drawSnapshot(null, 1, 'white');
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  image.close();
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  return bytes.toBase64();
}

async function contextOf({ tab, panel, frame, background }) {
  if (background) return until('the background', runningBackground);
  const context = await until('a document', () => {
    const { browsingContext } = panel ? panelBrowser(tab) : browserOf(tab);
    return browsingContext?.currentWindowGlobal && browsingContext;
  });
  if (!frame) return context;
  const index = await runIn(context, String(indexOfFrame), [frame, PATIENCE]);
  return until(`a document in ${frame}`, () => {
    const child = context.children[index];
    return child?.currentWindowGlobal && child;
  });
}

const actorOf = (context) => context.currentWindowGlobal?.getActor('MarionetteCommands');

async function runIn(context, script, args) {
  const wrapped = `const [args, done] = arguments;
    (async () => (${script})(...args))().then(
      (value) => done({ value }),
      (error) => done({ error: String(error) + '\\n' + error?.stack }),
    );`;
  const document = context.currentWindowGlobal;
  const answering = actorOf(context).executeScript(wrapped, [args], {
    async: true,
    sandboxName: null,
    newSandbox: false,
    timeout: 60_000,
    file: 'evaluate',
    line: 0,
  });
  const answer = await whileThere(context, document, answering);
  if (!answer) throw new Error('The document was left before it answered');
  if (answer.error) throw new Error(answer.error);
  return answer.value;
}

/**
 * What a document answers; nothing once it was left. One put into the back/forward cache is frozen,
 * not gone, and so is its context: what runs in it never answers.
 */
async function whileThere(context, document, answering) {
  const isThere = () =>
    context.currentWindowGlobal === document &&
    context.top.embedderElement?.browsingContext === context.top;
  const state = { answered: false };
  const done = () => {
    state.answered = true;
  };
  answering.then(done, done);
  const left = async () => {
    while (!state.answered && isThere()) await sleep(50);
    return state.answered ? answering : undefined;
  };
  return Promise.race([answering, left()]);
}

async function until(what, ask) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await sleep(25);
  }
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// These run in the document: they close over nothing.

/** The middle of the element once it is there, at rest, and not covered by another one. */
async function aim(selector, patience) {
  const deadline = Date.now() + patience;
  for (let last = ''; ;) {
    const element = document.querySelector(selector);
    element?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    const box = element?.getBoundingClientRect();
    const at = box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const hit = at && document.elementFromPoint(at.x, at.y);
    const ready =
      box?.width && (element.contains(hit) || hit?.closest('label')?.control === element);
    if (ready && last === JSON.stringify(box)) return at;
    if (Date.now() > deadline) {
      throw new Error(
        `${selector} is ${!element ? 'missing' : !ready ? 'hidden or covered' : 'moving'}`,
      );
    }
    last = JSON.stringify(box);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function boxOf(selector) {
  const { left, top, width, height } = document.querySelector(selector).getBoundingClientRect();
  return { left, top, width, height };
}

async function painted() {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
}

function scrollTo(selector) {
  document.querySelector(selector)?.scrollIntoView({ block: 'center', behavior: 'instant' });
}

async function focusEnd(selector, patience) {
  const deadline = Date.now() + patience;
  for (;;) {
    const field = document.querySelector(selector);
    field?.focus();
    if (field && document.activeElement === field && document.hasFocus()) {
      // Only fields of text have a caret: `null` for the others, such as type=number.
      const end = field.value?.length;
      if (typeof field.selectionStart === 'number') field.setSelectionRange(end, end);
      return;
    }
    if (Date.now() > deadline) throw new Error(`${selector} is missing or takes no focus`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function indexOfFrame(selector, patience) {
  const deadline = Date.now() + patience;
  for (;;) {
    const inside = document.querySelector(selector)?.contentWindow;
    const index = inside
      ? Array.from({ length: window.length }, (_, at) => window[at]).indexOf(inside)
      : -1;
    if (index >= 0) return index;
    if (Date.now() > deadline) throw new Error(`${selector} is no frame`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
