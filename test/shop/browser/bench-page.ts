/**
 * Measures its own calls: `data-measured` is what they took, in microseconds of the main thread, and
 * how long the document took to load, in milliseconds. With `?busy` it calls elsewhere only.
 */
import { readSettings } from './settings.ts';

/** Calls in one measurement: a page's clock may tick once a millisecond. */
const ELSEWHERE = 2000;
const ENDPOINT = 200;
const busy = new URLSearchParams(location.search).has('busy');

/** Microseconds that one call takes, its answer not counted. */
async function timeCalls(count: number, call: () => Promise<unknown>): Promise<number> {
  const answers: Promise<unknown>[] = [];
  const start = performance.now();
  for (let n = 0; n < count; n += 1) answers.push(call());
  const time = performance.now() - start;
  await Promise.allSettled(answers);
  return (time / count) * 1000;
}

async function measure(): Promise<void> {
  const { endpoint } = readSettings();
  // Already aborted: the call is made and refused, and no network stands in the way of the clock.
  const signal = AbortSignal.abort();
  const elsewhere = () => fetch('/images/a.png', { method: 'POST', body: '{}', signal });
  const own = () => fetch(endpoint, { method: 'POST', body: '{"events":[]}', signal });
  await timeCalls(ELSEWHERE, elsewhere); // warm
  const measured = {
    elsewhere: await timeCalls(ELSEWHERE, elsewhere),
    endpoint: busy ? 0 : await timeCalls(ENDPOINT, own),
    load: contentLoaded(),
  };
  document.documentElement.dataset['measured'] = JSON.stringify(measured);
}

function contentLoaded(): number {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry ? entry.domInteractive - entry.responseEnd : NaN;
}

void measure();
