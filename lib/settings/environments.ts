import { wildcard } from '../capture/endpoints.ts';
import type { Environment, HostSetting, KeySetting, Settings } from './settings.ts';

export function keySetting(settings: Settings, key: string): KeySetting | undefined {
  return settings.keys.find((one) => one.key === key);
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
