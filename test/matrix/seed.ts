/** What a run takes where nothing else is said: the same rows for every commit. */
const USUAL = 166_483_670;

/** The seed of a sample: that of the environment (`MATRIX_SEED`), or always the same. */
export function matrixSeed(): number {
  const given = Number(process.env['MATRIX_SEED']);
  return Number.isInteger(given) && given > 0 ? given : USUAL;
}
