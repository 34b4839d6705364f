import { Fragment } from 'preact';
import type { Capture } from '../lib/capture/capture.ts';
import { say } from '../lib/language/said.ts';
import { differencesOf } from '../lib/session/differences.ts';
import type { VisitShown } from '../lib/session/lines.ts';
import { testimoniesOf } from '../lib/session/observers.ts';
import { useTexts } from './language.ts';
import { OBSERVER_TEXT } from './observer-text.ts';

/** What each observer saw of a request, or why it did not, and where their words differ. */
export function Testimonies({
  capture,
  visit,
}: {
  capture: Capture;
  visit: VisitShown | undefined;
}) {
  const { t } = useTexts();
  const testimonies = testimoniesOf(capture, visit);
  const seenBy = testimonies
    .filter(({ saw }) => saw)
    .map(({ observer }) => t(OBSERVER_TEXT[observer]));
  return (
    <>
      <h3>
        {t('observers')} <span class="muted">{seenBy.join(', ')}</span>
      </h3>
      <dl>
        {testimonies.map(({ observer, saw, words }) => (
          <Fragment key={observer}>
            <dt>
              <span aria-hidden="true">{saw ? '✓' : '–'}</span> {t(OBSERVER_TEXT[observer])}
            </dt>
            <dd class={saw ? undefined : 'muted'}>
              {!saw && <>{t('observerSawNothing')} </>}
              <bdi>{words.map((word) => say(t, word)).join(' · ')}</bdi>
            </dd>
          </Fragment>
        ))}
      </dl>
      <Differences capture={capture} />
    </>
  );
}

export function Differences({ capture }: { capture: Capture }) {
  const { t } = useTexts();
  const words = differencesOf(capture);
  if (words.length === 0) return null;
  return (
    <p class="warning">
      <span aria-hidden="true">⚠</span> {t('wordsDiffer')}{' '}
      {words.map(({ by, status, error }, index) => (
        <bdi key={by}>
          {index > 0 && '; '}
          {t('wordOf', t(OBSERVER_TEXT[by]), status ?? error ?? '')}
        </bdi>
      ))}
      . {t('networkHolds')}
    </p>
  );
}
