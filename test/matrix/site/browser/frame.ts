import type { Task } from '../task.ts';
import { embed } from './embed.ts';
import { doTask, type Progress } from './moment.ts';
import { taskOfDocument } from './task-of-document.ts';

const tell = (progress: Progress) => window.top!.postMessage(progress, '*');
const task: Task = taskOfDocument();

if (task.from === 'nested-frame') {
  // This is the outer one, of another origin; inside is one of the page's own.
  embed({ ...task, from: 'cross-frame', otherOrigin: new URL(document.referrer).origin });
} else {
  await doTask(task, tell);
}
