import type { HarEntry } from './har.ts';

/** Characters of a body that are searched. */
const MAX_SEARCHED = 256 * 1024;
/** Properties and items that are looked at. */
const MAX_ITEMS = 20;

/**
 * What makes a request look like one of tracking, by the name as it was written:
 *
 * - `key`: its body, headers or query carry an instrumentation key
 * - `events`: its body has a list of events
 */
export interface Sign {
  kind: 'key' | 'events';
  name: string;
}

/** A request that goes to no endpoint, and looks as if it should. */
export interface Lookalike {
  /** Without query: what would be added as an endpoint. */
  url: string;
  sign: Sign;
}

/** Names are compared without case and `_`; source: wire format, inferred. */
const KEYS = new Set(['instrumentationkey', 'ikey']);
/** Others' trackers use these names as well: they count beside events only. */
const WEAK_KEYS = new Set(['apikey', 'writekey']);
const ENVELOPES = new Set(['events', 'trackedevents']);
/** Too common to count, but at a path that is for tracking. */
const WEAK_ENVELOPES = new Set(['items', 'batch', 'data']);
const TYPES = new Set([
  'eventtype',
  'type',
  '$type',
  'name',
  'eventname',
  'event',
  'discriminator',
]);
const TRACKING_PATH = /\/(events?|track|t|collect)\/?$/i;
const KEY_HEADER = /^(x-)?instrumentation-?key$/i;
/** For bodies that are no JSON: forms, several lines of JSON, something cut. */
const KEY_IN_TEXT = /(?:^|["&\s{,])(instrumentation_?key|i_?key)["']?\s*[:=]/i;

/** Whether a POST looks like tracking; it is for the caller to know that it goes to no endpoint. */
export function lookalike({ request }: HarEntry): Lookalike | undefined {
  if (request.method !== 'POST') return undefined;
  const parsed = URL.parse(request.url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return undefined;
  const text = request.postData?.text ?? '';
  const sign =
    signInBody(text, TRACKING_PATH.test(parsed.pathname)) ??
    keySign(request.headers.find(({ name }) => KEY_HEADER.test(name))?.name) ??
    keySign([...parsed.searchParams.keys()].find((name) => KEYS.has(plain(name))));
  return sign && { url: `${parsed.origin}${parsed.pathname}`, sign };
}

function keySign(name: string | undefined): Sign | undefined {
  return name === undefined ? undefined : { kind: 'key', name };
}

function signInBody(text: string, isTrackingPath: boolean): Sign | undefined {
  if (text.length > MAX_SEARCHED) return signInText(text.slice(0, MAX_SEARCHED));
  const value = json(text);
  if (value === undefined) return signInText(text);
  const key = [value, ...itemsOf(value)].flatMap((one) => nameIn(one, KEYS) ?? [])[0];
  if (key !== undefined) return { kind: 'key', name: key };
  const hasWeakKey = nameIn(value, WEAK_KEYS) !== undefined;
  const envelope = envelopeIn(value, isTrackingPath || hasWeakKey);
  return envelope === undefined ? undefined : { kind: 'events', name: envelope };
}

function signInText(text: string): Sign | undefined {
  return keySign(KEY_IN_TEXT.exec(text)?.[1]);
}

/** The name of the property that holds a list of things with a type, as events have. */
function envelopeIn(value: unknown, isLikely: boolean): string | undefined {
  if (!isRecord(value)) return undefined;
  return Object.keys(value).find((name) => {
    const known = ENVELOPES.has(plain(name)) || (isLikely && WEAK_ENVELOPES.has(plain(name)));
    return known && itemsIn(value[name]).some((item) => nameIn(item, TYPES) !== undefined);
  });
}

/** What may be events: the items of a list, or of the lists that an object holds. */
function itemsOf(value: unknown): unknown[] {
  if (!isRecord(value)) return itemsIn(value);
  return Object.values(value).slice(0, MAX_ITEMS).flatMap(itemsIn);
}

function itemsIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, MAX_ITEMS) : [];
}

function nameIn(value: unknown, names: ReadonlySet<string>): string | undefined {
  return isRecord(value) ? Object.keys(value).find((name) => names.has(plain(name))) : undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: it is searched as text.
    return undefined;
  }
}
