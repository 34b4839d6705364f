import { type Batch, type Event, isRecord } from '../../wire/decode.ts';
import { fieldOf, plainName } from '../../wire/names.ts';
import { nameOf, pointer } from '../../wire/pointer.ts';

/** Where in the body a server's path leads. */
export interface Place {
  path: string;
  event?: number;
}

type Part = string | number;

/** What is needed of a batch to find a place in it. */
export type Located = Pick<Batch, 'events' | 'value'>;

/** Characters and parts of a path that are read. */
const MAX_PATH = 1000;
const MAX_PARTS = 50;

/** Names that servers have for the list of events, without case style. */
const LISTS = new Set(['events', 'trackedevents', 'items', 'batch', 'data']);
/** What a batch has whether or not it was sent. */
const OF_BATCH = new Set(['instrumentationkey', 'events']);

/** `a.b[2]`, `a['b']`, or a JSON Pointer. */
const PART = /\[(\d{1,9})\]|\[(?:"([^"]*)"|'([^']*)')\]|([^.[\]]+)/g;

/**
 * Finds what a server's path is about: `events[2].totalPrice`, with or without `$.` before it, in any case
 * style, or the name of the server's own parameter before it (`batch.Events[2]`). What is absent in the body is
 * named in its object's style. `undefined` if it leads nowhere.
 */
export function placeOf(path: string, batch: Located): Place | undefined {
  const parts = partsOf(path);
  if (!parts) return undefined;
  if (parts.length === 0) return { path: '' };
  return resolve(parts, batch) ?? (parts.length > 1 ? resolve(parts.slice(1), batch) : undefined);
}

/** The place of a path that is of one event: `totalPrice`, or one that begins at the batch. */
export function placeInEvent(path: string, event: Event, batch: Located): Place {
  const parts = partsOf(path) ?? [];
  const whole = resolve(parts, batch);
  if (whole?.event === event.index) return whole;
  return { path: within(event, parts), event: event.index };
}

function partsOf(path: string): Part[] | undefined {
  if (path.length > MAX_PATH) return undefined;
  const bare = path.replace(/^[$#]\.?/, '');
  const parts = bare.startsWith('/') ? pointerParts(bare) : dottedParts(bare);
  return parts.length > MAX_PARTS ? undefined : parts;
}

function pointerParts(path: string): Part[] {
  return path
    .slice(1)
    .split('/')
    .map(nameOf)
    .map((part) => (/^\d{1,9}$/.test(part) ? Number(part) : part));
}

function dottedParts(path: string): Part[] {
  return [...path.matchAll(PART)].map(([, index, double, single, name]) =>
    index === undefined ? (double ?? single ?? name ?? '') : Number(index),
  );
}

function resolve(parts: Part[], batch: Located): Place | undefined {
  const [first, second] = parts;
  if (typeof first === 'number') return inEvent(batch.events[first], parts.slice(1));
  if (first === undefined) return undefined;
  if (LISTS.has(plainName(first)) && typeof second === 'number') {
    return inEvent(batch.events[second], parts.slice(2));
  }
  const field = isRecord(batch.value) ? fieldOf(batch.value, first) : undefined;
  if (!field && !(parts.length === 1 && OF_BATCH.has(plainName(first)))) return undefined;
  const path = follow(batch.value, '', parts);
  const event = batch.events.find((one) => path === one.path || path.startsWith(`${one.path}/`));
  return { path, ...(event && { event: event.index }) };
}

function inEvent(event: Event | undefined, parts: Part[]): Place | undefined {
  return event && { path: within(event, parts), event: event.index };
}

/** An event's own field, or its payload's. */
function within({ value, path, payload }: Event, parts: Part[]): string {
  const [first] = parts;
  const isOfPayload =
    typeof first === 'string' &&
    payload.path !== path &&
    !(isRecord(value) && fieldOf(value, first)) &&
    fieldOf(payload.value, first) !== undefined;
  return isOfPayload ? follow(payload.value, payload.path, parts) : follow(value, path, parts);
}

function follow(from: unknown, path: string, parts: Part[]): string {
  let value = from;
  const names = parts.map((part) => {
    if (Array.isArray(value)) {
      value = typeof part === 'number' ? (value as unknown[])[part] : undefined;
      return part;
    }
    const record = isRecord(value) ? value : undefined;
    const field = record && fieldOf(record, String(part));
    value = field?.value;
    return field?.name ?? styledLike(record, part);
  });
  return path + pointer(...names);
}

/** A server writes `TotalPrice` for what is sent as `totalPrice`: an absent field is named as its neighbours are. */
function styledLike(neighbours: Record<string, unknown> | undefined, name: Part): Part {
  if (typeof name === 'number') return name;
  const isCamel = Object.keys(neighbours ?? {}).every((other) => /^[^A-Z]/.test(other));
  return isCamel ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
