import { fieldOf, KEY_NAMES } from './names.ts';

/** What of a request helps to decode its body. A header that was not stored has no value. */
export interface RequestFacts {
  headers?: readonly { name: string; value?: string }[];
  url?: string;
}

/** A key that stands beside the body. */
export interface KeyBeside {
  key: string;
  /** Of the header or the query parameter. */
  name: string;
  place: 'header' | 'query';
}

const KEY_HEADER = /instrumentation-?key/i;
const JSON_TYPE = /^\s*application\/(?:[\w.+-]+\+)?json\b/i;

/** A header's value, its name in lower case; empty where it was not sent or not stored. */
export function headerOf({ headers = [] }: RequestFacts, name: string): string {
  const isMeant = (header: { name: string }) =>
    header.name.length === name.length && header.name.toLowerCase() === name;
  return headers.find(isMeant)?.value ?? '';
}

export function contentTypeOf(request: RequestFacts): string {
  return headerOf(request, 'content-type');
}

/** JSON is only promised where the content type says so (RFC 8259); else that it should be is our reading. */
export function promisesJson(request: RequestFacts): boolean {
  return JSON_TYPE.test(contentTypeOf(request));
}

/** A key in a header or, without one, in the URL's query. */
export function keyBeside(request: RequestFacts): KeyBeside | undefined {
  return keyInHeaders(request) ?? keyInQuery(request);
}

function keyInHeaders({ headers = [] }: RequestFacts): KeyBeside | undefined {
  for (const { name, value } of headers) {
    if (KEY_HEADER.test(name) && value) return { key: value, name, place: 'header' };
  }
  return undefined;
}

function keyInQuery({ url }: RequestFacts): KeyBeside | undefined {
  // Most URLs have none, and to parse each takes longer than all else here.
  const start = url?.indexOf('?') ?? -1;
  if (url === undefined || start < 0) return undefined;
  const parameters = Object.fromEntries(new URLSearchParams(url.slice(start).split('#', 1)[0]));
  for (const wanted of KEY_NAMES) {
    const found = fieldOf(parameters, wanted);
    if (typeof found?.value === 'string' && found.value !== '') {
      return { key: found.value, name: found.name, place: 'query' };
    }
  }
  return undefined;
}
