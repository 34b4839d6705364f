import type { Task } from '../task.ts';
import { prepare } from './send.ts';

/** Dedicated and shared: both get a task with a port to answer on. */
async function receive({ data, ports }: MessageEvent<Task>): Promise<void> {
  const go = await prepare(data);
  await go();
  ports[0]!.postMessage('done');
}

addEventListener('message', (event) => void receive(event as MessageEvent<Task>));
addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports;
  port!.addEventListener('message', (event) => void receive(event as MessageEvent<Task>));
  port!.start();
});
