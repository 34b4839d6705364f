import { MAX_CONTRACTS } from './bounds.ts';
import { ContractRecord } from './contract.ts';
import { isObject } from './node.ts';
import type { Refused } from './refusal.ts';

/** Where the contracts stand in `storage.local`: a list of records, the oldest first. */
export const CONTRACTS_KEY = 'contracts';

/** A contract as it was stored; one that can't be read is told with its reason, and stays. */
export type StoredContract =
  | { ok: true; id: string; record: ContractRecord }
  | { ok: false; id: string; name: string; reason: string };

/** Reads what was stored; a broken record spoils only itself. */
export function readContracts(stored: unknown): StoredContract[] {
  return listOf(stored).map((entry, index) => {
    const parsed = ContractRecord.safeParse(entry);
    const id = idOf(entry, index);
    if (parsed.success) return { ok: true, id, record: parsed.data };
    const [first] = parsed.error.issues;
    const reason = `${first?.path.join('.') || 'record'}: ${first?.message ?? '?'}`;
    const name = isObject(entry) && typeof entry['name'] === 'string' ? entry['name'] : id;
    return { ok: false, id, name: name.slice(0, 200), reason };
  });
}

/** What to store once a contract is added; what could not be read stays as it is. */
export function addContract(
  stored: unknown,
  record: ContractRecord,
): { ok: true; stored: unknown[] } | Refused {
  const list = listOf(stored);
  if (list.length >= MAX_CONTRACTS) {
    return { ok: false, refusal: { message: 'contractTooMany', params: [list.length] } };
  }
  return { ok: true, stored: [...list, record] };
}

/** What to store once a contract is removed, by its id among {@link readContracts}. */
export function removeContract(stored: unknown, id: string): unknown[] {
  return listOf(stored).filter((entry, index) => idOf(entry, index) !== id);
}

function listOf(stored: unknown): unknown[] {
  if (stored === undefined) return [];
  return Array.isArray(stored) ? stored : [stored];
}

function idOf(entry: unknown, index: number): string {
  const id = isObject(entry) ? entry['id'] : undefined;
  return typeof id === 'string' && id !== '' ? id : `#${index}`;
}
