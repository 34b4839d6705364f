import { environmentOf } from '../../settings/environments.ts';
import type { Batch } from '../../wire/decode.ts';
import type { BatchRule, CheckSettings, Finding } from './rule.ts';

/** Where the key stands in the body; a key of a header or of the URL is an issue of the whole. */
function placeOf({ keyPath }: Batch): { path: string } {
  return { path: keyPath ?? '' };
}

function settingOf({ keys }: CheckSettings, key: string) {
  return keys.find((one) => one.key === key);
}

/** The key's environment against that of the host of a URL, where the settings tell both. */
function compared(batch: Batch, url: string | undefined, settings: CheckSettings): Finding[] {
  if (batch.key === undefined || url === undefined) return [];
  const ofKey = settingOf(settings, batch.key)?.environment;
  const ofHost = ofKey && environmentOf(settings, url);
  if (!ofKey || !ofHost || ofKey === ofHost) return [];
  return [{ ...placeOf(batch), expected: ofHost, actual: ofKey }];
}

const KEYS = [{ key: 'key-1', alias: 'Shop', environment: 'test' as const }];
const BODY = { instrumentationKey: 'key-1', events: [{ eventType: 'ProductViewed' }] };

const keyOfOtherReceiver: BatchRule = {
  kind: 'batch',
  id: 'key-of-other-receiver',
  title: 'ruleKeyOfOtherReceiver',
  explanation: 'ruleKeyOfOtherReceiverWhy',
  severity: 'warning',
  grade: 'learned',
  contract: 'settings',
  example: {
    body: BODY,
    about: { url: 'https://receiver.shop.dk/api/events' },
    settings: {
      keys: KEYS,
      hosts: [{ pattern: 'receiver.shop.dk', environment: 'production' }],
    },
  },
  check: (batch, { url }, settings) => compared(batch, url, settings),
};

const keyOfOtherPage: BatchRule = {
  kind: 'batch',
  id: 'key-of-other-page',
  title: 'ruleKeyOfOtherPage',
  explanation: 'ruleKeyOfOtherPageWhy',
  severity: 'warning',
  grade: 'learned',
  contract: 'settings',
  example: {
    body: BODY,
    about: { page: 'https://www.shop.dk/cart' },
    settings: { keys: KEYS, hosts: [{ pattern: '*.shop.dk', environment: 'production' }] },
  },
  check: (batch, { page }, settings) => compared(batch, page, settings),
};

const unknownKey: BatchRule = {
  kind: 'batch',
  id: 'unknown-key',
  title: 'ruleUnknownKey',
  explanation: 'ruleUnknownKeyWhy',
  severity: 'info',
  grade: 'learned',
  contract: 'settings',
  example: {
    body: { ...BODY, instrumentationKey: 'key-2' },
    settings: { keys: KEYS },
  },
  check(batch, _about, settings) {
    const { key } = batch;
    if (key === undefined || settings.keys.length === 0 || settingOf(settings, key)) return [];
    return [placeOf(batch)];
  },
};

export const KEY_RULES = [keyOfOtherReceiver, keyOfOtherPage, unknownKey];
