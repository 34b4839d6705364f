import { readConsent } from './consent.ts';
import { EventTracker } from './event-tracker.ts';
import { newId } from './new-id.ts';
import { readSettings } from './settings.ts';

const trackers: EventTracker[] = [];

/** A tracker with this tab's settings and session; a silent one if the customer refused. */
export function startTracker(instrumentationKey: string): EventTracker {
  const tracker = new EventTracker({
    ...readSettings(),
    instrumentationKey,
    sessionId: sessionId(),
  });
  if (readConsent() === 'refused') tracker.stop();
  trackers.push(tracker);
  return tracker;
}

export function stopTracking(): void {
  for (const tracker of trackers) tracker.stop();
}

function sessionId(): string {
  const id = sessionStorage.getItem('shop.session') ?? newId();
  sessionStorage.setItem('shop.session', id);
  return id;
}
