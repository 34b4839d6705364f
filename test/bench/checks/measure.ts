import { BARE, type Step, STEPS } from './steps.ts';
import { EVENTS_PER_BATCH, trafficOf } from './traffic.ts';

/** What a step takes, each the median of all portions of the rounds: what else the machine does hits a few. */
export interface StepCost {
  name: string;
  aim?: number;
  /** Times the bare `JSON.parse` of the same portion. */
  ratio: number;
  /** Microseconds for one event. */
  perEvent: number;
}

/** Batches that one step takes before the next has its turn: long enough for a clock of milliseconds. */
const PORTION = 500;

/**
 * What decoding and checking cost, as against a bare `JSON.parse`.
 *
 * @param pause called between portions
 */
export async function measureChecks(
  plan: { batches: number; rounds: number; warmUp: number },
  pause: () => Promise<unknown>,
): Promise<StepCost[]> {
  const steps = [BARE, ...STEPS];
  const bodies = trafficOf(plan.batches);
  const portions: number[][] = [];
  for (let round = -plan.warmUp; round < plan.rounds; round += 1) {
    const taken = await takeRound(steps, bodies, pause);
    if (round >= 0) portions.push(...taken);
  }
  return steps.map(({ name, aim }, at) => ({
    name,
    ...(aim !== undefined && { aim }),
    ratio: median(portions.map((times) => times[at]! / times[0]!)),
    perEvent: (1000 * median(portions.map((times) => times[at]!))) / PORTION / EVENTS_PER_BATCH,
  }));
}

/** By portion, the milliseconds that each step takes; what is left of the bodies is no portion. */
async function takeRound(
  steps: readonly Step[],
  bodies: readonly Uint8Array[],
  pause: () => Promise<unknown>,
): Promise<number[][]> {
  const started = steps.map(({ start }) => start());
  const portions: number[][] = [];
  for (let from = 0; from + PORTION <= bodies.length; from += PORTION) {
    const portion = bodies.slice(from, from + PORTION);
    const times: number[] = [];
    for (const read of started) {
      const start = performance.now();
      for (const [index, body] of portion.entries()) read(body, from + index);
      times.push(performance.now() - start);
    }
    portions.push(times);
    await pause();
  }
  return portions;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
