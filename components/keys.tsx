import { keyColour, shortKey } from '../lib/session/keys.ts';
import { keySetting } from '../lib/settings/environments.ts';
import type { Environment, Settings } from '../lib/settings/settings.ts';
import type { MessageId, Translate } from '../lib/language/translate.ts';

export const ENVIRONMENT_TEXT: Record<Environment, MessageId> = {
  production: 'envProduction',
  staging: 'envStaging',
  test: 'envTest',
};

/** A key's dot; its colour is never the only sign, its name stands beside it or in its title. */
export function KeyDot({ value, title }: { value: string | undefined; title?: string }) {
  const colour = value ? `key-${keyColour(value)}` : 'key-none';
  return <span class={`dot ${colour}`} title={title} aria-hidden={title ? undefined : true} />;
}

/** A key as a person knows it: its alias and environment, or shortened. */
export function keyName(t: Translate, settings: Settings, key: string | undefined): string {
  if (!key) return t('noKey');
  const known = keySetting(settings, key);
  const environment = known?.environment && t(ENVIRONMENT_TEXT[known.environment]);
  return [known?.alias || shortKey(key), environment].filter(Boolean).join(' · ');
}
