import { checkLoaded } from '../../../../lib/contract/loaded/check-loaded.ts';
import type { Contract } from '../../../../lib/contract/loaded/contract.ts';
import { chooseContracts } from '../../../../lib/contract/loaded/coverage.ts';
import { loadContract, type Loading } from '../../../../lib/contract/loaded/load.ts';
import type { Refusal } from '../../../../lib/contract/loaded/refusal.ts';

const LOADING: Loading = { id: 'c-1', name: 'Plan', now: 1000, scope: {} };

export function load(schema: unknown, more: Partial<Loading> = {}) {
  const text = typeof schema === 'string' ? schema : JSON.stringify(schema);
  return loadContract(text, { ...LOADING, ...more });
}

export function contractOf(schema: unknown, more: Partial<Loading> = {}): Contract {
  const loaded = load(schema, { covers: ['A'], ...more });
  if (!loaded.ok) throw new Error(`refused: ${JSON.stringify(loaded.refusal)}`);
  return loaded.contract;
}

/** Why a contract is refused; undefined if it is not. */
export function refusalOf(schema: unknown, more: Partial<Loading> = {}): Refusal | undefined {
  const loaded = load(schema, { covers: 'batch', ...more });
  return loaded.ok ? undefined : loaded.refusal;
}

export function batchOf(...values: unknown[]) {
  const events = values.map((value, index) => ({
    index,
    path: `/events/${index}`,
    type: 'A',
    value,
  }));
  return { value: { events: values }, events };
}

/** The issues of one event, by a contract for its type. */
export function issuesOf(schema: unknown, value: unknown, more: Partial<Loading> = {}) {
  return checkLoaded(batchOf(value), chooseContracts([contractOf(schema, more)], {}));
}
