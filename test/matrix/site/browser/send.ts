import type { SendInit, Task } from '../task.ts';
import { makeBody, type Sendable } from './bodies.ts';
import { submitForm } from './form.ts';

/**
 * Makes the bodies ready; what it gives back sends at once when it is called, and resolves when all
 * has been answered or has failed, whichever: the runner knows what to expect.
 */
export async function prepare(task: Task): Promise<() => Promise<void>> {
  const bodies: Sendable[] = [];
  for (let i = 0; i < task.times; i += 1) bodies.push(await makeBody(task.body, task.mark));
  return async () => {
    const sending: Promise<unknown>[] = [];
    for (const body of bodies) {
      const sent = send(task, body).catch(() => {});
      if (task.inTurn) await sent;
      else sending.push(sent);
    }
    await Promise.all(sending);
  };
}

async function send(task: Task, body: Sendable): Promise<unknown> {
  const { url, init } = task;
  switch (task.by) {
    case 'fetch':
      return abortable(task, (signal) => fetch(url, initOf(init, body, signal)));
    case 'request':
      return fetch(new Request(url, initOf(init, body)));
    case 'xhr':
      return sendXhr(task, body, true);
    case 'sync-xhr':
      return sendXhr(task, body, false);
    case 'beacon':
      return navigator.sendBeacon(url, body as BodyInit); // never a document
    case 'form-to-frame':
    case 'form-to-self':
      return submitForm(task, body);
    case 'fetch-later':
      return fetchLater(url, {
        ...initOf(init, body),
        // Without a time it waits for the page to go away.
        ...(task.when === 'now' && { activateAfter: 0 }),
      });
  }
}

/** Chromium only; TypeScript's library does not know it. */
declare function fetchLater(url: string, init: RequestInit & { activateAfter?: number }): unknown;

function initOf(init: SendInit, body: Sendable, signal?: AbortSignal): RequestInit {
  return {
    method: 'POST',
    body: body as BodyInit | null, // never a document
    ...init,
    ...(signal && { signal }),
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  };
}

async function abortable(task: Task, run: (signal?: AbortSignal) => Promise<unknown>) {
  if (!task.abort) return run();
  const control = new AbortController();
  if (task.abort === 'before') control.abort();
  const sent = run(control.signal);
  if (task.abort === 'in-flight') {
    await arrived(task);
    control.abort();
  }
  return sent;
}

/** Resolves when the receiver has a request of this row. */
async function arrived({ mark }: Task): Promise<void> {
  await fetch(`/got?m=${mark}`);
}

async function sendXhr(task: Task, body: Sendable, async: boolean): Promise<void> {
  const request = new XMLHttpRequest();
  request.open('POST', task.url, async);
  request.withCredentials = task.init.credentials === 'include';
  for (const [name, value] of Object.entries(task.init.headers ?? {})) {
    request.setRequestHeader(name, value);
  }
  const ended = new Promise((resolve) => {
    request.addEventListener('loadend', resolve);
  });
  request.send(body as XMLHttpRequestBodyInit); // never a stream
  if (task.abort === 'in-flight') {
    await arrived(task);
    request.abort();
  }
  await ended;
}
