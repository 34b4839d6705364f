import type { BatchEvent } from './batch-events.ts';

/** What the receiver got and the panel lacks, one line each: events in its log, rows in its list. */
export function findMissing(
  received: readonly BatchEvent[],
  logged: readonly BatchEvent[],
  shownTypes: readonly string[],
): string[] {
  const ids = new Set(logged.map(({ eventId }) => eventId));
  const notLogged = received.filter(({ eventId }) => !ids.has(eventId));
  const types = [...new Set(received.map(({ eventType }) => eventType))];
  return [
    ...notLogged.map(({ eventType, eventId }) => `not in the log: ${eventType} ${eventId}`),
    ...types.flatMap((type) => {
      const sent = received.filter(({ eventType }) => eventType === type).length;
      const shown = shownTypes.filter((shown) => shown === type).length;
      return shown < sent ? [`not in the list: ${sent - shown} of ${sent} ${type}`] : [];
    }),
  ];
}
