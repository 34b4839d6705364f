import { expect, test } from 'vitest';
import { killWhileSending } from '../../chaos/kills.ts';
import { seeded } from '../../chaos/seeded.ts';
import { STILL_SHORT } from '../../chaos/settle.ts';
import { onPage, type Stage } from '../stage.ts';

/** A sample of what `npm run chaos` does with 200 kills. */
const PLAN = { kills: 3, requests: 30, patience: STILL_SHORT };
const SEED = 7;

export function killSpecs(stage: () => Stage): void {
  test('killing the background at random while a page sends loses and doubles nothing', async () => {
    await onPage(stage(), '/faults', async (scene) => {
      const { comparison } = await killWhileSending(stage(), scene, seeded(SEED), PLAN);
      expect(comparison.arrived).toHaveLength(PLAN.requests);
      expect(comparison).toMatchObject({ lost: [], doubled: [], wrong: [] });
    });
  });
}
