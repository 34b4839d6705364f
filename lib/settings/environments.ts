import { wildcard } from '../capture/endpoints.ts';
import type { Environment, HostSetting, KeySetting, Settings } from './settings.ts';

/** By what keys have names: the settings, and how those are shown that would look alike. */
export type KeyNames = Pick<Settings, 'keys'> & { toldApart?: ReadonlyMap<string, string> };

export function keySetting(settings: KeyNames, key: string): KeySetting | undefined {
  return settings.keys.find((one) => one.key === key);
}

/** Whether the user has named keys, and this is none of them. */
export function isUnknownKey({ keys }: KeyNames, key: string | undefined): boolean {
  return !!key && keys.length > 0 && keys.every((one) => one.key !== key);
}

/** The environment of a URL's host, by the first pattern that fits it. */
export function environmentOf(
  settings: { hosts: readonly HostSetting[] },
  url: string,
): Environment | undefined {
  const host = URL.parse(url)?.host;
  if (!host) return undefined;
  return settings.hosts.find(({ pattern }) => wildcard(pattern).test(host))?.environment;
}
