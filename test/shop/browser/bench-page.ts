/**
 * Measures its own calls: `data-measured` is what they took, in microseconds of the main thread. With
 * `?busy` it calls elsewhere only. With `?load` it makes no calls, and measures how long a document
 * takes to load, in milliseconds, by small ones in a frame.
 */
import { readSettings } from './settings.ts';

/** Calls in one measurement: a page's clock may tick once a millisecond. */
const CALLS = 1000;
/** Documents likewise. */
const LOADS = 30;
const query = new URLSearchParams(location.search);

interface Cost {
  /** Until the call has returned. */
  call: number;
  /** Until its answer has been dealt with as well. */
  whole: number;
}

/** What one call takes. */
async function timeCalls(make: () => Promise<unknown>): Promise<Cost> {
  const answers: Promise<unknown>[] = [];
  const start = performance.now();
  for (let n = 0; n < CALLS; n += 1) answers.push(make());
  const made = performance.now();
  await Promise.allSettled(answers);
  const perCall = (time: number) => ((time - start) / CALLS) * 1000;
  return { call: perCall(made), whole: perCall(performance.now()) };
}

async function measure(): Promise<void> {
  const { endpoint } = readSettings();
  // Already aborted: the call is made and refused, and no network stands in the way of the clock.
  const signal = AbortSignal.abort();
  const elsewhere = () => fetch('/images/a.png', { method: 'POST', body: '{}', signal });
  const own = () => fetch(endpoint, { method: 'POST', body: '{"events":[]}', signal });
  const none = { call: 0, whole: 0 };
  const isLoad = query.has('load');
  if (!isLoad) await timeCalls(elsewhere); // warm
  const measured = {
    elsewhere: isLoad ? none : await timeCalls(elsewhere),
    endpoint: isLoad || query.has('busy') ? none : await timeCalls(own),
    load: isLoad ? await timeLoads() : 0,
  };
  document.documentElement.dataset['measured'] = JSON.stringify(measured);
}

async function timeLoads(): Promise<number> {
  const start = performance.now();
  for (let n = 0; n < LOADS; n += 1) {
    const frame = document.createElement('iframe');
    frame.srcdoc = '<p>A small document</p>';
    const loaded = new Promise((resolve) => {
      frame.addEventListener('load', resolve, { once: true });
    });
    document.body.append(frame);
    await loaded;
    frame.remove();
  }
  return (performance.now() - start) / LOADS;
}

void measure();
