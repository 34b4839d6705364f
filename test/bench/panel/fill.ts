/**
 * Runs in a page of the extension: writes a session of so many batches into the log, as that of the tab whose
 * only capture is there already.
 */
import type { Capture } from '../../../lib/capture/capture.ts';
import type { Visit } from '../../../lib/capture/visit.ts';
import { openLog } from '../../../lib/log/log.ts';
import { trafficOf } from '../checks/traffic.ts';

const { dataset } = document.documentElement;
const BATCHES_A_VISIT = 50;
const BATCHES_A_WRITE = 500;
/** Milliseconds between two batches. */
const INTERVAL = 300;

async function fill(): Promise<void> {
  const batches = Number(new URLSearchParams(location.search).get('batches'));
  const log = await openLog(indexedDB);
  const [sample] = await log.begunSince(0);
  if (!sample) throw new Error('There is no capture to go by');
  const bodies = trafficOf(batches, (batch) => timeOf(sample, batch));
  for (let from = 0; from < batches; from += BATCHES_A_WRITE) {
    const part = bodies.slice(from, from + BATCHES_A_WRITE);
    const captures = part.map((bytes, at) => captureOf(sample, from + at, bytes.length));
    await log.write({
      captures,
      visits: visitsOf(sample, captures),
      bodies: part.map((bytes, at) => ({ digest: `bench ${from + at}`, bytes })),
      arrived: [],
    });
  }
  log.close();
  dataset['measured'] = 'done';
}

function captureOf(sample: Capture, n: number, size: number): Capture {
  const visit = `bench visit ${Math.floor(n / BATCHES_A_VISIT)}`;
  const body = { kind: 'bytes', digest: `bench ${n}`, size, stored: size } as const;
  const at = timeOf(sample, n);
  return { ...sample, id: `bench:${n}`, visit, at, ended: at + 20, body };
}

function timeOf({ at }: Capture, n: number): number {
  return at + n * INTERVAL;
}

function visitsOf({ tab, route }: Capture, captures: Capture[]): Visit[] {
  const firsts = new Map(captures.toReversed().map((capture) => [capture.visit, capture]));
  return [...firsts.values()].map(({ visit, at }) => ({
    id: visit,
    revision: 0,
    tab,
    topFrame: true,
    url: `${route}?${visit}`,
    title: visit,
    at: at - 1,
    routes: [],
    announced: true,
    coverage: { network: at, page: at, devtools: at, gaps: [] },
  }));
}

fill().catch((error: unknown) => {
  dataset['failed'] = String(error);
});
