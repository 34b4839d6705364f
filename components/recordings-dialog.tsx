import { useEffect, useRef } from 'preact/hooks';
import type { Recording } from '../lib/log/recordings.ts';
import type { Scopes } from '../lib/session/scopes.ts';
import { timeRange } from './format.ts';
import { countOf, useTexts } from './language.ts';
import { hostOf } from './scope-menu.tsx';

/** What the log still has of other tabs and of earlier runs of the browser, to be opened. */
export function RecordingsDialog({ scopes }: { scopes: Scopes }) {
  const { t } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const recordings = scopes.recordings.value;
  return (
    <dialog
      ref={dialog}
      class="wide"
      aria-labelledby="recordings-title"
      onClose={scopes.leaveRecordings}
    >
      <h2 id="recordings-title" tabIndex={-1} autofocus>
        {t('recordings')}
      </h2>
      <p class="muted">{t('recordingsExplained')}</p>
      {!recordings && <p role="status">{t('recordingsReading')}</p>}
      {recordings?.length === 0 && <p role="status">{t('recordingsNone')}</p>}
      {recordings && recordings.length > 0 && (
        <ul class="recordings">
          {recordings.map((recording) => (
            <li key={recording.id}>
              <button
                onClick={() => {
                  // The focus is back where it was before this goes.
                  dialog.current?.close();
                  scopes.choose({ kind: 'recording', recording });
                }}
              >
                <RecordingText recording={recording} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="buttons">
        <button onClick={() => dialog.current?.close()}>{t('close')}</button>
      </div>
    </dialog>
  );
}

function RecordingText({ recording }: { recording: Recording }) {
  const { t, language } = useTexts();
  const { site, title, from, to, captures } = recording;
  return (
    <>
      <strong>
        <bdi>{hostOf(site)}</bdi>
      </strong>{' '}
      {timeRange(from, to, language)} · {countOf(t, captures, 'requestCount')}{' '}
      <bdi class="muted">{title}</bdi>
    </>
  );
}
