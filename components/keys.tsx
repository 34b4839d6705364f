import { keyColour } from '../lib/session/keys.ts';
import { shortKey } from '../lib/wire/keys.ts';
import { isUnknownKey, type KeyNames, keySetting } from '../lib/settings/environments.ts';
import type { Environment } from '../lib/settings/settings.ts';
import type { MessageId, Translate } from '../lib/language/translate.ts';
import { useTexts } from './language.ts';

export const ENVIRONMENT_TEXT: Record<Environment, MessageId> = {
  production: 'envProduction',
  staging: 'envStaging',
  test: 'envTest',
};

/** A key's dot; its colour is never the only sign, its name stands beside it. */
export function KeyDot({ settings, value }: { settings: KeyNames; value: string | undefined }) {
  const colour = value ? `key-${keyColour(settings, value)}` : 'key-none';
  return <span class={`dot ${colour}`} aria-hidden="true" />;
}

/** Stands before a key that is none of those in the options. */
export function UnknownKey({ settings, value }: { settings: KeyNames; value: string | undefined }) {
  const { t } = useTexts();
  if (!isUnknownKey(settings, value)) return null;
  return (
    <span class="unknown-key" role="img" aria-label={t('unknownKey')} title={t('unknownKey')}>
      ?
    </span>
  );
}

/**
 * A key as a person knows it: its alias and environment, or shortened.
 *
 * @param isRevealed whole, as the user has asked for it
 */
export function keyName(
  t: Translate,
  settings: KeyNames,
  key: string | undefined,
  isRevealed = false,
): string {
  if (!key) return t('noKey');
  const known = keySetting(settings, key);
  const environment = known?.environment && t(ENVIRONMENT_TEXT[known.environment]);
  const shown = settings.toldApart?.get(key) ?? shortKey(key);
  const names = isRevealed ? [known?.alias, key] : [known?.alias || shown];
  return [...names, environment].filter(Boolean).join(' · ');
}
