import { wildcard } from '../capture/endpoints.ts';
import { shortKey } from '../wire/keys.ts';
import { environmentOf, keySetting } from '../settings/environments.ts';
import type { Settings } from '../settings/settings.ts';
import { decode } from '../wire/decode.ts';
import type { RequestFacts } from '../wire/request.ts';

/**
 * The pattern of a host, or a shortened key, that the options forbid resending to; `undefined` where they
 * forbid neither.
 */
export function lockedBy(
  { resendLock: { hosts, keys: locked } }: Pick<Settings, 'resendLock'>,
  url: string,
  keys: readonly string[],
): string | undefined {
  const host = URL.parse(url)?.host ?? '';
  const hostname = URL.parse(url)?.hostname ?? '';
  const isHost = (pattern: string) => [host, hostname].some((one) => wildcard(pattern).test(one));
  const key = keys.find((one) => locked.includes(one));
  return hosts.find(isHost) ?? (key === undefined ? undefined : shortKey(key));
}

/**
 * Whether real statistics may be at stake: the receiver or the key is of production, or nobody knows of
 * which environment they are.
 */
export function asksFirst(
  settings: Pick<Settings, 'hosts' | 'keys'>,
  url: string,
  key: string | undefined,
): boolean {
  const ofHost = environmentOf(settings, url);
  const ofKey = key === undefined ? undefined : keySetting(settings, key)?.environment;
  const environments = [ofHost, ofKey].filter((one) => one !== undefined);
  return environments.length === 0 || environments.includes('production');
}

/** The keys in a request, and of those that are locked all that stand anywhere in its text, URL or headers. */
export function keysIn(
  body: Uint8Array<ArrayBuffer> | undefined,
  request: RequestFacts,
  locked: readonly string[],
): string[] {
  const decoded = decode(body ?? new Uint8Array(), request);
  const batch = 'batch' in decoded ? decoded.batch : undefined;
  const ofEvents = batch?.events.flatMap(({ key }) => key ?? []) ?? [];
  const headers = request.headers?.map(({ value = '' }) => value) ?? [];
  const text = [decoded.text ?? '', request.url ?? '', ...headers].join('\n');
  const standing = locked.filter((key) => key !== '' && text.includes(key));
  return [...new Set([...(batch?.key === undefined ? [] : [batch.key]), ...ofEvents, ...standing])];
}
