export interface BatchEvent {
  eventType: string;
  eventId: string;
}

/** The events in a batch that the shop sent. Throws where the text is not such a batch. */
export function eventsOf(text: string): BatchEvent[] {
  const { events } = JSON.parse(text) as { events: BatchEvent[] }; // by our own tracker
  return events;
}
