import { below } from './pointer.ts';
import type { Event } from './batch.ts';
import { brokenText, type Open } from './embedded.ts';
import { type Part, type Parts, partsOf } from './parts.ts';
import { isRecord } from './record.ts';
import { timeOf } from './time.ts';

/** An item of a list as an event, whatever it is: its parts are found by their names. */
export function eventOf(value: unknown, index: number, path: string, open: Open): Event {
  const event: Event = { index, path, value, payload: { value: {}, path } };
  const record = open(value);
  if (!isRecord(record)) return event;
  const parts = partsOf(record);
  event.payload.value = record;
  take(event, parts, path);
  const wrapped = wrappedIn(record, parts);
  if (wrapped) {
    event.type = wrapped.name;
    event.typePath = below(path, wrapped.name);
    nest(event, wrapped, path, open);
  } else if (parts.payload) {
    nest(event, parts.payload, path, open);
  }
  return event;
}

/** The only property of an object, where that says the type of what it holds. */
export function wrappedIn(
  record: Record<string, unknown>,
  { size, payload }: Parts,
): Part | undefined {
  if (size !== 1 || payload) return undefined;
  const [name = ''] = Object.keys(record);
  const value = record[name];
  return isRecord(value) ? { name, value } : undefined;
}

/** Takes what is nested in an event for its payload, and from it the parts that the event lacks. */
function nest(event: Event, { name, value }: Part, around: string, open: Open) {
  const path = below(around, name);
  const record = open(value);
  if (!isRecord(record)) {
    const broken = typeof value === 'string' ? brokenText(value, path) : undefined;
    if (broken) event.broken = broken;
    return;
  }
  event.payload = { value: record, path };
  const parts = partsOf(record);
  const { type: _, ...others } = parts;
  // What is named `type` or `name` there is the product's, or whatever the event is about.
  take(event, parts.isTypeSure ? parts : others, path);
  // A wrapper may hold an event that is nested in turn.
  if (!parts.payload || event.typePath !== path) return;
  const inner = open(parts.payload.value);
  if (!isRecord(inner)) return;
  event.payload = { value: inner, path: below(path, parts.payload.name) };
}

function take(event: Event, { type, time, key }: Omit<Parts, 'isTypeSure' | 'size'>, path: string) {
  if (type && event.type === undefined) {
    const isText = typeof type.value === 'string' && type.value !== '';
    if (isText || event.typePath === undefined) event.typePath = below(path, type.name);
    if (isText) event.type = String(type.value);
  }
  if (time && event.timePath === undefined) {
    event.timePath = below(path, time.name);
    const at = timeOf(time.value);
    if (at !== undefined) event.at = at;
  }
  if (key && event.key === undefined && typeof key.value === 'string' && key.value !== '') {
    event.key = key.value;
    event.keyPath = below(path, key.name);
  }
}
