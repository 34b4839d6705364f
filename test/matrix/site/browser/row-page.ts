import { embed, isFrame } from './embed.ts';
import { tellFence } from './fence.ts';
import { doTask, type Progress } from './moment.ts';
import { taskOfDocument } from './task-of-document.ts';
import { controlled, doInWorker, endControl } from './workers.ts';

const task = taskOfDocument();

/** Where the runner looks. A page that is done says so in the log as well. */
async function tell(progress: Progress): Promise<void> {
  if (progress === 'done' && task.when === 'now') await tellFence(`fence-${task.mark}`);
  document.documentElement.dataset['progress'] = progress;
}

async function run(): Promise<void> {
  const needsControl = task.from === 'service-worker' || task.from === 'controlled-page';
  if (needsControl && !(await controlled())) return; // It begins anew.
  await tellFence(`here-${task.mark}`);
  if (task.from === 'page' || task.from === 'controlled-page') {
    await doTask(task, (progress) => void told(progress));
  } else if (isFrame(task.from)) {
    addEventListener('message', ({ data }) => void tell(data as Progress)); // a frame's word
    embed({ ...task, from: task.from });
  } else {
    await doInWorker(task);
    await told('done');
  }

  async function told(progress: Progress): Promise<void> {
    if (needsControl) await endControl();
    await tell(progress);
  }
}

// Not before the document is complete, as a page's tracking would be.
if (document.readyState === 'complete') await run();
else addEventListener('load', () => void run(), { once: true });
