import { quote, quoted } from '../quote.ts';
import { type Event, isRecord } from '../../wire/decode.ts';
import { namesIn } from '../../wire/pointer.ts';
import { type Facts, findingsAt, fixOf } from './facts.ts';
import { GUESS, type About, type EventRule, type Finding } from './rule.ts';
import { TRAIT } from './text-traits.ts';
import { offsetBy, offsetText } from './time-offset.ts';
import { timeIn } from './time-text.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** An event can't be later than its request, but for what the clocks of two processes differ. */
const CLOCKS_DIFFER = 10 * SECOND;
const FUTURE = 5 * MINUTE;
/** Events wait for their batch for seconds; what comes much later had waited for a connection. */
const LATE = 10 * MINUTE;

const withoutOffset: EventRule = {
  ...GUESS,
  id: 'time-without-offset',
  title: 'ruleTimeWithoutOffset',
  explanation: 'ruleTimeWithoutOffsetWhy',
  traits: TRAIT.unusualTime,
  refines: true,
  example: { event: { eventType: 'ProductViewed', timestamp: '2026-11-23T09:15:02' } },
  check: (facts, about) =>
    findingsAt(facts, (leaf) => {
      if (!(leaf.traits & TRAIT.unusualTime) || typeof leaf.value !== 'string') return;
      if (timeIn(leaf.value)?.form !== 'local') return;
      const offset = offsetBy(leaf.value, about.at);
      const fix = offset === undefined ? {} : fixOf(leaf, leaf.value.replace(' ', 'T') + offset);
      return { expected: 'ISO 8601 (2026-11-23T09:15:02Z)', actual: quote(leaf.value), ...fix };
    }),
};

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
      const path = timePath ?? event.path;
      const meant = typeof value === 'string' ? meantBy(value, at, about.at) : undefined;
      const fix = meant === undefined ? {} : { fix: { path, value: meant } };
      return [{ path, expected: `≈ ${isoOf(about.at)}`, ...quoted(value), ...fix }];
    },
  };
}

/**
 * What a wrong time was likely to be: seconds that were taken for milliseconds, or the other way about; a local
 * time ahead of UTC that says it is UTC. Of one behind, it may as well be that the event waited.
 */
function meantBy(text: string, at: number, sent: number): string | undefined {
  const scaled = [at * SECOND, at / SECOND].find((one) => Math.abs(one - sent) < DAY);
  if (scaled !== undefined) return isoOf(scaled);
  const offset = at > sent && /z$/i.test(text) ? offsetText(at - sent) : undefined;
  return offset === undefined || offset === 'Z' ? undefined : text.slice(0, -1) + offset;
}

/** What stands where an event tells its time: a field of its own or of its payload. */
function timeOf({ value, path, payload, timePath }: Event): unknown {
  for (const [record, at] of [
    [value, path],
    [payload.value, payload.path],
  ] as const) {
    if (!isRecord(record) || !timePath?.startsWith(`${at}/`)) continue;
    const [name = '', ...inner] = namesIn(timePath.slice(at.length)) ?? [];
    if (inner.length === 0 && Object.hasOwn(record, name)) return record[name];
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
