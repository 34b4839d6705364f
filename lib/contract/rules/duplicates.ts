import type { Said } from '../../language/said.ts';
import type { Batch } from '../../wire/decode.ts';
import { pathOfMark } from './event-marks.ts';
import type { Finding, SessionRule } from './rule.ts';
import type { Memory, Original, Repeated } from './session-index.ts';

/** Where the original stands, as a text. */
function whereIs({ capture, visit, event }: Original, memory: Memory): Said {
  if (capture === memory.capture) return { text: 'originalInBatch', params: [event + 1] };
  return { text: visit === memory.visit ? 'originalOnPage' : 'originalOnOtherPage' };
}

/**
 * The events that repeat another by a mark. What a retry or a resend repeats of other requests is no
 * duplicate of the page's making.
 */
function repeatedBy(
  by: 'id' | 'order' | 'content',
  message: 'issueDuplicateId' | 'issueDuplicateOrder' | 'issueDuplicateContent',
  isOther: (repeated: Repeated) => boolean = () => false,
) {
  return (memory: Memory, batch: Batch): Finding[] =>
    memory.repeated.flatMap((repeated): Finding[] => {
      const original = repeated[by];
      const event = batch.events[repeated.event];
      if (!original || !event || isOther(repeated)) return [];
      if (memory.again && original.capture !== memory.capture) return [];
      const path = by === 'content' ? event.path : pathOfMark(event, by);
      return [
        {
          path,
          event: event.index,
          message,
          params: [whereIs(original, memory)],
          original: { capture: original.capture, event: original.event },
        },
      ];
    });
}

const bodyOf = (event: object) => ({ instrumentationKey: 'key-1', events: [event] });
const VIEWED = bodyOf({ eventType: 'ProductViewed', eventId: 'e-1', productId: 'A-1' });
const ORDERED = bodyOf({ eventType: 'OrderCreated', orderId: '10045' });

const duplicateId: SessionRule = {
  kind: 'session',
  id: 'duplicate-id',
  title: 'ruleDuplicateId',
  explanation: 'ruleDuplicateIdWhy',
  severity: 'warning',
  grade: 'inferred',
  example: {
    captures: [
      { id: '1', body: VIEWED },
      { id: '2', body: VIEWED },
    ],
  },
  check: repeatedBy('id', 'issueDuplicateId'),
};

const duplicateOrder: SessionRule = {
  kind: 'session',
  id: 'duplicate-order',
  title: 'ruleDuplicateOrder',
  explanation: 'ruleDuplicateOrderWhy',
  severity: 'warning',
  grade: 'inferred',
  example: {
    captures: [
      { id: '1', visit: 'thanks', at: 0, body: ORDERED },
      { id: '2', visit: 'thanks again', at: 60_000, body: ORDERED },
    ],
  },
  check: repeatedBy('order', 'issueDuplicateOrder', ({ id }) => id !== undefined),
};

const duplicateContent: SessionRule = {
  kind: 'session',
  id: 'duplicate-content',
  title: 'ruleDuplicateContent',
  explanation: 'ruleDuplicateContentWhy',
  severity: 'info',
  grade: 'inferred',
  example: {
    captures: [
      {
        id: '1',
        body: {
          instrumentationKey: 'key-1',
          events: ['e-1', 'e-2'].map((eventId) => ({
            eventType: 'ProductClicked',
            eventId,
            productId: 'A-1',
          })),
        },
      },
    ],
  },
  check: repeatedBy(
    'content',
    'issueDuplicateContent',
    ({ id, order }) => id !== undefined || order !== undefined,
  ),
};

const retry: SessionRule = {
  kind: 'session',
  id: 'retry',
  title: 'ruleRetry',
  explanation: 'ruleRetryWhy',
  severity: 'info',
  grade: 'documented',
  example: {
    captures: [
      { id: '1', body: VIEWED },
      { id: '2', twice: { reason: 'retry', of: '1' }, body: VIEWED },
    ],
  },
  check: ({ again }) => (again === 'retry' ? [{ path: '' }] : []),
};

const resend: SessionRule = {
  kind: 'session',
  id: 'resend',
  title: 'ruleResend',
  explanation: 'ruleResendWhy',
  severity: 'info',
  grade: 'documented',
  example: {
    captures: [
      { id: '1', body: VIEWED },
      { id: '2', resendOf: '1', body: VIEWED },
    ],
  },
  check: ({ again }) => (again === 'resend' ? [{ path: '' }] : []),
};

const severalKeys: SessionRule = {
  kind: 'session',
  id: 'several-keys',
  title: 'ruleSeveralKeys',
  explanation: 'ruleSeveralKeysWhy',
  severity: 'info',
  grade: 'inferred',
  example: {
    captures: [
      { id: '1', body: VIEWED },
      { id: '2', body: { ...VIEWED, instrumentationKey: 'key-2' } },
    ],
  },
  check: ({ hasOtherKey }, { keyPath }) => (hasOtherKey ? [{ path: keyPath ?? '' }] : []),
};

export const SESSION_RULES = [
  duplicateId,
  duplicateOrder,
  duplicateContent,
  retry,
  resend,
  severalKeys,
];
