import type { From, Task } from '../task.ts';

type Frame =
  | 'same-frame'
  | 'cross-frame'
  | 'nested-frame'
  | 'sandboxed-frame'
  | 'srcdoc-frame'
  | 'blank-frame'
  | 'blob-frame'
  | 'data-frame';

/** Gives a frame of each kind its document, which does the task. */
const FILL: Record<Frame, (frame: HTMLIFrameElement, task: Task) => void> = {
  'same-frame': (frame, task) => {
    frame.src = addressOf(task, location.origin);
  },
  'cross-frame': (frame, task) => {
    frame.src = addressOf(task, task.otherOrigin);
  },
  'nested-frame': (frame, task) => {
    frame.src = addressOf(task, task.otherOrigin);
  },
  'sandboxed-frame': (frame, task) => {
    frame.sandbox.add('allow-scripts');
    frame.src = addressOf(task, location.origin);
  },
  'srcdoc-frame': (frame, task) => {
    frame.srcdoc = documentOf(task);
  },
  'blob-frame': (frame, task) => {
    frame.src = URL.createObjectURL(new Blob([documentOf(task)], { type: 'text/html' }));
  },
  'data-frame': (frame, task) => {
    frame.src = `data:text/html,${encodeURIComponent(documentOf(task))}`;
  },
  'blank-frame': (frame, task) => {
    const fill = () => frame.contentDocument!.body.append(scriptOf(task));
    frame.addEventListener('load', fill, { once: true });
  },
};

export function isFrame(from: From): from is Frame {
  return from in FILL;
}

/** Puts a frame into this document; what is in it tells the top document. */
export function embed(task: Task & { from: Frame }): void {
  const frame = document.createElement('iframe');
  FILL[task.from](frame, task);
  document.body.append(frame);
}

function addressOf(task: Task, origin: string): string {
  return `${origin}/frame?${new URLSearchParams({ task: JSON.stringify(task) })}`;
}

function scriptOf(task: Task): HTMLScriptElement {
  const script = document.createElement('script');
  script.type = 'module';
  // The document that it goes into may have no address of its own.
  script.src = `${location.origin}/modules/browser/frame.ts`;
  script.dataset['task'] = JSON.stringify(task);
  return script;
}

/** The browser escapes what it writes of an element: the task stands in an attribute. */
function documentOf(task: Task): string {
  return `<!doctype html><title>Frame</title><body>${scriptOf(task).outerHTML}`;
}
