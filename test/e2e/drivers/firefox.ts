import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Driver, LaunchOptions, Page, Panel, Scriptable, View } from './driver.ts';
import { needBrowser } from './find-browser.ts';
import { connect } from './marionette.ts';
import type { Marionette } from './marionette.ts';

const START = 60_000; // milliseconds until Firefox listens
const QUIT = 10_000; // milliseconds until it is killed

const TEST_HOSTS = 'shop.test,checkout.test,receiver.test';

/** Calls a function that firefox-inside.js exports. */
type Inside = <R>(name: string, ...args: unknown[]) => Promise<R>;

/** See firefox-inside.js. */
interface Place {
  tab?: number;
  panel?: boolean;
  frame?: string;
  background?: boolean;
}

export async function launchFirefox(options: LaunchOptions): Promise<Driver> {
  const { headless = true, hosts = true, selfSigned = true, locale = 'en-US' } = options;
  const profile = await mkdtemp(path.join(tmpdir(), 'firefox-'));
  await writeFile(
    path.join(profile, 'user.js'),
    Object.entries(preferences(hosts, locale))
      .map((pref) => `user_pref(${pref.map((part) => JSON.stringify(part)).join(', ')});\n`)
      .join(''),
  );
  const firefox = start(profile, headless);
  const exited = new Promise((resolve) => firefox.once('exit', resolve));
  const errors: string[] = [];
  const kill = (): void => void firefox.kill('SIGKILL');
  process.once('exit', kill);
  let marionette: Marionette | undefined;

  const close = async (): Promise<void> => {
    if (!marionette) kill();
    marionette?.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(kill);
    const late = setTimeout(kill, QUIT);
    await exited;
    clearTimeout(late);
    marionette?.end();
    process.off('exit', kill);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };

  try {
    const output = watchOutput(firefox, errors);
    marionette = await connect(await portOf(profile, firefox, output));
    const inside = await enter(marionette, selfSigned);
    await inside('liveWith', process.pid);
    const id = await marionette.send('Addon:Install', {
      path: path.resolve(options.extension),
      temporary: true,
    });
    const base = await inside<string>('drive', id, options.title);
    return drive(inside, base, errors, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function preferences(hosts: boolean, locale: string): Record<string, unknown> {
  return {
    'marionette.port': 0, // any
    'remote.prefs.recommended': true,
    'browser.shell.checkDefaultBrowser': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'extensions.update.enabled': false,
    'browser.dom.window.dump.enabled': true, // errors to stderr, see watchOutput
    'devtools.toolbox.host': 'bottom',
    'devtools.toolbox.footer.height': 560,
    'devtools.theme': 'light',
    'intl.locale.requested': locale,
    ...(hosts ? { 'network.dns.localDomains': TEST_HOSTS } : {}),
  };
}

function start(profile: string, headless: boolean): ChildProcess {
  const args = [
    ...(headless ? ['--headless'] : []),
    '--width=1400',
    '--height=1000',
    '--new-instance',
    '--no-remote',
    '--marionette',
    '--remote-allow-system-access',
    '--profile',
    profile,
    'about:blank',
  ];
  return spawn(needBrowser('firefox'), args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: '1' },
  });
}

/**
 * What Firefox says of a call under which it tears down the document or the background: its own word, which no
 * code of the extension throws.
 */
const TORN_DOWN = 'NS_ERROR_NOT_INITIALIZED';

/** Collects the extension's uncaught errors from stderr; returns all of its last lines. */
function watchOutput(firefox: ChildProcess, errors: string[]): string[] {
  const lines: string[] = [];
  if (!firefox.stderr) return lines;
  createInterface(firefox.stderr).on('line', (line) => {
    lines.push(line);
    if (lines.length > 50) lines.shift();
    const [, place, what] =
      /^JavaScript error: (moz-extension:\S+, line \d+): (.*)/u.exec(line) ?? [];
    if (place && !what?.startsWith(TORN_DOWN)) errors.push(`${what} (${place})`);
  });
  return lines;
}

async function portOf(profile: string, firefox: ChildProcess, output: string[]): Promise<number> {
  const deadline = Date.now() + START;
  while (Date.now() < deadline && firefox.exitCode === null) {
    const port = await readFile(path.join(profile, 'MarionetteActivePort'), 'utf8').catch(() => '');
    if (port) return Number(port);
    await sleep(50);
  }
  throw new Error(`Firefox did not start:\n${output.join('\n')}`);
}

/** Starts a session, and makes firefox-inside.js a module of the browser's own. */
async function enter(marionette: Marionette, acceptInsecureCerts: boolean): Promise<Inside> {
  await marionette.send('WebDriver:NewSession', {
    unhandledPromptBehavior: 'ignore',
    acceptInsecureCerts,
  });
  await marionette.send('WebDriver:SetTimeouts', { script: 60_000 });
  await marionette.send('Marionette:SetContext', { value: 'chrome' });
  const script = `
    const [folder, name, args, done] = arguments;
    Services.io.getProtocolHandler('resource')
      .QueryInterface(Ci.nsIResProtocolHandler)
      .setSubstitution('driver', Services.io.newURI(folder));
    (async () => ChromeUtils.importESModule('resource://driver/firefox-inside.js')[name](...args))().then(
      (value) => done({ value }),
      (error) => done({ error: String(error?.message ?? error) }),
    );`;
  const folder = pathToFileURL(`${import.meta.dirname}/`).href;
  return async <R>(name: string, ...args: unknown[]): Promise<R> => {
    const asked = { script, args: [folder, name, args], sandbox: 'system', newSandbox: false };
    const answering = marionette.send('WebDriver:ExecuteAsyncScript', asked);
    const answer = (await answering.catch((error: unknown) => {
      throw new Error(`${name}(${JSON.stringify(args).slice(0, 200)}) failed`, { cause: error });
    })) as { value: R } | { error: string };
    if ('error' in answer) throw new Error(answer.error);
    return answer.value;
  };
}

function drive(inside: Inside, base: string, errors: string[], close: Driver['close']): Driver {
  const openTab = async (url?: string): Promise<Page> => {
    const tab = await inside<number>('openTab');
    if (url) await inside('goto', tab, url);
    return pageOf(inside, tab);
  };
  return {
    name: 'firefox',
    errors,
    background: scriptableOf(inside, { background: true }),
    newPage: openTab,
    extensionPage: (file) => openTab(base + file),
    pages: () => inside('tabs'),
    pageByUrl: async (part) => pageOf(inside, await inside('findTab', part)),
    killBackground: () => inside('killBackground'),
    reloadExtension: () => inside('reloadExtension'),
    setDark: (dark) => inside('setTheme', dark ? 'dark' : 'light'),
    setForcedColours: (on) => inside('forceColours', on),
    grant: (origins) => inside('grant', origins),
    revoke: (origins) => inside('revoke', origins),
    close,
  };
}

function pageOf(inside: Inside, tab: number): Page {
  return {
    ...viewOf(inside, { tab }),
    goto: (url) => inside('goto', tab, url),
    url: () => inside('url', tab),
    frame: (selector) => viewOf(inside, { tab, frame: selector }),
    async openPanel(): Promise<Panel> {
      await inside('openPanel', tab);
      return {
        ...viewOf(inside, { tab, panel: true }),
        resize: (width, height) => inside('resizePanel', tab, width, height),
        close: () => inside('closeDevTools', tab),
      };
    },
    close: () => inside('closeTab', tab),
  };
}

function viewOf(inside: Inside, place: Place): View {
  return {
    ...scriptableOf(inside, place),
    click: (selector) => inside('click', place, selector),
    drag: (selector, from, to) => inside('drag', place, selector, from, to),
    type: (selector, text) => inside('type', place, selector, text),
    async press(key) {
      const [, modifiers = '', last = key] = /^((?:\w+\+)*)(.+)$/u.exec(key) ?? [];
      await inside('press', place, last, modifiers.split('+').filter(Boolean));
    },
    screenshot: async () => Buffer.from(await inside<string>('screenshot', place), 'base64'),
  };
}

function scriptableOf(inside: Inside, place: Place): Scriptable {
  return {
    evaluate: (run, ...args) => inside('evaluate', place, String(run), args),
  };
}
