/** Policies of one page that are read, and characters of each. */
const MAX_POLICIES = 20;
const MAX_POLICY = 20_000;

/**
 * The directive by which a page's Content Security Policies (CSP Level 3) forbid a request, as far as they
 * are known; `undefined` where none of them does. What is not understood forbids nothing.
 *
 * @param policies values of headers, which may hold several, and of meta elements
 */
export function forbiddenBy(
  policies: readonly string[],
  page: string,
  target: string,
): string | undefined {
  const to = URL.parse(target);
  if (!to) return undefined;
  const all = policies.slice(0, MAX_POLICIES).flatMap((one) => one.slice(0, MAX_POLICY).split(','));
  for (const policy of all) {
    const directives = new Map<string, string[]>();
    for (const directive of policy.split(';')) {
      const [name, ...sources] = directive.trim().split(/\s+/);
      const plain = name?.toLowerCase() ?? '';
      if (!directives.has(plain)) directives.set(plain, sources);
    }
    const name = directives.has('connect-src') ? 'connect-src' : 'default-src';
    const sources = directives.get(name);
    if (sources && !sources.some((source) => allows(source, to, URL.parse(page)))) return name;
  }
  return undefined;
}

function allows(source: string, to: URL, page: URL | null): boolean {
  const plain = source.toLowerCase();
  if (plain === "'none'") return false;
  if (plain === "'self'") return page !== null && sameOrUpgraded(page, to);
  if (plain.startsWith("'")) return false;
  if (plain === '*') return /^https?:$/.test(to.protocol);
  if (/^[a-z][a-z\d+.-]*:$/.test(plain)) return schemeFits(plain, to.protocol);
  const [, scheme, host = '', port, path] =
    /^(?:([a-z][a-z\d+.-]*:)\/\/)?([^:/]+)(?::(\d+|\*))?(\/[^?#]*)?$/i.exec(source) ?? [];
  if (host === '') return true;
  const wanted = scheme?.toLowerCase() ?? page?.protocol ?? to.protocol;
  return (
    schemeFits(wanted, to.protocol) &&
    hostFits(host.toLowerCase(), to.hostname) &&
    portFits(port, to) &&
    pathFits(path, to.pathname)
  );
}

function sameOrUpgraded(page: URL, to: URL): boolean {
  if (page.origin === to.origin) return true;
  const isUpgraded = page.protocol === 'http:' && to.protocol === 'https:';
  return isUpgraded && page.hostname === to.hostname && page.port === '' && to.port === '';
}

function schemeFits(wanted: string, scheme: string): boolean {
  return wanted === scheme || (wanted === 'http:' && scheme === 'https:');
}

function hostFits(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}

function portFits(wanted: string | undefined, { port, protocol }: URL): boolean {
  const usual = protocol === 'https:' ? '443' : '80';
  const actual = port || usual;
  if (wanted === undefined) return actual === usual;
  return wanted === '*' || wanted === actual || (wanted === '80' && actual === '443');
}

/** A path that ends in a slash stands for all below it. */
function pathFits(wanted: string | undefined, path: string): boolean {
  if (wanted === undefined || wanted === '/') return true;
  return wanted.endsWith('/') ? path.startsWith(wanted) : path === wanted;
}
