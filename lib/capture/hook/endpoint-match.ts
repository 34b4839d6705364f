import { MAX_URL } from '../bounds.ts';
import type { Natives } from './natives.ts';

/** The last part of every Event Receiver's path; what a page writes before it may be shortened. */
const RECEIVER_HINT = 'events';

interface Pattern {
  /** The parts between its stars, in lower case. */
  parts: string[];
  /** A URL that does not hold it can't match, however relative it is. */
  hint: string;
}

/**
 * Which URLs go to an endpoint: the same answer as `isEndpoint` gives, from captured natives only,
 * and cheap for all others: these are not even parsed.
 */
export function createEndpointMatch(natives: Natives) {
  const { append, endsWith, indexOf, slice, startsWith, toLowerCase } = natives;
  let patterns: Pattern[] = [];

  /** It holds what an endpoint has, or so little that the document's own URL decides. */
  function mayMatch(text: string): boolean {
    if (text.length > MAX_URL) return false;
    if (indexOf(text, RECEIVER_HINT) >= 0 || text === '') return true;
    const first = text[0];
    if (first === '?' || first === '#') return true;
    if (patterns.length === 0) return false;
    const lower = toLowerCase(text);
    for (let at = 0; at < patterns.length; at += 1) {
      if (indexOf(lower, patterns[at]!.hint) >= 0) return true;
    }
    return false;
  }

  function matches(url: URL): boolean {
    const protocol = natives.protocol(url);
    if (protocol !== 'http:' && protocol !== 'https:') return false;
    const pathname = natives.pathname(url);
    if (endsWith(pathname, '/api/events') || endsWith(pathname, '/api/events/')) return true;
    const plain = withoutSlash(`${protocol}//${natives.host(url)}${pathname}`);
    for (let at = 0; at < patterns.length; at += 1) {
      if (fits(toLowerCase(plain), patterns[at]!.parts)) return true;
    }
    return false;
  }

  /** The first part at the beginning, the last at the end, each other one where it comes first. */
  function fits(text: string, parts: string[]): boolean {
    const first = parts[0]!;
    const last = parts[parts.length - 1]!;
    if (parts.length === 1) return text === first;
    if (!startsWith(text, first)) return false;
    let from = first.length;
    for (let at = 1; at < parts.length - 1; at += 1) {
      const found = indexOf(text, parts[at]!, from);
      if (found < 0) return false;
      from = found + parts[at]!.length;
    }
    return text.length - last.length >= from && endsWith(text, last);
  }

  function withoutSlash(text: string): string {
    return endsWith(text, '/') ? slice(text, 0, -1) : text;
  }

  function patternOf(endpoint: string): Pattern {
    const parts: string[] = [];
    let rest = toLowerCase(withoutSlash(endpoint));
    for (let star = indexOf(rest, '*'); star >= 0; star = indexOf(rest, '*')) {
      append(parts, slice(rest, 0, star));
      rest = slice(rest, star + 1);
    }
    append(parts, rest);
    return { parts, hint: hintOf(parts) };
  }

  /** What follows the last `/` of the path; nothing where a `*` or the host stands there. */
  function hintOf(parts: string[]): string {
    const only = parts.length === 1;
    let tail = parts[parts.length - 1]!;
    if (only) tail = slice(tail, indexOf(tail, '://') + 3);
    let slash = indexOf(tail, '/');
    if (only && slash < 0) return '';
    for (; slash >= 0; slash = indexOf(tail, '/')) tail = slice(tail, slash + 1);
    return tail;
  }

  return {
    set(endpoints: string[]): void {
      patterns = [];
      for (let at = 0; at < endpoints.length; at += 1) append(patterns, patternOf(endpoints[at]!));
    },

    /** The whole URL, if it is an endpoint's. Throws where it is no URL. */
    find(text: string): string | undefined {
      if (!mayMatch(text)) return undefined;
      const url = new natives.URL(text, natives.baseUri(natives.document));
      if (!matches(url)) return undefined;
      const href = natives.href(url);
      return href.length > MAX_URL ? undefined : href;
    },
  };
}
