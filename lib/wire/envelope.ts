import { below } from './pointer.ts';
import { beginsLikeJson, type Open } from './embedded.ts';
import { eventOf, wrappedIn } from './event.ts';
import { plainName } from './names.ts';
import { type Parts, partsOf } from './parts.ts';
import { isRecord } from './record.ts';

/** Events in a body's value, before they are read. */
export interface Found {
  /** At most `MAX_EVENTS` of them. */
  items: Item[];
  /** How many there are. */
  total: number;
  eventsPath?: string;
  key?: string;
  keyPath?: string;
  /** It has a key or events, or the place for one of them. */
  isOurs: boolean;
}

export interface Item {
  value: unknown;
  path: string;
}

/** Events of one body that are read. */
export const MAX_EVENTS = 100_000;
/** Names under which nothing but events is sent in a list. */
const SURE_LISTS: ReadonlySet<string> = new Set(['events', 'trackedevents', 'batch']);
/** Envelopes around an envelope that are opened. */
const MAX_DEPTH = 3;
/** Properties of an object in which an envelope is looked for. */
const MAX_SEARCHED = 50;
/** An event type as the only name of an object, where nothing else says that it is an event. */
const TYPE_NAME = /^[A-Z][\w .:-]*$/;

const NONE: Readonly<Found> = { items: [], total: 0, isOurs: false };

/** Finds key and events by the shape of a value: an envelope, a list, or a single event. */
export function findEvents(value: unknown, path: string, open: Open, depth = 0): Found {
  if (Array.isArray(value)) return inList(value, path, open, depth);
  return isRecord(value) ? inRecord(value, path, open, depth) : { ...NONE };
}

/** Documents that stand beside each other: lines, or batches in a list. An object is an event unless it is more. */
export function findInEach(
  documents: readonly unknown[],
  path: string,
  open: Open,
  depth = 0,
): Found {
  const all: Found = { ...NONE, items: [] };
  for (const [index, document] of documents.entries()) {
    const at = below(path, index);
    const found = findEvents(document, at, open, depth + 1);
    all.isOurs ||= found.isOurs;
    const isEvent = !found.isOurs && isRecord(document);
    const items = isEvent ? [{ value: document, path: at }] : found.items;
    all.total += isEvent ? 1 : found.total;
    for (const item of items.slice(0, MAX_EVENTS - all.items.length)) all.items.push(item);
    if (all.key === undefined && found.key !== undefined) {
      all.key = found.key;
      if (found.keyPath !== undefined) all.keyPath = found.keyPath;
    }
  }
  return all;
}

function inList(list: readonly unknown[], path: string, open: Open, depth: number): Found {
  const [first] = list;
  if (depth < MAX_DEPTH && isRecord(first) && sureListOf(partsOf(first), open)) {
    return findInEach(list, path, open, depth);
  }
  const items = itemsOf(list, path);
  const isOurs = items.some(({ value }) => eventOf(value, 0, '', open).type !== undefined);
  return { items, total: list.length, eventsPath: path, isOurs };
}

function inRecord(record: Record<string, unknown>, path: string, open: Open, depth: number): Found {
  const parts = partsOf(record);
  const { key } = parts;
  const own: Found = { ...NONE, isOurs: key !== undefined };
  if (typeof key?.value === 'string' && key.value !== '') {
    own.key = key.value;
    own.keyPath = below(path, key.name);
  }
  const list = listIn(parts, own.isOurs, open);
  if (list && parts.list) {
    const eventsPath = below(path, parts.list.name);
    const items = itemsOf(list, eventsPath);
    return { ...own, items, total: list.length, eventsPath, isOurs: true };
  }
  const hasType = typeof parts.type?.value === 'string' && parts.type.value !== '';
  if (!hasType && depth < MAX_DEPTH) {
    const inner = inProperties(record, path, open, depth);
    if (inner) return { ...own, ...inner, isOurs: true };
  }
  if (hasType || isEvent(record, parts, open)) {
    return { ...own, items: [{ value: record, path }], total: 1, isOurs: true };
  }
  return { ...own, isOurs: own.isOurs || (parts.list !== undefined && isSure(parts.list.name)) };
}

/** The list of events of an envelope; an event may itself have items, or data in a list. */
function listIn(parts: Parts, hasKey: boolean, open: Open): unknown[] | undefined {
  const sure = sureListOf(parts, open);
  if (sure) return sure;
  const list = open(parts.list?.value);
  if (!Array.isArray(list)) return undefined;
  if (!parts.type) return hasKey || list.some((item) => isRecord(open(item))) ? list : undefined;
  if (parts.isTypeSure) return undefined;
  return list.some((item) => isRecord(item) && partsOf(item).isTypeSure) ? list : undefined;
}

function sureListOf({ list }: Parts, open: Open): unknown[] | undefined {
  if (!list || !isSure(list.name)) return undefined;
  const value = open(list.value);
  return Array.isArray(value) ? value : undefined;
}

function isSure(name: string): boolean {
  return SURE_LISTS.has(plainName(name));
}

/** An envelope, a list of events or, in a string, an event, in a property of any name. */
function inProperties(
  record: Record<string, unknown>,
  path: string,
  open: Open,
  depth: number,
): Found | undefined {
  for (const name of Object.keys(record).slice(0, MAX_SEARCHED)) {
    const value = record[name];
    const isText = isJsonText(value);
    if (!isText && (typeof value !== 'object' || value === null)) continue;
    const inner = open(value);
    const at = below(path, name);
    if (isRecord(inner)) {
      const parts = partsOf(inner);
      const isEnvelope = parts.list !== undefined && isSure(parts.list.name);
      const isEventInText = isText && !isPayload(name, record) && parts.type !== undefined;
      if (isEnvelope || isEventInText) {
        const found = findEvents(inner, at, open, depth + 1);
        const [item] = found.items;
        // The event's value is the text, as it came.
        if (isText && item?.path === at) return { ...found, items: [{ value, path: at }] };
        if (item || found.eventsPath !== undefined) return found;
      }
    } else if (Array.isArray(inner) && (isText || isSure(name) || inner.some(isJsonText))) {
      const found = findEvents(inner, at, open, depth + 1);
      if (found.isOurs) return found;
    }
  }
  return undefined;
}

function isJsonText(value: unknown): boolean {
  return typeof value === 'string' && beginsLikeJson(value);
}

/** What a payload says belongs to the event around it. */
function isPayload(name: string, record: Record<string, unknown>): boolean {
  return partsOf(record).payload?.name === name;
}

function isEvent(record: Record<string, unknown>, parts: Parts, open: Open): boolean {
  const wrapped = wrappedIn(record, parts);
  if (wrapped) return TYPE_NAME.test(wrapped.name);
  return eventOf(record, 0, '', open).type !== undefined;
}

function itemsOf(list: readonly unknown[], path: string): Item[] {
  return list.slice(0, MAX_EVENTS).map((value, index) => ({ value, path: below(path, index) }));
}
