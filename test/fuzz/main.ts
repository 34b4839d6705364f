import { parseArgs } from 'node:util';
import { flatten } from '../../lib/session/flat.ts';
import { decode } from '../../lib/wire/decode.ts';
import { readLossless } from '../../lib/wire/lossless.ts';
import { EVERYTHING, type Filter } from '../../lib/filter/filter.ts';
import { bodies, type Body } from './bodies.ts';
import { eventsOf, filterTexts, tryFilter } from './filters.ts';

/**
 * Decodes mutations of the corpus, reads odd filters and asks them of odd events, and fails on a throw or
 * a slow case. The lossless step is taken for some of the bodies, and handed over as the panel has it: it
 * repeats the fast one.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
  },
});
const count = Number(values.count);
const seed = Number(values.seed);

/** Milliseconds that a body may take, which is of some 50 kB at most and takes a few by rights. */
const SLOW = 250;
/** Bodies for each filter that is tried. */
const PER_FILTER = 10;
/** One in so many is read losslessly as well. */
const LOSSLESS = 8;
/** Bodies between two lines of progress. */
const PROGRESS = 100_000;
/** Findings that are printed whole. */
const MAX_PRINTED = 20;

const kinds = { batch: 0, other: 0, malformed: 0 };
let findings = 0;
let slowest = 0;
let done = 0;
const began = performance.now();

for (const body of bodies(seed)) {
  if (done >= count) break;
  done += 1;
  const finding = tried(body, done % LOSSLESS === 0);
  if (finding !== undefined) {
    findings += 1;
    if (findings <= MAX_PRINTED) print(body, finding);
  }
  if (done % PROGRESS === 0) console.log(`${done} of ${count}, ${rate()} a second`);
}
console.log(
  `${done} bodies, seed ${seed}: ${kinds.batch} batches, ${kinds.malformed} malformed, ${kinds.other} others`,
);
console.log(`${rate()} a second, the slowest took ${slowest.toFixed(1)} ms`);
tryFilters();
console.log(`${findings} throws or slow cases`);
if (findings > 0 || done < count) process.exitCode = 1;

/** One filter for so many bodies. */
function tryFilters(): void {
  const texts = Math.ceil(count / PER_FILTER);
  const events = eventsOf(seed);
  let before: Filter = EVERYTHING;
  let good = 0;
  for (const text of filterTexts(seed).take(texts)) {
    const { finding, filter } = triedFilter(text, before, events);
    if (finding !== undefined) {
      findings += 1;
      if (findings <= MAX_PRINTED) console.log(`filter ${JSON.stringify(text)}: ${finding}`);
    }
    if (!filter) continue;
    before = filter;
    good += 1;
  }
  console.log(`${texts} filters, of which ${good} can be read`);
}

function triedFilter(...tried: Parameters<typeof tryFilter>): ReturnType<typeof tryFilter> {
  const start = performance.now();
  try {
    const outcome = tryFilter(...tried);
    const isSlow = performance.now() - start > SLOW && timedFilter(...tried) > SLOW;
    return isSlow ? { finding: 'is slow', ...outcome } : outcome;
  } catch (error) {
    return { finding: String(error instanceof Error ? error.stack : error) };
  }
}

function timedFilter(...tried: Parameters<typeof tryFilter>): number {
  const start = performance.now();
  tryFilter(...tried);
  return performance.now() - start;
}

/** What is wrong with a body's decoding; `undefined` where nothing is. */
function tried({ bytes, request }: Body, isLossless: boolean): string | undefined {
  const start = performance.now();
  try {
    const { kind, ...decoded } = decode(bytes, request);
    kinds[kind] += 1;
    if (isLossless) {
      const lossless = readLossless(bytes, request);
      const batch = 'batch' in decoded ? decoded.batch : undefined;
      for (const { path } of batch?.events ?? []) lossless.find(path);
      lossless.duplicates('');
      if (batch) structuredClone(flatten(lossless, batch, ''));
    }
  } catch (error) {
    return String(error instanceof Error ? error.stack : error);
  }
  const took = performance.now() - start;
  // The machine may have been busy with something else: it is the body that is slow if it is so again.
  const isSlow = took > SLOW && timed(bytes, request) > SLOW;
  if (took <= SLOW || isSlow) slowest = Math.max(slowest, took);
  return isSlow ? `took ${took.toFixed(0)} ms` : undefined;
}

/** Milliseconds of both steps. */
function timed(bytes: Uint8Array, request: Body['request']): number {
  const start = performance.now();
  decode(bytes, request);
  readLossless(bytes, request);
  return performance.now() - start;
}

function print({ title, bytes }: Body, finding: string) {
  console.log(`body ${done}, of "${title}": ${finding}`);
  console.log(`  base64 ${Buffer.from(bytes).toString('base64').slice(0, 2000)}`);
}

function rate(): number {
  return Math.round(done / ((performance.now() - began) / 1000));
}
