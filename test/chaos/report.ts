import { printTable } from '../start/print-table.ts';
import type { BurstRun } from './burst.ts';
import type { Comparison } from './compare.ts';
import type { Letter } from './letters.ts';
import type { Logged } from './logged.ts';
import { distances, KILL_METHOD, type KillRun } from './kills.ts';
import type { UnloadRun } from './unload.ts';

/**
 * A request that began so shortly before a kill, or while the background was starting, may have been
 * handed to a background that ended before it could write, in milliseconds.
 */
export const BEFORE_WRITE = 250;

/** Marks of a list that are named. */
const NAMED = 20;

/** What was lost, told apart by whether a kill fell between its dispatch and the write. */
export function losses({ comparison, posted, kills }: KillRun) {
  const at = new Map(posted.map((one) => [one.mark, one.at]));
  const lost = comparison.lost.map((mark) => ({
    mark,
    ...distances(at.get(mark) ?? 0, kills),
  }));
  return {
    beforeWrite: lost.filter(({ next }) => next <= BEFORE_WRITE),
    otherwise: lost.filter(({ next }) => next > BEFORE_WRITE),
  };
}

export function reportKills(browser: keyof typeof KILL_METHOD, run: KillRun): boolean {
  const { comparison, kills, letters } = run;
  const { beforeWrite, otherwise } = losses(run);
  console.log(`  ${kills.length} kills by ${KILL_METHOD[browser]}, ${letters.length} requests`);
  printComparison(comparison, {
    'lost, killed before the write': beforeWrite.length,
    'lost otherwise': otherwise.length,
  });
  for (const { mark, next, since } of [...otherwise, ...beforeWrite].slice(0, NAMED)) {
    console.log(`  ${mark}: ${next} ms before a kill, ${since} ms after one`);
  }
  printFaults(comparison, run.log, letters);
  return otherwise.length + comparison.doubled.length + comparison.wrong.length === 0;
}

function printFaults(
  comparison: Comparison,
  log: readonly Logged[],
  letters: readonly Letter[],
): void {
  const sender = new Map(letters.map((letter) => [letter.mark, letter.sender]));
  for (const name of ['doubled', 'uncertain', 'wrong', 'open'] as const) {
    for (const mark of comparison[name].slice(0, NAMED)) {
      const seen = log.filter((one) => (one.mark ?? one.id) === mark);
      console.log(`  ${name}: ${mark} (${sender.get(mark)}) ${seen.map(tell).join('; ')}`);
    }
  }
}

const tell = ({ id, by, state, error, uncertain }: Logged) =>
  `${id} by ${by} ${state}${error ? ` (${error})` : ''}${uncertain ? ' uncertain' : ''}`;

export function reportBurst({ comparison, log, letters, sending, untilLogged }: BurstRun): boolean {
  console.log(`  sent within ${sending} ms; all in the log ${untilLogged} ms after the first`);
  printComparison(comparison);
  printFaults(comparison, log, letters);
  return isWhole(comparison);
}

export function reportUnload({ comparison, journeys, log }: UnloadRun): boolean {
  console.log(`  ${journeys.length} journeys`);
  printComparison(comparison);
  const lettersOf = journeys.flatMap((journey) =>
    journey.letters.map((letter) => ({ ...journey, ...letter })),
  );
  for (const name of ['lost', 'doubled', 'uncertain', 'wrong', 'open', 'invented'] as const) {
    for (const { mark, sender, occasion, way } of lettersOf.filter((one) =>
      comparison[name].includes(one.mark),
    )) {
      const seen = log.filter((one) => one.mark === mark).map(tell);
      console.log(`  ${name}: ${mark} (${sender}, ${occasion}, ${way}) ${seen.join('; ')}`);
    }
  }
  return isWhole(comparison) && comparison.invented.length === 0;
}

export function isWhole({ lost, doubled, wrong }: Comparison): boolean {
  return lost.length + doubled.length + wrong.length === 0;
}

function printComparison(comparison: Comparison, further: Record<string, number> = {}): void {
  const counts = Object.entries(comparison).map(([what, marks]) => [what, marks.length] as const);
  printTable(
    [...counts, ...Object.entries(further)].map(([what, count]) => ({ what, count: `${count}` })),
  );
}
