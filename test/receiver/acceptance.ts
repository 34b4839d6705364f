/** What the local Event Receiver accepts: few checks, only to have something to refuse. */

/** Messages by the path of the value that they are about, `$` being the whole body. */
export type Refusals = Record<string, string[]>;

export type Acceptance = { ok: true } | { ok: false; errors: Refusals };

/** A batch of nothing but bad events must not make an endless answer. */
const mostRefusals = 100;

/** Checks one request body (bytes, already decompressed). Never throws. */
export function checkBatch(body: Uint8Array): Acceptance {
  const read = readJson(body);
  const found = read.ok ? batchRefusals(read.value) : [refusal('$', read.reason)];
  if (found.length === 0) return { ok: true };
  const errors: Refusals = {};
  for (const { path, message } of found.slice(0, mostRefusals)) (errors[path] ??= []).push(message);
  return { ok: false, errors };
}

interface Refusal {
  path: string;
  message: string;
}

function refusal(path: string, message: string): Refusal {
  return { path, message };
}

function readJson(body: Uint8Array): { ok: true; value: unknown } | { ok: false; reason: string } {
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : 'Not JSON.' };
  }
}

function batchRefusals(batch: unknown): Refusal[] {
  if (!isObject(batch)) return [refusal('$', 'The batch must be an object.')];
  const found: Refusal[] = [];
  const { instrumentationKey: key, events } = batch;
  if (typeof key !== 'string' || key === '') {
    found.push(refusal('instrumentationKey', 'The instrumentationKey field is required.'));
  }
  if (!Array.isArray(events)) found.push(refusal('events', 'The events field must be an array.'));
  else if (events.length === 0) found.push(refusal('events', 'The batch holds no events.'));
  else
    for (const [i, event] of events.entries()) found.push(...eventRefusals(event, `events[${i}]`));
  return found;
}

function eventRefusals(event: unknown, path: string): Refusal[] {
  if (!isObject(event)) return [refusal(path, 'An event must be an object.')];
  const type = event['eventType'];
  if (typeof type !== 'string' || type === '') {
    return [refusal(`${path}.eventType`, 'The eventType field is required.')];
  }
  return Object.entries(fieldRules[type] ?? {})
    .filter(([field, rule]) => field in event && !rule.holds(event[field]))
    .map(([field, rule]) => refusal(`${path}.${field}`, rule.message));
}

interface FieldRule {
  holds: (value: unknown) => boolean;
  message: string;
}

/** By event type and field. A field that is absent is not checked. */
const fieldRules: Partial<Record<string, Record<string, FieldRule>>> = {
  OrderCreated: {
    orderId: {
      holds: (value) => typeof value === 'string',
      message: 'The orderId must be a string.',
    },
    totalPrice: {
      holds: (value) => typeof value === 'number',
      message: 'The totalPrice must be a number.',
    },
    currency: {
      holds: (value) => typeof value === 'string' && /^[A-Z]{3}$/i.test(value),
      message: 'The currency must be a three-letter code of ISO 4217.',
    },
    lines: { holds: Array.isArray, message: 'The lines must be an array.' },
  },
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
