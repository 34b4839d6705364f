import type { IncomingHttpHeaders } from 'node:http';

/** The CORS headers for a request to the events, preflight or not: any origin may send. */
export function corsHeaders(request: IncomingHttpHeaders): Record<string, string> {
  if (request.origin === undefined) return {};
  const headers: Record<string, string> = {
    'Access-Control-Allow-Origin': request.origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': 'POST, OPTIONS',
    'Access-Control-Expose-Headers': 'Retry-After',
    Vary: 'Origin, Access-Control-Request-Headers',
  };
  const asked = request['access-control-request-headers'];
  if (asked !== undefined) headers['Access-Control-Allow-Headers'] = asked;
  if (request['access-control-request-private-network'] === 'true') {
    headers['Access-Control-Allow-Private-Network'] = 'true';
  }
  return headers;
}
