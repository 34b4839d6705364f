/** The path of every Bizzkit Event Receiver, whatever its host. Source: wire format, documented. */
const RECEIVER_PATH = /\/api\/events\/?$/;

/** What `webRequest` is asked to listen to: wider than {@link isEndpoint}, which decides. */
export const RECEIVER_PATTERN = '*://*/*api/events*';

export interface EndpointIssue {
  message: 'endpointNotUrl' | 'endpointScheme';
}

/**
 * An endpoint as a user adds it: an absolute http(s) URL; `*` stands for any characters, query
 * and fragment do not count.
 */
export function parseEndpoint(
  text: string,
): { ok: true; endpoint: string } | { ok: false; issue: EndpointIssue } {
  const parsed = URL.parse(text.trim().replaceAll('*', '__any__'));
  if (!parsed?.hostname) return { ok: false, issue: { message: 'endpointNotUrl' } };
  if (!/^https?:$/.test(parsed.protocol))
    return { ok: false, issue: { message: 'endpointScheme' } };
  return { ok: true, endpoint: withoutQuery(parsed).replaceAll('__any__', '*') };
}

/** The match pattern that covers an endpoint; ports do not fit into one, so it may cover more. */
export function endpointPattern(endpoint: string): string {
  const { protocol, hostname, pathname } = new URL(endpoint.replaceAll('*', '__any__'));
  const host = hostname.includes('__any__') ? wildcardHost(hostname) : hostname;
  return `${protocol}//${host}${pathname.replaceAll('__any__', '*')}*`;
}

/** `shop-*.test` is no legal host of a match pattern: `*.test` covers it. */
function wildcardHost(hostname: string): string {
  const labels = hostname.split('.');
  const last = labels.findLastIndex((label) => label.includes('__any__'));
  return ['*', ...labels.slice(last + 1)].join('.');
}

/** Whether a request is one to record: a POST to a receiver's path or to an endpoint of the user's. */
export function isEndpoint(method: string, url: string, endpoints: readonly string[]): boolean {
  if (method.toUpperCase() !== 'POST') return false;
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return false;
  if (RECEIVER_PATH.test(parsed.pathname)) return true;
  const plain = withoutQuery(parsed);
  return endpoints.some((endpoint) => wildcard(withoutSlash(endpoint)).test(plain));
}

function withoutQuery(url: URL): string {
  return withoutSlash(`${url.protocol}//${url.host}${url.pathname}`);
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}

/** `*` as "any characters", anchored; matching is linear for the few stars a pattern may hold. */
export function wildcard(pattern: string): RegExp {
  const source = pattern
    .split(/\*+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`, 'i');
}
