import type { Task } from '../task.ts';
import { prepare } from './send.ts';

/** The part of a service worker's scope that is used here. */
interface Scope extends EventTarget {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Event {
  request: Request;
  respondWith(response: Response | Promise<Response>): void;
}

const scope = globalThis as unknown as Scope;

scope.addEventListener('install', (event) => (event as Extendable).waitUntil(scope.skipWaiting()));
scope.addEventListener('activate', (event) =>
  (event as Extendable).waitUntil(scope.clients.claim()),
);

const ANSWERS: Record<string, (request: Request) => Response | Promise<Response>> = {
  forwards: (request) => fetch(request),
  rebuilds: async (request) => {
    const body = await request.blob();
    return fetch(request.url, { method: request.method, body });
  },
  answers: () => new Response(null, { status: 202 }),
};

/** The query of a page's request says what is to become of it; without a word it is left alone. */
scope.addEventListener('fetch', (event) => {
  const { request } = event as Fetching;
  const answer = ANSWERS[new URL(request.url).searchParams.get('worker') ?? ''];
  if (answer) (event as Fetching).respondWith(answer(request));
});

scope.addEventListener('message', (event) => {
  const { data, ports } = event as MessageEvent<Task>;
  const work = prepare(data)
    .then((go) => go())
    .then(() => ports[0]!.postMessage('done'));
  (event as unknown as Extendable).waitUntil(work);
});
