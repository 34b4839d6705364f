import { useSignal } from '@preact/signals';
import type { MessageId } from '../lib/language/translate.ts';
import { useTexts } from './language.ts';
import { Notice } from './notice.tsx';

/** An origin that the extension has no access to, and what it is to the page. */
export interface MissingAccess {
  origin: string;
  role: 'page' | 'receiver' | 'frame';
  /** Whether it is known to send or receive events, or only stands on the page. */
  needed: boolean;
}

const ROLE_TEXT: Record<MissingAccess['role'], MessageId> = {
  page: 'accessPage',
  receiver: 'accessReceiver',
  frame: 'accessFrame',
};

/**
 * Names the origins without access, with one button that asks for those that are ticked. Where
 * DevTools' own log is all that there is, it says so.
 */
export function AccessNotice({
  missing,
  limited,
  allow,
}: {
  missing: MissingAccess[];
  limited: boolean;
  allow(origins: string[]): void;
}) {
  const { t } = useTexts();
  const changed = useSignal<ReadonlyMap<string, boolean>>(new Map());
  const isTicked = ({ origin, needed }: MissingAccess) => changed.value.get(origin) ?? needed;
  const title = t(limited ? 'limitedTitle' : 'accessTitle');
  const ticked = missing.filter(isTicked).map(({ origin }) => origin);
  return (
    <Notice
      tone="caution"
      title={title}
      explained={t(limited ? 'limitedExplained' : 'accessExplained')}
    >
      <ul>
        {missing.map((one) => (
          <li key={one.origin}>
            <label>
              <input
                type="checkbox"
                checked={isTicked(one)}
                onChange={(event) => {
                  const { checked } = event.currentTarget;
                  changed.value = new Map(changed.value).set(one.origin, checked);
                }}
              />
              <bdi>{one.origin}</bdi> <span class="muted">{t(ROLE_TEXT[one.role])}</span>
            </label>
          </li>
        ))}
      </ul>
      <button class="primary" disabled={ticked.length === 0} onClick={() => allow(ticked)}>
        {t('allowAccess')}
      </button>
    </Notice>
  );
}
