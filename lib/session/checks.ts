import type { Capture } from '../capture/capture.ts';
import { headerValue } from '../capture/headers.ts';
import type { Visit } from '../capture/visit.ts';
import { aboutOf, checkBatch, USUAL_SETTINGS } from '../contract/check.ts';
import type { Issue } from '../contract/issue.ts';
import { checkLoaded } from '../contract/loaded/check-loaded.ts';
import type { Contract, ContractRecord } from '../contract/loaded/contract.ts';
import type { StoredContract } from '../contract/loaded/store.ts';
import { openContract } from '../contract/loaded/load.ts';
import { chooseContracts, type ContractCoverage } from '../contract/loaded/coverage.ts';
import type { CheckSettings } from '../contract/rules/rule.ts';
import { createSessionIndex } from '../contract/rules/session-index.ts';
import type { Settings } from '../settings/settings.ts';
import { verdictOf } from '../contract/verdict/verdict.ts';
import type { Batch } from '../wire/batch.ts';
import { consentAt, consentOf, type ConsentStep } from './consent.ts';

/** What a user has said of how to check. */
export interface CheckBasis {
  settings: CheckSettings;
  contracts: ContractRecord[];
}

/** What the settings and the stored contracts say of how to check. */
export function basisOf(settings: Settings, contracts: StoredContract[]): CheckBasis {
  const { rules, keys, hosts, consentRequired } = settings;
  const records = contracts.flatMap((stored) => (stored.ok ? [stored.record] : []));
  return { settings: { rules, keys, hosts, consentRequired }, contracts: records };
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
  /** By visit, of those whose page has said something of it. */
  const consent = new Map<string, readonly ConsentStep[]>();
  let settings = USUAL_SETTINGS;
  let contracts: Contract[] = [];

  function coverageOf({ url }: Capture, { key }: Batch): ContractCoverage | undefined {
    if (contracts.length === 0) return undefined;
    const host = URL.parse(url)?.host;
    const name = `${host} ${key}`;
    const known = chosen.get(name);
    if (known) return known;
    if (chosen.size >= MAX_CHOSEN) chosen.clear();
    const coverage = chooseContracts(contracts, { host, key });
    chosen.set(name, coverage);
    return coverage;
  }

  function ofBatch(capture: Capture, batch: Batch, ofSession: Issue[]): Issue[] {
    const inForce = consentAt(consent.get(capture.visit) ?? [], capture);
    const issues = checkBatch(batch, aboutOf(capture, inForce), settings);
    const coverage = coverageOf(capture, batch);
    if (!coverage) return [...issues, ...ofSession];
    const isCovered = ({ event, contract, rule }: Issue) =>
      contract === 'built-in' &&
      SHAPE_RULES.includes(rule) &&
      (coverage.batch !== undefined || coverage.byType.has(typeOf(batch, event)));
    return [
      ...issues.filter((issue) => !isCovered(issue)),
      ...checkLoaded(batch, coverage),
      ...ofSession,
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

    /** Notes the consent of visits. Gives those of which it has changed: what they sent is to be checked anew. */
    know(visits: readonly Visit[]): Set<string> {
      const changed = new Set<string>();
      for (const visit of visits) {
        const steps = consentOf(visit);
        if (JSON.stringify(steps) === JSON.stringify(consent.get(visit.id) ?? [])) continue;
        consent.set(visit.id, steps);
        changed.add(visit.id);
      }
      return changed;
    },

    /** @param response bytes of the answer's body, where they are known */
    of: (capture: Capture, batch: Batch | undefined, response: Uint8Array | undefined): Issue[] => [
      ...(batch ? ofBatch(capture, batch, index.check(capture, batch, settings)) : []),
      ...verdictOf(capture, response, batch),
    ],

    /** What can be said of a batch that has not been sent: nothing compares it with others. */
    alone: (capture: Capture, batch: Batch): Issue[] => ofBatch(capture, batch, []),

    /** Whether the answer's body may say something of the batch. */
    asksForResponse: ({ status = 0, responseHeaders }: Capture): boolean =>
      status >= 400 ||
      status === 206 ||
      status === 207 ||
      // One that takes the batch may say in JSON that it took a part.
      /\bjson\b/i.test(headerValue(responseHeaders, 'content-type') ?? ''),

    forget: (gone: Iterable<string>): void => index.forget(gone),
    clear(): void {
      index.clear();
      consent.clear();
    },
  };
}

function typeOf({ events }: Batch, event: number | undefined): string {
  return (
    (event === undefined ? undefined : events.find(({ index }) => index === event)?.type) ?? ''
  );
}
