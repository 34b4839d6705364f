import { checkBatch, USUAL_SETTINGS } from '../../../../lib/contract/check.ts';
import type { Issue } from '../../../../lib/contract/issue.ts';
import type { CheckSettings, ExampleCapture } from '../../../../lib/contract/rules/rule.ts';
import {
  createSessionIndex,
  type SessionIndex,
} from '../../../../lib/contract/rules/session-index.ts';
import { type Batch, decode } from '../../../../lib/wire/decode.ts';
import { bytesOf } from '../../samples.ts';
import type { Case } from './cases.ts';

export function batchOf(body: unknown): Batch {
  const decoded = decode(bytesOf(JSON.stringify(body)));
  if (decoded.kind !== 'batch') throw new Error(`not a batch: ${decoded.kind}`);
  return decoded.batch;
}

/** The issues of a case; of several captures, those of the last. */
export function issuesOf(one: Case, settings: Partial<CheckSettings> = {}): Issue[] {
  const all = { ...USUAL_SETTINGS, ...settings };
  if ('event' in one) {
    const batch = batchOf({ instrumentationKey: 'key-1', events: [one.event] });
    return checkBatch(batch, one.about, all);
  }
  if ('body' in one) return checkBatch(batchOf(one.body), one.about, { ...all, ...one.settings });
  const index = createSessionIndex();
  return one.captures.map((capture) => feed(index, capture, all)).at(-1) ?? [];
}

export function feed(
  index: SessionIndex,
  { id, visit = 'visit', at = 0, twice, resendOf, body }: ExampleCapture,
  settings: CheckSettings = USUAL_SETTINGS,
): Issue[] {
  const digest = JSON.stringify(body);
  const captured = {
    id,
    visit,
    at,
    ...(twice && { twice }),
    ...(resendOf !== undefined && { resendOf }),
    body: { kind: 'bytes' as const, digest, size: digest.length, stored: digest.length },
  };
  return index.check(captured, batchOf(body), settings);
}
