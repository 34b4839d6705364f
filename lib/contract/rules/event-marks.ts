import { type Event, isRecord } from '../../wire/decode.ts';
import { namesOf, plainName } from '../../wire/names.ts';
import { pointer } from '../../wire/pointer.ts';
import { contentDigest, digestOf, digestOfName, type NameDigest } from './digest.ts';

/** Names, without case style, of the field that tells one event from another. */
const IDS = new Set(['eventid', 'messageid', 'insertid', 'eventuuid', 'eventguid', 'uuid', 'guid']);
/** Names of the time at which an event happened, or was sent. */
const TIMES = new Set([
  'timestamp',
  'time',
  'ts',
  'eventtime',
  'occurredat',
  'createdat',
  'sentat',
  'originaltimestamp',
  'clienttimestamp',
]);
const ORDER_ID = 'orderid';
const ORDER = 'ordercreated';
/** Of the name with a mark between its words, and at both ends. */
const LONGEST_ORDER = ORDER.length + 3;

/** What an event is known again by: each stands for a value, and for the key that it was sent with. */
export interface EventMarks {
  id?: number;
  order?: number;
  /** All that it says, but for its id and its time. */
  content?: number;
}

type Role = 'id' | 'order' | 'time' | 'none';

interface NameMark extends NameDigest {
  role: Role;
}

/** Fields among which an id is looked for; an event with more of them is known by nothing. */
const MAX_FIELDS = 5000;
/** Names that are remembered, as most events have the same. */
const MAX_KNOWN = 5000;
/** Characters of a name that has a role. */
const MAX_NAME = 100;
const known = new Map<string, NameMark>();

function markOfName(name: string): NameMark {
  const found = known.get(name);
  if (found) return found;
  const role = name.length > MAX_NAME ? 'none' : roleOfPlain(plainName(name));
  const isLeftOut = role === 'id' || role === 'time';
  const mark = { role, digest: digestOfName(name), isLeftOut };
  if (known.size < MAX_KNOWN && name.length <= MAX_NAME) known.set(name, mark);
  return mark;
}

function roleOfPlain(plain: string): Role {
  if (IDS.has(plain)) return 'id';
  if (TIMES.has(plain)) return 'time';
  return plain === ORDER_ID ? 'order' : 'none';
}

/** @param key a digest of the key that it was sent with */
export function marksOf(event: Event, key: number): EventMarks {
  const { value, payload } = event;
  const marks: EventMarks = {};
  if (!isRecord(value)) return marks;
  const id = markOf(event, 'id');
  if (id) marks.id = digestOf(key, 'id', String(id.value));
  const order = isOrder(event) ? markOf(event, 'order') : undefined;
  if (order) marks.order = digestOf(key, 'order', String(order.value));
  const content = contentDigest(key, value, payload.value, markOfName);
  if (content !== undefined) marks.content = content;
  return marks;
}

/** JSON Pointer of the field that holds an event's id or its order's. */
export function pathOfMark(event: Event, role: 'id' | 'order'): string {
  const mark = markOf(event, role);
  return mark ? mark.in + pointer(mark.name) : event.path;
}

/** An event's own field goes before its payload's. */
function markOf({ value, path, payload }: Event, role: 'id' | 'order') {
  if (!isRecord(value)) return undefined;
  const own = fieldIn(value, path, role);
  if (own || payload.path === path) return own;
  const inner = fieldIn(payload.value, payload.path, role);
  // Of a flat event `id` may be the product's.
  if (inner || role === 'order' || !Object.hasOwn(value, 'id') || !isId(value['id'])) return inner;
  return { in: path, name: 'id', value: value['id'] };
}

function fieldIn(record: Record<string, unknown>, path: string, role: 'id' | 'order') {
  const names = namesOf(record);
  if (names.length > MAX_FIELDS) return undefined;
  for (const name of names) {
    if (markOfName(name).role !== role) continue;
    const value = record[name];
    if (isId(value)) return { in: path, name, value };
  }
  return undefined;
}

function isOrder({ type }: Event): boolean {
  if (type === undefined || type.length > LONGEST_ORDER) return false;
  return type === 'OrderCreated' || plainName(type) === ORDER;
}

function isId(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}
