import { environmentOf } from '../../settings/environments.ts';
import type { Batch } from '../../wire/decode.ts';
import type { About, BatchRule, CheckSettings, Finding } from './rule.ts';

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

/** A key of one environment with a host of another. */
function keyOfOther(
  naming: Pick<BatchRule, 'id' | 'title' | 'explanation'>,
  urlOf: (about: About) => string | undefined,
  about: About,
): BatchRule {
  return {
    kind: 'batch',
    ...naming,
    severity: 'warning',
    grade: 'learned',
    contract: 'settings',
    example: {
      body: BODY,
      about,
      settings: { keys: KEYS, hosts: [{ pattern: '*.shop.dk', environment: 'production' }] },
    },
    check: (batch, own, settings) => compared(batch, urlOf(own), settings),
  };
}

const keyOfOtherReceiver = keyOfOther(
  {
    id: 'key-of-other-receiver',
    title: 'ruleKeyOfOtherReceiver',
    explanation: 'ruleKeyOfOtherReceiverWhy',
  },
  ({ url }) => url,
  { url: 'https://receiver.shop.dk/api/events' },
);

const keyOfOtherPage = keyOfOther(
  {
    id: 'key-of-other-page',
    title: 'ruleKeyOfOtherPage',
    explanation: 'ruleKeyOfOtherPageWhy',
  },
  ({ page }) => page,
  { page: 'https://www.shop.dk/cart' },
);

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

const keyWithSpace: BatchRule = {
  kind: 'batch',
  id: 'key-with-space',
  title: 'ruleKeyWithSpace',
  explanation: 'ruleKeyWithSpaceWhy',
  severity: 'warning',
  grade: 'inferred',
  example: { body: { ...BODY, instrumentationKey: 'key-1 ' } },
  check({ key = '', keyPath }) {
    if (!/\s/.test(key)) return [];
    const trimmed = key.trim();
    const isPlain = keyPath !== undefined && trimmed !== '' && !/\s/.test(trimmed);
    const fix = isPlain ? { fix: { path: keyPath, value: trimmed } } : {};
    return [{ path: keyPath ?? '', ...fix }];
  },
};

export const KEY_RULES = [keyWithSpace, keyOfOtherReceiver, keyOfOtherPage, unknownKey];
