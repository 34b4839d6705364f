import { decompress } from './decompress.ts';
import type { ReceivedRequest } from './received.ts';

/** One line for the terminal: time, status, size, shortened key, event types. */
export function summarize(request: ReceivedRequest): string {
  const time = new Date(request.at).toISOString().slice(11, 23);
  const size = `${request.body.length} B`.padStart(10);
  return `${time}  ${String(request.status).padEnd(7)} ${size}  ${describe(request)}`;
}

/** `3f2a9c41-…-0000c9` becomes `3f2a…c9`: a key names its tenant, so it is not shown whole. */
export function shortenKey(key: string): string {
  return key.length > 8 ? `${key.slice(0, 4)}…${key.slice(-2)}` : `${key.slice(0, 1)}…`;
}

function describe({ body, headers }: ReceivedRequest): string {
  try {
    const plain = decompress(body, headers['content-encoding']);
    const batch: unknown = JSON.parse(new TextDecoder().decode(plain));
    if (typeof batch !== 'object' || batch === null) return 'not a batch';
    const key = 'instrumentationKey' in batch ? batch.instrumentationKey : undefined;
    const events: unknown[] = 'events' in batch && Array.isArray(batch.events) ? batch.events : [];
    const shown = typeof key === 'string' ? shortenKey(key) : 'no key';
    return printable(`${shown}  ${countTypes(events) || 'no events'}`);
  } catch {
    return 'not JSON';
  }
}

function countTypes(events: unknown[]): string {
  const counts = new Map<string, number>();
  for (const event of events) {
    const named = typeof event === 'object' && event !== null && 'eventType' in event;
    const type = named && typeof event.eventType === 'string' ? event.eventType : '(no type)';
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => (count > 1 ? `${type} ×${count}` : type)).join(', ');
}

/** What a page sends must not steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '�').slice(0, 200);
}
