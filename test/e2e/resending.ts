import type { ResendJob, Way } from '../../lib/resend/job.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import type { Driver, Panel } from './drivers/driver.ts';
import { clickByName, selectEvent } from './panel-rows.ts';
import { shows, until } from './stage.ts';

export const EDITOR = '.cm-content[role=textbox]';

/** The receivers of the tests are known to be such. */
export const TEST_HOSTS: Partial<Settings> = {
  hosts: [{ pattern: '127.0.0.1:*', environment: 'test' }],
};

/** Has settings of its own in force while a test runs. */
export async function withSettings(
  { background }: Driver,
  settings: Partial<Settings>,
  run: () => Promise<void>,
): Promise<void> {
  await background.evaluate(store, settings);
  try {
    await run();
  } finally {
    await background.evaluate(store, {});
  }
}

/** Selects the first event, and opens the dialog that asks before it is sent again. */
export async function openResend(panel: Panel): Promise<void> {
  await selectEvent(panel, 0);
  await clickByName(panel, 'button', 'Resend');
}

/** Whether the dialog's button of that name can be pressed. */
export function mayClick(panel: Panel, name: string): Promise<boolean> {
  return panel.evaluate(
    (name) =>
      [...document.querySelectorAll<HTMLButtonElement>('dialog[open] button')].some(
        ({ innerText, disabled }) => innerText === name && !disabled,
      ),
    name,
  );
}

/** Opens the editor on what is selected. */
export async function openDraft(panel: Panel): Promise<void> {
  await clickByName(panel, 'button', 'Edit and resend');
  await until(() => panel.evaluate((editor) => document.querySelector(editor) !== null, EDITOR));
}

/** Sends what is being edited, after the dialog that asks before. */
export async function sendDraft(panel: Panel, way: Way = 'extension'): Promise<void> {
  // While it is being checked, which may begin at any time, it can't be pressed.
  await clickInLastDialog(panel, 'button.primary');
  await shows(panel, 'The draft is sent as it is written.');
  await clickInLastDialog(panel, `input[value=${way}]`);
  await clickInLastDialog(panel, 'button.primary');
}

/** In the dialog that is above another, as soon as it can be clicked on. */
export function clickInLastDialog(panel: Panel, selector: string): Promise<void> {
  return until(() =>
    panel.evaluate((selector) => {
      const dialogs = document.querySelectorAll<HTMLDialogElement>('dialog[open]');
      const target = [...dialogs].at(-1)?.querySelector<HTMLElement>(`${selector}:enabled`);
      target?.click();
      return target !== undefined && target !== null;
    }, selector),
  );
}

/** Runs in the panel: the id of its tab in the log. */
export async function tabInLog(): Promise<string> {
  const { runtime, devtools } = globalThis.browser ?? globalThis.chrome;
  const { tabId } = devtools.inspectedWindow;
  const status: unknown = await runtime.sendMessage({ command: 'status', tabId });
  return (status as { answer: { tab: string } }).answer.tab;
}

/** Runs in the panel: all captures of a tab, its own if none is named, in the order of time. */
export async function askToResend(way: Way, of?: string): Promise<void> {
  const { runtime, devtools } = globalThis.browser ?? globalThis.chrome;
  const { tabId } = devtools.inspectedWindow;
  const status: unknown = await runtime.sendMessage({ command: 'status', tabId });
  const { tab } = (status as { answer: { tab: string } }).answer;
  const db = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('tracking-log');
    request.addEventListener('success', () => resolve(request.result));
  });
  const all = await new Promise<{ id: string; tab: string; at: number; resendOf?: string }[]>(
    (resolve) => {
      const request = db.transaction('captures').objectStore('captures').getAll();
      request.addEventListener('success', () => resolve(request.result));
    },
  );
  db.close();
  const captures = all
    .filter((one) => one.tab === (of ?? tab) && one.resendOf === undefined)
    .toSorted((a, b) => a.at - b.at)
    .map(({ id }) => id);
  const how = { way, pace: 0, confirmed: true };
  const message = { command: 'resend', job: crypto.randomUUID(), tab, captures, ...how };
  await runtime.sendMessage(message);
}

/** Runs in the panel: the newest job of a tab. */
export async function jobOf(tab: string): Promise<ResendJob | undefined> {
  const db = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('tracking-log');
    request.addEventListener('success', () => resolve(request.result));
  });
  const jobs = await new Promise<ResendJob[]>((resolve) => {
    const request = db.transaction('jobs').objectStore('jobs').getAll();
    request.addEventListener('success', () => resolve(request.result));
  });
  db.close();
  return jobs.filter((job) => job.tab === tab).toSorted((a, b) => b.at - a.at)[0];
}

// Runs in the background.
async function store(settings: Partial<Settings>): Promise<void> {
  await (globalThis.browser ?? globalThis.chrome).storage.local.set({ settings });
}
