/**
 * Runs in the panel before its own script. What it has noted is in the document's data, and what it can do
 * is asked for by an event of the document.
 */
const { dataset } = document.documentElement;

/** Milliseconds of a frame. */
const FRAME = 1000 / 60;
const SCROLL_FRAMES = 240;
const SCROLL_STEP = 330; // pixels a frame: 900 lines a second

/** Each answer of the panel's Worker that tells the list. */
let heard: (() => void) | undefined;
let asked = false;

const Own = globalThis.Worker;
class WatchedWorker extends Own {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    this.addEventListener('message', ({ data }) => {
      if (data.tell === 'list') heard?.();
    });
  }
  override postMessage(message: { ask?: string }) {
    if (message.ask === 'filter') asked = true;
    super.postMessage(message);
  }
}
globalThis.Worker = WatchedWorker;

new MutationObserver(() => {
  if (document.querySelector('.line.event')) dataset['first'] ??= String(performance.now());
  const count = document
    .querySelector('[role=status]')
    ?.textContent?.match(/^[\d,]+/)?.[0]
    .replaceAll(',', '');
  if (count !== undefined && dataset['count'] !== count) {
    dataset['count'] = count;
    dataset['counted'] = String(performance.now());
  }
}).observe(document, { childList: true, subtree: true, characterData: true });

let longest = 0;
new PerformanceObserver((tasks) => {
  for (const { duration } of tasks.getEntries()) longest = Math.max(longest, duration);
  dataset['longest'] = String(longest);
}).observe({ type: 'longtask' });

const ACTIONS: Record<string, (argument: string) => Promise<unknown>> = {
  type,
  scroll,
  rest,
  begin,
};

document.addEventListener('bench', ({ detail }: CustomEventInit<string>) => {
  const [action = '', argument = ''] = JSON.parse(detail ?? '[]') as string[];
  delete dataset['done'];
  void ACTIONS[action]?.(argument).then((result) => {
    dataset['done'] = JSON.stringify(result ?? null);
  });
});

/** Milliseconds from each letter to the list being painted as the filter then has it. */
async function type(text: string): Promise<number[]> {
  const times: number[] = [];
  const steps = Array.from({ length: text.length }, (_, at) => text.slice(0, at + 1));
  for (const step of [...steps, ...steps.toReversed().slice(1), '']) {
    const field = document.querySelector<HTMLInputElement>('input.filter')!;
    const start = performance.now();
    const told = new Promise<void>((resolve) => {
      heard = resolve;
    });
    asked = false;
    field.value = step;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    if (!asked) continue;
    await told;
    await painted();
    times.push(performance.now() - start);
    await pause(50);
  }
  return times;
}

/** Scrolls down at an even pace: how many frames were not drawn, and in how many lines were missing. */
async function scroll(): Promise<{ dropped: number; blank: number; frames: number }> {
  const grid = document.querySelector<HTMLElement>('[role=treegrid]')!;
  grid.scrollTop = 0;
  await pause(300);
  const inView = Math.floor(grid.clientHeight / 22);
  let [dropped, blank] = [0, 0];
  let last = await frame();
  for (let at = 1; at <= SCROLL_FRAMES; at += 1) {
    grid.scrollTop = at * SCROLL_STEP;
    const now = await frame();
    dropped += Math.max(0, Math.round((now - last) / FRAME) - 1);
    last = now;
    if (grid.querySelectorAll('.line').length < inView) blank += 1;
  }
  return { dropped, blank, frames: SCROLL_FRAMES };
}

/** What has been before is not counted among the tasks. */
async function begin(): Promise<void> {
  await pause(500);
  longest = 0;
  dataset['longest'] = '0';
}

/** What there is when all is done: nodes of the document, and bytes that the panel's own scripts have in use. */
async function rest(): Promise<{ nodes: number; heap: number }> {
  await pause(500);
  const { memory } = performance as { memory?: { usedJSHeapSize: number } };
  return { nodes: document.querySelectorAll('*').length, heap: memory?.usedJSHeapSize ?? NaN };
}

function frame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** A frame's callbacks run before it is painted, and a message's task comes after. */
async function painted(): Promise<void> {
  await frame();
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => resolve());
    port1.start();
    port2.postMessage(undefined);
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
