import { MAX_CHARACTERS, MAX_VALUES } from './facts.ts';
import type { BatchRule, EventRule } from './rule.ts';

/** Events of a batch beyond this are unusual. */
const MOST_EVENTS = 500;
/** Bytes that a browser sends on leaving a page: the Fetch standard's limit for `keepalive` and beacons. */
const MOST_BYTES = 64 * 1024;
/** Characters of an event. */
const MOST_OF_EVENT = 16 * 1024;

const emptyBatch: BatchRule = {
  kind: 'batch',
  id: 'empty-batch',
  title: 'issueEmptyBatch',
  explanation: 'ruleEmptyBatchWhy',
  severity: 'warning',
  grade: 'inferred',
  example: { body: { instrumentationKey: 'key-1', events: [] } },
  check(batch) {
    // That there is no list at all is another issue.
    const { events, eventsPath } = batch;
    return events.length > 0 || eventsPath === undefined ? [] : [{ path: eventsPath }];
  },
};

const largeBatch: BatchRule = {
  kind: 'batch',
  id: 'large-batch',
  title: 'ruleLargeBatch',
  explanation: 'ruleLargeBatchWhy',
  severity: 'info',
  grade: 'inferred',
  example: {
    body: { instrumentationKey: 'key-1', events: [{ eventType: 'ProductViewed' }] },
    about: { size: 80_000 },
  },
  check({ events }, { size = 0 }) {
    if (size > MOST_BYTES) {
      return [{ path: '', expected: `≤ ${MOST_BYTES} bytes`, actual: `${size} bytes` }];
    }
    if (events.length <= MOST_EVENTS) return [];
    return [{ path: '', expected: `≤ ${MOST_EVENTS} events`, actual: `${events.length} events` }];
  },
};

const largeEvent: EventRule = {
  kind: 'event',
  id: 'large-event',
  title: 'ruleLargeEvent',
  explanation: 'ruleLargeEventWhy',
  severity: 'info',
  grade: 'inferred',
  example: { event: { eventType: 'ProductViewed', description: 'long '.repeat(4000) } },
  check({ event: { path }, size, isCut }) {
    if (isCut) {
      const actual = `> ${MAX_VALUES} values or ${MAX_CHARACTERS} characters`;
      return [{ path, message: 'issueNotCheckedWhole', actual }];
    }
    if (size <= MOST_OF_EVENT) return [];
    return [{ path, expected: `≤ ${MOST_OF_EVENT} characters`, actual: `≈ ${size} characters` }];
  },
};

export const SIZE_RULES = [emptyBatch, largeBatch, largeEvent];
