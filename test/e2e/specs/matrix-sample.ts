import { expect, test } from 'vitest';
import type { Mode } from '../../matrix/row.ts';
import { ROWS } from '../../matrix/rows.ts';
import { runRows } from '../../matrix/run.ts';
import { matrixSample } from '../../matrix/sample.ts';
import { matrixSeed } from '../../matrix/seed.ts';
import { startSite } from '../../matrix/site/site.ts';
import type { Stage } from '../stage.ts';

const COUNT = 8;
/** For all of them, in milliseconds. */
const PATIENCE = 120_000;

/** A few rows of the sender matrix; `npm run matrix` runs all. */
export function matrixSampleSpecs(mode: Mode): (stage: () => Stage) => void {
  const seed = matrixSeed();
  const rows = matrixSample(ROWS, seed, COUNT);

  return (stage) => {
    test(
      `in ${mode} capture the log holds what was sent (${COUNT} senders of the matrix, MATRIX_SEED=${seed})`,
      { timeout: PATIENCE },
      async () => {
        const site = await startSite();
        try {
          const outcomes = await runRows(stage().driver, site, rows, mode);
          const unexpected = outcomes.filter(({ cell }) => !cell.ok);
          expect(unexpected.map(({ row, cell }) => `${row.id}: ${cell.text}`)).toEqual([]);
        } finally {
          await site.close();
        }
      },
    );
  };
}
