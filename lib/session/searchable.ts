import type { Issue } from '../contract/issue.ts';
import type { RequestFacts, Searchable } from '../filter/searchable.ts';
import type { Event } from '../wire/batch.ts';
import type { CaptureDetail, CaptureRow, EventRow } from './rows.ts';
import { transportOf } from './summary.ts';

/** Characters of an event whose text is made once, however often its capture changes. */
const LARGE = 65_536;
const largeTexts = new WeakMap<object, string>();

/** What a filter asks of the rows of a capture, in their order. */
export function searchablesOf(detail: CaptureDetail, row: CaptureRow): Searchable[] {
  const of = factsOf(detail, row);
  const byEvent = Map.groupBy(detail.issues, ({ event }) => event);
  const ofBatch = byEvent.get(undefined) ?? [];
  return row.rows.map((one) => {
    const own = one.index === undefined ? detail.issues : (byEvent.get(one.index) ?? []);
    const issues = one.index === undefined ? own : [...own, ...ofBatch];
    return searchableOf(detail, one, of, issues);
  });
}

function searchableOf(
  { batch, text: body }: CaptureDetail,
  { index, type, states }: EventRow,
  of: RequestFacts,
  issues: readonly Issue[],
): Searchable {
  const event = index === undefined ? undefined : batch?.events[index];
  const rules = issues.length === 0 ? NO_RULES : [...new Set(issues.map(({ rule }) => rule))];
  const facts = { of, type, states, rules };
  return event
    ? new SearchableEvent({ ...facts, roots: rootsOf(event) })
    : { ...facts, roots: NO_ROOTS, text: (body ?? '').toLowerCase() };
}

/** Its text is made when it is asked for first. A class, since there are many. */
class SearchableEvent implements Searchable {
  readonly of: RequestFacts;
  readonly type: string | undefined;
  readonly states: number;
  readonly rules: readonly string[];
  readonly roots: readonly unknown[];
  private known: string | undefined;

  constructor({ of, type, states, rules, roots }: Omit<Searchable, 'text'>) {
    this.of = of;
    this.type = type;
    this.states = states;
    this.rules = rules;
    this.roots = roots;
  }

  get text(): string {
    return (this.known ??= textOf(this.roots));
  }
}

const NO_RULES: readonly string[] = [];
const NO_ROOTS: readonly unknown[] = [];

function rootsOf({ value, payload }: Event): readonly unknown[] {
  const isAlone = payload.value === value || Object.keys(payload.value).length === 0;
  return isAlone ? [value] : [payload.value, value];
}

function factsOf({ capture, reading }: CaptureDetail, { key }: CaptureRow): RequestFacts {
  const { url, status, at, route, error } = capture;
  const about = [url, status, key, route, error].filter((part) => part !== undefined).join(' ');
  return {
    isOther: reading === 'other',
    key,
    status,
    at,
    page: route,
    host: hostOf(url),
    transport: transportOf(capture),
    about: about.toLowerCase(),
  };
}

/** Most requests go to the address of the one before, and to parse each takes longer than all else here. */
let latest = { url: '', host: '' };

function hostOf(url: string): string {
  if (url !== latest.url) latest = { url, host: URL.parse(url)?.host ?? '' };
  return latest.host;
}

/** @param roots the event itself is the last */
function textOf(roots: readonly unknown[]): string {
  const value = roots.at(-1);
  if (typeof value !== 'object' || value === null) return writtenAs(value).toLowerCase();
  const known = largeTexts.get(value);
  if (known !== undefined) return known;
  const text = writtenAs(value).toLowerCase();
  if (text.length >= LARGE) largeTexts.set(value, text);
  return text;
}

function writtenAs(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    // Nested deeper than the engine's stack: it is found by what is known of its request only.
    return '';
  }
}
