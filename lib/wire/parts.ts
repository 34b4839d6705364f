import { KEY_NAMES, namesOf, plainName } from './names.ts';
import { isRecord } from './record.ts';

/** A property that plays a part, by its name as it is written. */
export interface Part {
  name: string;
  value: unknown;
}

/** The parts that stand on one object. */
export interface Parts {
  type?: Part;
  /** The type's name is one that means nothing else. */
  isTypeSure: boolean;
  time?: Part;
  key?: Part;
  payload?: Part;
  list?: Part;
  /** Properties of the object. */
  size: number;
}

const ROLES = ['type', 'time', 'key', 'payload', 'list'] as const;
type Role = (typeof ROLES)[number];

/** Names for each part, the first choice first. */
const NAMES: Record<Role, readonly string[]> = {
  type: ['eventType', 'eventName', 'event', '$type', 'discriminator', 'type', 'name'],
  time: ['timestamp', 'time', 'eventTime', 'occurredAt', 'eventTimestamp', 'createdAt', 'ts'],
  key: KEY_NAMES,
  payload: ['data', 'payload', 'properties', 'event'],
  list: ['events', 'trackedEvents', 'batch', 'items', 'data'],
};
/** A product has a type and a name as well. */
const UNSURE: ReadonlySet<string> = new Set(['type', 'name']);

/** Added to the rank: what is of no use counts only where nothing else is there. */
const UNFIT = 100;
const UNSURE_RANK = 200;

/** What a name may stand for; the lower the rank, the sooner it is chosen. */
interface Candidate {
  role: Role;
  name: string;
  rank: number;
  isSure: boolean;
}

/** Names whose parts are remembered. */
const MAX_REMEMBERED = 10_000;
/** Characters of a name that can be a part's: the longest of them, with room for `_`. */
const MAX_NAME = 50;

const NO_PART: readonly Candidate[] = [];
const byPlainName = Map.groupBy(
  ROLES.flatMap((role) =>
    NAMES[role].map((name, at) => ({
      role,
      name,
      isSure: role !== 'type' || !UNSURE.has(name),
      rank: at * 2 + (role === 'type' && UNSURE.has(name) ? UNSURE_RANK : 0),
    })),
  ),
  ({ name }) => plainName(name),
);
const remembered = new Map<string, readonly Candidate[]>();

function candidatesFor(name: string): readonly Candidate[] {
  if (name.length > MAX_NAME) return NO_PART;
  const known = remembered.get(name);
  if (known) return known;
  const candidates = (byPlainName.get(plainName(name)) ?? NO_PART).map(
    ({ rank, ...candidate }) => ({ ...candidate, rank: name === candidate.name ? rank : rank + 1 }),
  );
  const own = candidates.length > 0 ? candidates : NO_PART;
  if (remembered.size < MAX_REMEMBERED) remembered.set(name, own);
  return own;
}

/**
 * Finds the parts of an object by the names of its properties, in one pass. Of several candidates
 * for a part, one that is fit goes before one that is not, then by rank, then as it is written.
 */
export function partsOf(record: Record<string, unknown>): Parts {
  const names = namesOf(record);
  const parts: Parts = { isTypeSure: false, size: names.length };
  const best = { type: Infinity, time: Infinity, key: Infinity, payload: Infinity, list: Infinity };
  for (const name of names) {
    const candidates = candidatesFor(name);
    if (candidates === NO_PART) continue;
    const value = record[name];
    for (const { role, rank, isSure } of candidates) {
      const fitness = fitnessOf(role, value);
      if (fitness === undefined || fitness + rank >= best[role]) continue;
      best[role] = fitness + rank;
      parts[role] = { name, value };
      if (role === 'type') parts.isTypeSure = isSure;
    }
  }
  return parts;
}

/** What is added to the rank of a value for a part; `undefined` where it can't be that part at all. */
function fitnessOf(role: Role, value: unknown): number | undefined {
  const isText = typeof value === 'string' && value !== '';
  switch (role) {
    case 'type':
      if (typeof value === 'object' && value !== null) return undefined;
      return isText ? 0 : UNFIT;
    case 'time':
      return isText || typeof value === 'number' ? 0 : UNFIT;
    case 'key':
      return isText ? 0 : UNFIT;
    case 'payload':
      return isRecord(value) || (isText && value.trimStart().startsWith('{')) ? 0 : undefined;
    case 'list':
      if (Array.isArray(value)) return 0;
      return isText && value.trimStart().startsWith('[') ? 0 : UNFIT;
  }
}
