import { wildcard } from '../../capture/endpoints.ts';
import type { Contract } from './contract.ts';

/** Which contract checks what of a batch. */
export interface ContractCoverage {
  batch: Contract | undefined;
  byType: ReadonlyMap<string, Contract>;
}

/** Where a batch went, and whose it is. */
export interface Destination {
  /** The receiver's, with its port. */
  host?: string | undefined;
  key?: string | undefined;
}

/**
 * The contracts that apply to a batch: for the batch itself and for each type of event that of its key
 * before that of its host before that of none, and of equals the newest.
 */
export function chooseContracts(contracts: Contract[], to: Destination): ContractCoverage {
  const fitting = contracts
    .filter((contract) => applies(contract, to))
    .toSorted((a, b) => rank(a) - rank(b) || a.record.loadedAt - b.record.loadedAt);
  let batch: Contract | undefined;
  const byType = new Map<string, Contract>();
  for (const contract of fitting) {
    const { covers } = contract.record;
    if (covers === 'batch') batch = contract;
    else for (const { eventType } of covers) byType.set(eventType, contract);
  }
  return { batch, byType };
}

function applies({ record: { scope } }: Contract, to: Destination): boolean {
  if (scope.key !== undefined && scope.key !== to.key) return false;
  return scope.host === undefined || (to.host !== undefined && wildcard(scope.host).test(to.host));
}

function rank({ record: { scope } }: Contract): number {
  if (scope.key !== undefined) return 2;
  return scope.host === undefined ? 0 : 1;
}
