import { withoutHash } from './assemble.ts';
import type { Body, BodySource, DevtoolsPart, NetworkPart, PagePart } from './capture.ts';
import { SEEN_WHOLE } from './sighting.ts';

/** Bodies whose bytes the network observer may not be given (Chromium: Blobs, files in a form, streams). */
const MAY_BE_UNREADABLE: readonly BodySource[] = ['blob', 'form', 'none'];

/**
 * What makes two sightings alike: a call and the request that it made have at least one likeness in
 * common. Bytes are alike by digest, forms by their fields, and what has neither by being
 * unreadable. A body that nobody was there to see may be any.
 */
export function likenessesOfRequest(
  { body, fields, method, url, hops }: NetworkPart,
  devtools: DevtoolsPart | undefined,
): string[] {
  // What the network observer was given no bytes of, DevTools may have.
  const read = body.kind === 'unreadable' && devtools?.body.kind === 'bytes' && devtools.body;
  return named({ method, url: hops[0]?.url ?? url }, [
    ...(read ? [bodyLikeness(read)] : []),
    bodyLikeness(body),
    ...(fields === undefined ? [] : [fieldsLikeness(fields)]),
    ...(body.kind === 'unreadable' && body.reason === 'form' ? ['form'] : []),
    'any',
  ]);
}

/** The same for a call. */
export function likenessesOfCall(call: PagePart): string[] {
  const { body, bodyFrom, fields, controlled, ...target } = call;
  // A service worker may send it on as a stream; and Chromium tells no empty body from one unread.
  const mayBeUnreadable =
    controlled || body.kind === 'empty' || MAY_BE_UNREADABLE.includes(bodyFrom);
  return named(target, [
    bodyLikeness(body),
    ...(fields === undefined ? [] : [fieldsLikeness(fields)]),
    ...(mayBeUnreadable ? ['unreadable'] : []),
    ...(bodyFrom === 'form' ? ['form'] : []),
    ...(bodyFrom === 'none' ? ['any'] : []),
    'not-seen',
  ]);
}

function named({ method, url }: { method: string; url: string }, bodies: string[]): string[] {
  const target = `${method.toUpperCase()} ${withoutHash(url)}`;
  return [...new Set(bodies)].map((body) => `${body} ${target}`);
}

const fieldsLikeness = (fields: string): string => `fields ${fields}`;

/** Of a large body two observers may have seen different parts: its size has to do. */
function bodyLikeness(body: Body): string {
  if (body.kind === 'unreadable') return body.reason === 'not-seen' ? 'not-seen' : 'unreadable';
  if (body.kind === 'empty') return 'empty';
  return body.size > SEEN_WHOLE ? `large ${body.size}` : body.digest;
}

/** How telling a likeness is, 0 the most: what is found by a better one stands against a lesser. */
export function rankOf(likeness: string): number {
  const [kind = ''] = likeness.split(' ', 1);
  const rank = ['fields', 'form', 'unreadable', 'not-seen', 'any'].indexOf(kind);
  return rank + 1;
}

/** The best that a call and its request have in common. */
export function rankOfPair(
  call: PagePart,
  request: NetworkPart,
  devtools: DevtoolsPart | undefined,
): number {
  const ofRequest = new Set(likenessesOfRequest(request, devtools));
  return Math.min(
    ...likenessesOfCall(call)
      .filter((one) => ofRequest.has(one))
      .map(rankOf),
  );
}
