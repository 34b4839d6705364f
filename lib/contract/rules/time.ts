import { quote, quoted } from '../quote.ts';
import { type Event, isRecord } from '../../wire/decode.ts';
import { pointer } from '../issue.ts';
import { type Facts, findingsAt, fixOf } from './facts.ts';
import { KIND } from './name-kinds.ts';
import type { About, EventRule, Finding } from './rule.ts';
import { timeIn } from './time-text.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** Offsets of the world's time zones are whole quarters, up to 14 hours. */
const QUARTER = 15 * MINUTE;
const MOST_OFFSET = 56 * QUARTER;
/** A local time this close to the request, but for an offset, is of its moment. */
const CLOSE = 2 * MINUTE;

/** An event can't be later than its request, but for what the clocks of two processes differ. */
const CLOCKS_DIFFER = 10 * SECOND;
const FUTURE = 5 * MINUTE;
/** Events wait for their batch for seconds; what comes much later had waited for a connection. */
const LATE = 10 * MINUTE;

const withoutOffset: EventRule = {
  kind: 'event',
  id: 'time-without-offset',
  title: 'ruleTimeWithoutOffset',
  explanation: 'ruleTimeWithoutOffsetWhy',
  severity: 'warning',
  grade: 'inferred',
  kinds: KIND.time,
  refines: true,
  example: { event: { eventType: 'ProductViewed', timestamp: '2026-11-23T09:15:02' } },
  check: (facts, about) =>
    findingsAt(facts, (leaf) => {
      if (!(leaf.kind & KIND.time) || typeof leaf.value !== 'string') return;
      if (timeIn(leaf.value)?.form !== 'local') return;
      const offset = offsetBy(leaf.value, about.at);
      const fix = offset === undefined ? {} : fixOf(leaf, leaf.value.replace(' ', 'T') + offset);
      return { expected: 'ISO 8601 (2026-11-23T09:15:02Z)', actual: quote(leaf.value), ...fix };
    }),
};

/** The offset that makes a local time that of its request, where there is one. */
function offsetBy(local: string, at: number | undefined): string | undefined {
  const utc = Date.parse(`${local.replace(' ', 'T').replace(',', '.')}Z`);
  if (at === undefined || Number.isNaN(utc)) return undefined;
  const offset = Math.round((utc - at) / QUARTER) * QUARTER;
  if (Math.abs(offset) > MOST_OFFSET || Math.abs(utc - at - offset) > CLOSE) return undefined;
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset) / MINUTE;
  const parts = [Math.floor(minutes / 60), minutes % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${offset < 0 ? '-' : '+'}${parts.join(':')}`;
}

/** A rule on how far an event's own time is ahead of its request, in milliseconds; behind: below zero. */
function onLead(
  entry: Pick<EventRule, 'id' | 'title' | 'explanation' | 'severity' | 'example'>,
  isWrong: (lead: number) => boolean,
): EventRule {
  return {
    kind: 'event',
    ...entry,
    grade: 'inferred',
    check({ event }: Facts, about: About): Finding[] {
      const { at, timePath } = event;
      if (at === undefined || about.at === undefined || !isWrong(at - about.at)) return [];
      const value = timeOf(event);
      // Without an offset it may be another moment.
      if (typeof value === 'string' && timeIn(value)?.form === 'local') return [];
      return [{ path: timePath ?? event.path, expected: `≈ ${isoOf(about.at)}`, ...quoted(value) }];
    },
  };
}

/** What stands where an event tells its time: a field of its own or of its payload. */
function timeOf({ value, path, payload, timePath }: Event): unknown {
  for (const [record, at] of [
    [value, path],
    [payload.value, payload.path],
  ] as const) {
    if (!isRecord(record)) continue;
    const name = Object.keys(record).find((one) => at + pointer(one) === timePath);
    if (name !== undefined) return record[name];
  }
  return undefined;
}

function isoOf(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString();
}

/** 2026-11-23T09:15:02Z */
const SENT = 1_795_425_302_000;
const viewedAt = (timestamp: string) => ({
  event: { eventType: 'ProductViewed', productId: 'A-1', timestamp },
  about: { at: SENT },
});

const future = onLead(
  {
    id: 'time-in-future',
    title: 'ruleTimeInFuture',
    explanation: 'ruleTimeInFutureWhy',
    severity: 'warning',
    example: viewedAt('2026-11-23T10:15:02Z'),
  },
  (lead) => lead > FUTURE,
);

const old = onLead(
  {
    id: 'time-old',
    title: 'ruleTimeOld',
    explanation: 'ruleTimeOldWhy',
    severity: 'warning',
    example: viewedAt('2026-11-21T09:15:02Z'),
  },
  (lead) => lead < -DAY,
);

const skew = onLead(
  {
    id: 'time-skew',
    title: 'ruleTimeSkew',
    explanation: 'ruleTimeSkewWhy',
    severity: 'info',
    example: viewedAt('2026-11-23T08:15:02Z'),
  },
  (lead) => (lead > CLOCKS_DIFFER && lead <= FUTURE) || (lead < -LATE && lead >= -DAY),
);

export const TIME_RULES = [withoutOffset, future, old, skew];
