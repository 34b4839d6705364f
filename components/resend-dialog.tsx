import { useEffect, useRef } from 'preact/hooks';
import { PACES, type Resending } from '../lib/session/resending.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { milliseconds } from './format.ts';
import { Additions, Agreement } from './resend-guard.tsx';
import { countOf, useTexts } from './language.ts';
import { WayChoice } from './way-choice.tsx';

interface ResendDialogProps {
  resending: Resending;
  settings: Settings;
}

/** Says what is sent, where to and with which keys, before anything is sent. */
export function ResendDialog({ resending, settings }: ResendDialogProps) {
  const { t } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const send = () => {
    void resending.send();
    // Closed before it goes: the focus returns to where it was.
    dialog.current?.close();
  };
  const count = resending.chosen.value.length;
  return (
    <dialog
      ref={dialog}
      class="wide"
      aria-labelledby="resend-title"
      onClose={() => resending.callOff()}
    >
      <h2 id="resend-title" tabIndex={-1} autofocus>
        {count > 1 ? t('resendTitleMany', count) : t('resendTitle')}
      </h2>
      <ScopeChoice resending={resending} />
      <p>{t(resending.asked.value?.draft ? 'draftExplained' : 'resendExplained')}</p>
      <Additions resending={resending} settings={settings} />
      <WayChoice resending={resending} />
      {count > 1 && <PaceChoice resending={resending} />}
      {resending.isBusy.value && <p class="warning">{t('resendBusy')}</p>}
      <Agreement resending={resending} />
      <div class="buttons">
        <button onClick={() => dialog.current?.close()}>{t('cancel')}</button>
        <button class="primary" disabled={!resending.maySend.value} onClick={send}>
          {t('send')}
        </button>
      </div>
    </dialog>
  );
}

function ScopeChoice({ resending }: { resending: Resending }) {
  const { t } = useTexts();
  const { captures = [], draft } = resending.asked.value ?? {};
  const shown = resending.shown.value;
  if (draft || shown.length < 2) return null;
  const name = (count: number) => countOf(t, count, 'requestCount');
  const choices = [
    { scope: 'asked', text: t('resendScopeAsked', name(captures.length)) },
    { scope: 'shown', text: t('resendScopeShown', name(shown.length)) },
  ] as const;
  return (
    <fieldset>
      <legend>{t('resendScope')}</legend>
      {choices.map(({ scope, text }) => (
        <label key={scope}>
          <input
            type="radio"
            name="resend-scope"
            checked={resending.scope.value === scope}
            onChange={() => (resending.scope.value = scope)}
          />{' '}
          {text}
        </label>
      ))}
    </fieldset>
  );
}

function PaceChoice({ resending }: { resending: Resending }) {
  const { t, language } = useTexts();
  return (
    <p>
      <label>
        {t('resendPace')}{' '}
        <select
          value={resending.pace.value}
          onChange={(event) => (resending.pace.value = Number(event.currentTarget.value))}
        >
          {PACES.map((pace) => (
            <option key={pace} value={pace}>
              {pace === 0 ? t('resendPaceNone') : milliseconds(pace, language)}
            </option>
          ))}
        </select>
      </label>{' '}
      <span class="muted">{t('resendPaceHint')}</span>
    </p>
  );
}
