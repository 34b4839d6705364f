import type { Task } from '../task.ts';

const WORKER = '/modules/browser/worker.ts';
const SERVICE_WORKER = '/controlled/service-worker.js';

/** Lets a worker of the task's kind do it; resolves when it has. */
export async function doInWorker(task: Task): Promise<void> {
  if (task.from === 'worker') {
    const worker = new Worker(WORKER, { type: 'module' });
    await answerOf((port) => worker.postMessage(task, [port]));
    worker.terminate();
  } else if (task.from === 'shared-worker') {
    const { port } = new SharedWorker(WORKER, { type: 'module', name: task.mark });
    await answerOf((reply) => port.postMessage(task, [reply]));
  } else {
    await answerOf((port) => navigator.serviceWorker.controller!.postMessage(task, [port]));
  }
}

function answerOf(ask: (port: MessagePort) => void): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener('message', () => resolve());
    port1.start();
    ask(port2);
  });
}

/** Whether a service worker controls this page; if not, there is one now, and the page is reloaded. */
export async function controlled(): Promise<boolean> {
  if (navigator.serviceWorker.controller) return true;
  await navigator.serviceWorker.register(SERVICE_WORKER);
  await navigator.serviceWorker.ready;
  location.reload();
  return false;
}

export async function endControl(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration?.unregister();
}
