/**
 * The match pattern that covers an origin. Firefox knows no ports in patterns, so access to a host
 * is access to all of its ports.
 */
export function originPattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}
