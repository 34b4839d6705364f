import type { Capture } from '../capture/capture.ts';
import { aboutOf, checkBatch, USUAL_SETTINGS } from '../contract/check.ts';
import type { Issue } from '../contract/issue.ts';
import { checkLoaded } from '../contract/loaded/check-loaded.ts';
import type { Contract, ContractRecord } from '../contract/loaded/contract.ts';
import { openContract } from '../contract/loaded/load.ts';
import { chooseContracts, type ContractCoverage } from '../contract/loaded/coverage.ts';
import type { CheckSettings } from '../contract/rules/rule.ts';
import { createSessionIndex } from '../contract/rules/session-index.ts';
import { verdictOf } from '../contract/verdict/verdict.ts';
import type { Batch } from '../wire/batch.ts';

/** What a user has said of how to check. */
export interface CheckBasis {
  settings: CheckSettings;
  contracts: ContractRecord[];
}

export type Checks = ReturnType<typeof createChecks>;

/** What the built-in contract says of an event's shape: a loaded contract says it in its place. */
const SHAPE_RULES = ['missing-field', 'wrong-field', 'unknown-type', 'no-type'];
/** Destinations whose contracts are remembered. */
const MAX_CHOSEN = 1000;

/**
 * Checks the captures of a session, by the built-in contract and its rules, by what the user has loaded and
 * set, by what came before, and by the server's answer.
 */
export function createChecks() {
  const index = createSessionIndex();
  const chosen = new Map<string, ContractCoverage>();
  let settings = USUAL_SETTINGS;
  let contracts: Contract[] = [];

  function coverageOf({ url }: Capture, { key }: Batch): ContractCoverage {
    const host = URL.parse(url)?.host;
    const name = `${host} ${key}`;
    const known = chosen.get(name);
    if (known) return known;
    if (chosen.size >= MAX_CHOSEN) chosen.clear();
    const coverage = chooseContracts(contracts, { host, key });
    chosen.set(name, coverage);
    return coverage;
  }

  function ofBatch(capture: Capture, batch: Batch): Issue[] {
    const coverage = coverageOf(capture, batch);
    const isCovered = ({ event, contract, rule }: Issue) =>
      contract === 'built-in' &&
      SHAPE_RULES.includes(rule) &&
      (coverage.batch !== undefined || coverage.byType.has(typeOf(batch, event)));
    return [
      ...checkBatch(batch, aboutOf(capture), settings).filter((issue) => !isCovered(issue)),
      ...checkLoaded(batch, coverage),
      ...index.check(capture, batch, settings),
    ];
  }

  return {
    /** What is read from now on is checked so. */
    use(basis: CheckBasis): void {
      settings = basis.settings;
      contracts = basis.contracts.flatMap((record) => {
        const opened = openContract(record);
        return opened.ok ? [opened.contract] : [];
      });
      chosen.clear();
    },

    /** @param response bytes of the answer's body, where they are known */
    of: (capture: Capture, batch: Batch | undefined, response: Uint8Array | undefined): Issue[] => [
      ...(batch ? ofBatch(capture, batch) : []),
      ...verdictOf(capture, response, batch),
    ],

    /** Whether the answer's body may say something of the batch. */
    asksForResponse: ({ status = 0 }: Capture): boolean =>
      status >= 400 || status === 206 || status === 207,

    forget: (gone: Iterable<string>): void => index.forget(gone),
    clear: (): void => index.clear(),
  };
}

function typeOf({ events }: Batch, event: number | undefined): string {
  return (
    (event === undefined ? undefined : events.find(({ index }) => index === event)?.type) ?? ''
  );
}
