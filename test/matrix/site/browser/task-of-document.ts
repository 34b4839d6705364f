import type { Task } from '../task.ts';

/** The task that the server has put into this document. */
export function taskOfDocument(): Task {
  const { dataset } = document.querySelector<HTMLElement>('[data-task]')!;
  return JSON.parse(dataset['task']!) as Task; // as the runner wrote it
}
