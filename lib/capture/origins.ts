/**
 * The match pattern that covers an origin. Firefox knows no ports in patterns, so access to a host
 * is access to all of its ports.
 */
export function originPattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

/** Whether one of the match patterns, as `permissions` tells them, covers an http(s) address. */
export function isCovered(url: string, patterns: readonly string[]): boolean {
  const { protocol = '', hostname = '' } = URL.parse(url) ?? {};
  if (!/^https?:$/.test(protocol)) return false;
  return patterns.some((pattern) => {
    if (pattern === '<all_urls>') return true;
    const [, scheme, host = ''] = /^(\*|https?|wss?):\/\/([^/]+)/.exec(pattern) ?? [];
    if (scheme !== '*' && `${scheme}:` !== protocol) return false;
    if (host.startsWith('*.'))
      return hostname === host.slice(2) || hostname.endsWith(host.slice(1));
    return host === '*' || host.replace(/:\d+$/, '') === hostname;
  });
}
