import type { Task } from '../task.ts';
import { prepare } from './send.ts';

/** `ready`: the runner's turn to make the moment come. `done`: all has been sent, and ended. */
export type Progress = 'ready' | 'done';

/** Does a task in this document at its moment. */
export async function doTask(task: Task, tell: (progress: Progress) => void): Promise<void> {
  const go = await prepare(task);
  const goAt = (
    target: EventTarget,
    name: string,
    when: (event: Event) => boolean = () => true,
  ) => {
    target.addEventListener(name, (event) => {
      if (when(event)) void go().then(() => tell('done'));
    });
    tell('ready');
  };
  switch (task.when) {
    case 'now':
      await go();
      return tell('done');
    case 'left':
      await go();
      return tell('ready');
    case 'told':
      return goAt(window, 'go');
    case 'pagehide':
    case 'close':
      return goAt(window, 'pagehide');
    case 'hidden':
      return goAt(document, 'visibilitychange', () => document.visibilityState === 'hidden');
    case 'beforeunload':
      return goAt(window, 'beforeunload');
    case 'restored':
      return goAt(window, 'pageshow', (event) => (event as PageTransitionEvent).persisted);
  }
}
