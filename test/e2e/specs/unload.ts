import { expect, test } from 'vitest';
import { seeded } from '../../chaos/seeded.ts';
import { journeysOut } from '../../chaos/unload.ts';
import { onPage, type Stage } from '../stage.ts';

/** A sample of what `npm run chaos -- unload` does a hundred times. */
const JOURNEYS = 12;
const SEED = 7;

export function unloadSpecs(stage: () => Stage): void {
  test('what pages send on their way out is in the log, each request once', async () => {
    await onPage(stage(), '/faults', async (scene) => {
      const { comparison } = await journeysOut(stage(), scene, seeded(SEED), JOURNEYS);
      expect(comparison.arrived.length).toBeGreaterThan(JOURNEYS);
      expect(comparison).toMatchObject({ lost: [], doubled: [], wrong: [], invented: [] });
    });
  });
}
