import { useEffect, useRef } from 'preact/hooks';
import type { Coverage } from '../lib/session/coverage.ts';
import type { Session } from '../lib/session/session.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { CoverageList } from './coverage-list.tsx';
import { useTexts } from './language.ts';

export interface CoverageVerbs {
  allow(origins: string[]): void;
  /** Reloads the page that is watched. */
  reloadPage(): void;
  setHookOff(origin: string, off: boolean): void;
}

interface CoverageDialogProps {
  session: Session;
  coverage: Coverage;
  settings: Settings;
  verbs: CoverageVerbs;
}

/** What was watched of a page, what was not, and what can be done about it. */
export function CoverageDialog({ session, coverage, settings, verbs }: CoverageDialogProps) {
  const { t } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const [visit, ...frames] = coverage.visits;
  return (
    <dialog
      ref={dialog}
      class="wide"
      aria-labelledby="coverage-title"
      onClose={session.closeCoverage}
    >
      {/* Read out first, and at the top however low the panel is. */}
      <h2 id="coverage-title" tabIndex={-1} autofocus>
        {t('coverageTitle')}
      </h2>
      <p class="muted">{t('coverageExplained')}</p>
      {visit ? (
        <>
          <CoverageList
            visit={visit}
            frames={frames}
            receives={session.receives}
            isCutOff={session.isCutOff.value}
          />
          <HookSwitch url={visit.url} settings={settings} setHookOff={verbs.setHookOff} />
        </>
      ) : (
        <p>{t('coverageUnknown')}</p>
      )}
      <div class="buttons">
        <Remedies session={session} coverage={coverage} verbs={verbs} />
        <button onClick={() => dialog.current?.close()}>{t('close')}</button>
      </div>
    </dialog>
  );
}

function HookSwitch({
  url,
  settings,
  setHookOff,
}: {
  url: string;
  settings: Settings;
  setHookOff: CoverageVerbs['setHookOff'];
}) {
  const { t } = useTexts();
  const origin = URL.parse(url)?.origin;
  if (!origin?.startsWith('http')) return null;
  return (
    <p>
      <label>
        <input
          type="checkbox"
          checked={!settings.hookOff.includes(origin)}
          onChange={(event) => setHookOff(origin, !event.currentTarget.checked)}
        />{' '}
        <bdi>{t('hookSwitch', origin)}</bdi>
      </label>
      <br />
      <span class="muted">{t('hookSwitchHint')}</span>
    </p>
  );
}

function Remedies({ session, coverage, verbs }: Omit<CoverageDialogProps, 'settings'>) {
  const { t } = useTexts();
  // What was missed of an earlier recording is missed for good.
  if (session.scopes.isReadOnly.value) return null;
  const { reasons } = coverage;
  const isPaused = session.status.value?.paused ?? false;
  const closed = reasons.flatMap(({ remedy, origin }) =>
    remedy === 'allow' && origin !== undefined ? [origin] : [],
  );
  return (
    <>
      {closed.length > 0 && (
        <button class="primary" onClick={() => verbs.allow(closed)}>
          {t('allowAccess')}
        </button>
      )}
      {isPaused && <button onClick={() => void session.pause()}>{t('resumeRecording')}</button>}
      {reasons.length > 0 && <button onClick={verbs.reloadPage}>{t('reloadPage')}</button>}
    </>
  );
}
