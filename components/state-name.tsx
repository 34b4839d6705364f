import type { MessageId } from '../lib/language/translate.ts';
import type { CountedState } from '../lib/session/list/counts.ts';
import { useTexts } from './language.ts';
import { SEVERITY_SIGN } from './line.tsx';
import { Sign } from './sign.tsx';

const STATES: Record<
  CountedState,
  { sign?: preact.ComponentChildren; tone: string; text: MessageId }
> = {
  error: { sign: SEVERITY_SIGN.error, tone: 'error', text: 'errors' },
  warning: { sign: SEVERITY_SIGN.warning, tone: 'warning', text: 'warnings' },
  duplicate: { sign: <Sign of="duplicate" />, tone: 'warning', text: 'duplicates' },
  failed: { tone: 'error', text: 'failed' },
  'never-left': { sign: <Sign of="never-left" />, tone: 'error', text: 'neverLeft' },
  unreadable: { sign: <Sign of="unreadable" />, tone: 'muted', text: 'unreadables' },
};

/** A state as its chip names it; one that is not counted, as the filter writes it. */
export function StateName({ state }: { state: string }) {
  const { t } = useTexts();
  if (!Object.hasOwn(STATES, state)) return <bdi>{state}</bdi>;
  const { sign, tone, text } = STATES[state as CountedState];
  return (
    <>
      {sign && (
        <span class={tone} aria-hidden="true">
          {sign}{' '}
        </span>
      )}
      <bdi>{t(text)}</bdi>
    </>
  );
}
