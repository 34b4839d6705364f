import type { Resending } from '../lib/session/resending.ts';
import { environmentOf } from '../lib/settings/environments.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { ENVIRONMENT_TEXT, keyName } from './keys.tsx';
import { countOf, useTexts } from './language.ts';

/** Receivers and keys that are named; of more it is said how many there are. */
const MAX_NAMED = 6;

interface AdditionsProps {
  resending: Resending;
  settings: Settings;
}

/** What would be added to whose statistics, and what of it is locked. */
export function Additions({ resending, settings }: AdditionsProps) {
  const { t } = useTexts();
  const additions = resending.additions.value;
  return (
    <ul class="additions">
      {additions.slice(0, MAX_NAMED).map(({ key, target, events, requests, isReal, locked }) => {
        const environment = environmentOf(settings, target);
        const where = environment ? `${target} (${t(ENVIRONMENT_TEXT[environment])})` : target;
        const what =
          events > 0 ? countOf(t, events, 'eventCount') : countOf(t, requests, 'requestCount');
        return (
          <li key={`${key} ${target}`}>
            {isReal && <span class="warning">⚠ </span>}
            {t('resendAdds', what, keyName(t, settings, key), where)}
            {locked !== undefined && <b class="error"> ⊘ {t('resendLocked', locked)}</b>}
          </li>
        );
      })}
      {additions.length > MAX_NAMED && (
        <li>{t('resendAdditionsLeft', additions.length - MAX_NAMED)}</li>
      )}
    </ul>
  );
}

/** Where real statistics may be at stake, the user has to agree first. */
export function Agreement({ resending }: { resending: Resending }) {
  const { t } = useTexts();
  const { agreed, remembers, asksToAgree } = resending;
  if (!asksToAgree.value) return null;
  return (
    <fieldset class="agreement">
      <legend>⚠ {t('resendReal')}</legend>
      <label>
        <input
          type="checkbox"
          checked={agreed.value}
          onChange={(event) => (agreed.value = event.currentTarget.checked)}
        />{' '}
        {t('resendAgree')}
      </label>
      <label>
        <input
          type="checkbox"
          checked={remembers.value}
          onChange={(event) => (remembers.value = event.currentTarget.checked)}
        />{' '}
        {t('resendRemember')}
      </label>
    </fieldset>
  );
}
