import { USUAL_SETTINGS } from '../../../lib/contract/check.ts';
import { createChecks } from '../../../lib/session/checks.ts';
import { readCapture, rowsOf } from '../../../lib/session/rows.ts';
import { contractOf } from '../../lib/contract/loaded/samples.ts';
import { capture } from '../../lib/samples.ts';
import { hostileBodies, hostileSchema } from '../../shop/hostile-bodies.ts';

export interface HostileCost {
  name: string;
  /** Until its rows are there; for its own sake, since `JSON.parse` refuses some of them. */
  milliseconds: number;
}

/** What it takes to read each hostile body once, with a contract that does not make it easier. */
export async function hostileCosts(pause: () => Promise<unknown>): Promise<HostileCost[]> {
  const checks = createChecks();
  const { record } = contractOf(hostileSchema, { covers: ['ProductViewed'] });
  checks.use({ settings: USUAL_SETTINGS, contracts: [record] });
  const costs: HostileCost[] = [];
  for (const { id, label, make } of hostileBodies) {
    const made = await make();
    const bytes = typeof made === 'string' ? new TextEncoder().encode(made) : made;
    const size = bytes.length;
    await pause();
    const start = performance.now();
    const body = { kind: 'bytes', digest: id, size, stored: size } as const;
    rowsOf(readCapture(capture({ id, body }), bytes, undefined, checks));
    costs.push({ name: label, milliseconds: performance.now() - start });
  }
  return costs;
}
