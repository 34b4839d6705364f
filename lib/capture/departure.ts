/**
 * Why a call of the page's is not said to have "never left": the network observer could have
 * missed it.
 *
 * - `no-access-page`, `no-access-receiver`: the network observer is blind to that origin
 * - `service-worker`: one is in control of the document, and may have answered by itself
 * - `restart`: the background was restarted meanwhile
 * - `not-listening`: the network observer began to listen only later
 * - `no-end`: the page saw neither answer nor failure
 * - `ambiguous`: there is a request that may be this call's
 */
export type Doubt =
  | 'no-access-page'
  | 'no-access-receiver'
  | 'service-worker'
  | 'restart'
  | 'not-listening'
  | 'no-end'
  | 'ambiguous';

/**
 * Whether a request left the page:
 *
 * - `never-left`: it did not, and why as far as is known
 * - `page-only`: seen by the page only; the network observer could have missed it
 * - `unconfirmed`: the page says that it was answered, and the network observer, which was there all
 *   the time, saw nothing: forged, or answered out of the browser
 */
export type Departure =
  | { kind: 'never-left'; reason: NeverLeft }
  | { kind: 'page-only'; doubts: Doubt[] }
  | { kind: 'unconfirmed' };

/**
 * - `csp`: forbidden by the page's Content Security Policy
 * - `blocked`: by a content blocker or another extension
 * - `aborted`: before it was sent
 * - `too-large`: over what the browser takes for a beacon or with `keepalive`
 * - `preflight`: the preflight was refused, or got no answer
 * - `other`: the error says no more
 */
export type NeverLeft = 'csp' | 'blocked' | 'aborted' | 'too-large' | 'preflight' | 'other';
