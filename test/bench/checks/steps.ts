import type { Capture } from '../../../lib/capture/capture.ts';
import { aboutOf, checkBatch } from '../../../lib/contract/check.ts';
import { checkLoaded } from '../../../lib/contract/loaded/check-loaded.ts';
import { chooseContracts } from '../../../lib/contract/loaded/coverage.ts';
import { checkBatchShape, checkEventShape } from '../../../lib/contract/shape.ts';
import { createChecks } from '../../../lib/session/checks.ts';
import { readCapture } from '../../../lib/session/rows.ts';
import { type Batch, decode } from '../../../lib/wire/decode.ts';
import { capture } from '../../lib/samples.ts';
import { plan } from './plan.ts';
import { SENT } from './traffic.ts';

/** One way to read a body: `start` makes what a session keeps, and returns what is done for each body. */
export interface Step {
  name: string;
  /** Times a bare `JSON.parse`; what we hope for. */
  aim?: number;
  start: () => (body: Uint8Array, id: number) => void;
}

/** With what all others are compared: the text of the same bytes, parsed. */
export const BARE: Step = {
  name: 'JSON.parse',
  start() {
    const decoder = new TextDecoder();
    return (body) => void JSON.parse(decoder.decode(body));
  },
};

export const STEPS: readonly Step[] = [
  { name: 'decode', start: () => (body) => void batchIn(body) },
  {
    name: 'decode, built-in contract',
    aim: 3,
    start: () => (body) => {
      const batch = batchIn(body);
      checkBatchShape(batch);
      for (const event of batch.events) checkEventShape(event);
    },
  },
  {
    name: 'decode, built-in contract, all rules',
    aim: 6,
    start: () => (body, id) => {
      checkBatch(batchIn(body), aboutOf(captureOf(id, body)));
    },
  },
  {
    name: 'the same with the session index',
    aim: 6,
    start() {
      const checks = createChecks();
      return (body, id) => {
        readCapture(captureOf(id, body), body, undefined, checks);
      };
    },
  },
  {
    name: 'decode, a loaded JSON Schema alone',
    start() {
      const coverage = chooseContracts([plan()], {});
      return (body) => {
        checkLoaded(batchIn(body), coverage);
      };
    },
  },
];

const REQUEST = capture({ at: SENT });

function batchIn(body: Uint8Array): Batch {
  const decoded = decode(body, { headers: REQUEST.requestHeaders, url: REQUEST.url });
  if (decoded.kind !== 'batch') throw new Error('What is measured has to decode');
  return decoded.batch;
}

function captureOf(id: number, { length }: Uint8Array): Capture {
  const body = { kind: 'bytes', digest: `d-${id}`, size: length, stored: length } as const;
  return { ...REQUEST, id: `run:${id}`, body };
}
