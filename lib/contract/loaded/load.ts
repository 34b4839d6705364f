import { MAX_TYPES } from './bounds.ts';
import { compile } from './compile.ts';
import { type Contract, ContractRecord, type Scope } from './contract.ts';
import { coversOf } from './covers.ts';
import type { Draft } from './draft.ts';
import { readJson } from './json-text.ts';
import type { Refused } from './refusal.ts';

/** What is known of a contract beside its text. */
export interface Loading {
  id: string;
  name: string;
  /** Milliseconds since the epoch. */
  now: number;
  scope: Scope;
  /** Event types, or the batch; absent: as the schema says. */
  covers?: 'batch' | string[];
  /** Where the schema does not say; absent: as its keywords suggest. */
  draft?: Draft;
}

export type Loaded = { ok: true; contract: Contract } | Refused;

/** Reads a contract from its text, or says why it can't be used. */
export function loadContract(source: string, loading: Loading): Loaded {
  const { id, now, scope } = loading;
  const name = loading.name.trim();
  if (name === '') return { ok: false, refusal: { message: 'contractNoName' } };
  const json = readJson(source);
  if (!json.ok) return json;
  const made = compile(json.value, loading.draft);
  if (!made.ok) return made;
  const { compiled } = made;
  const told = loading.covers;
  const covers = Array.isArray(told)
    ? told.map((eventType) => ({ eventType }))
    : (told ?? coversOf(compiled.root));
  if (covers === undefined || covers.length === 0) {
    return { ok: false, refusal: { message: 'contractNoType', place: { pointer: '' } } };
  }
  if (covers !== 'batch' && covers.length > MAX_TYPES) {
    return { ok: false, refusal: { message: 'contractTooManyTypes', params: [MAX_TYPES] } };
  }
  const { draft } = compiled;
  const record = { id, name, loadedAt: now, source, draft, scope, covers };
  const parsed = ContractRecord.safeParse(record);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const reason = `${issue?.path.join('.')}: ${issue?.message}`;
    return { ok: false, refusal: { message: 'contractNotStored', params: [reason] } };
  }
  return { ok: true, contract: { record: parsed.data, compiled } };
}

/** Makes a contract that is kept ready to check. */
export function openContract(record: ContractRecord): Loaded {
  const json = readJson(record.source);
  if (!json.ok) return json;
  const made = compile(json.value, record.draft);
  return made.ok ? { ok: true, contract: { record, compiled: made.compiled } } : made;
}
