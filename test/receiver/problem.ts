import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Refusals } from './acceptance.ts';

/** A problem+json text as ASP.NET writes it (RFC 9457 with `traceId` and `errors`). */
export function problem(status: number, errors: Refusals = {}): string {
  return JSON.stringify({
    type: `https://httpstatuses.io/${status}`,
    title: Object.keys(errors).length
      ? 'One or more validation errors occurred.'
      : (STATUS_CODES[status] ?? 'Unknown status'),
    status,
    traceId: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`,
    errors,
  });
}
