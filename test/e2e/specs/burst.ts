import { expect, test } from 'vitest';
import { burst } from '../../chaos/burst.ts';
import { seeded } from '../../chaos/seeded.ts';
import { onPage, type Stage } from '../stage.ts';

/** A sample of what `npm run chaos -- burst` does with a thousand. */
const REQUESTS = 200;
const SEED = 7;

export function burstSpecs(stage: () => Stage): void {
  test('a burst of requests is in the log, each once and with its outcome', async () => {
    await onPage(stage(), '/faults', async (scene) => {
      const { comparison } = await burst(stage(), scene, seeded(SEED), REQUESTS);
      expect(comparison.arrived).toHaveLength(REQUESTS);
      expect(comparison).toMatchObject({ lost: [], doubled: [], wrong: [], open: [] });
    });
  });
}
