import { useSignal } from '@preact/signals';
import type { MessageId } from '../lib/language/translate.ts';
import type { CaptureShown } from '../lib/session/shown.ts';
import { isSamePlace, placeOf } from '../lib/session/lines.ts';
import type { Session } from '../lib/session/session.ts';
import { DOCKS, type Layout } from '../lib/settings/settings.ts';
import type { CopyFormat } from '../lib/transfer/copy.ts';
import type { CopyVerbs } from './detail-verbs.ts';
import { clockTime } from './format.ts';
import { useTexts } from './language.ts';
import { MenuButton, MenuItem } from './menu.tsx';

const FORMATS: { format: CopyFormat; text: MessageId }[] = [
  { format: 'event', text: 'copyEvent' },
  { format: 'batch', text: 'copyBatch' },
  { format: 'curl', text: 'copyCurl' },
  { format: 'fetch', text: 'copyFetch' },
];

interface CopyMenuProps {
  session: Session;
  detail: CaptureShown;
  verbs: CopyVerbs;
}

/** Copies what is shown, without its keys unless these are asked for each time. */
export function CopyMenu({ detail, verbs }: CopyMenuProps) {
  const { t } = useTexts();
  const withKeys = useSignal(false);
  const isThere = { event: detail.event !== undefined, batch: detail.batch !== undefined };
  return (
    <MenuButton label={t('copy')} opened={() => (withKeys.value = false)}>
      {FORMATS.map(({ format, text }) => (
        <MenuItem
          key={format}
          text={t(text)}
          isDisabled={format in isThere && !isThere[format as keyof typeof isThere]}
          choose={() => void verbs.copyWish({ format, withKeys: withKeys.value })}
        />
      ))}
      <hr />
      <MenuItem
        text={t('copyWithKeys')}
        isChecked={withKeys.value}
        choose={() => (withKeys.value = !withKeys.value)}
      />
    </MenuButton>
  );
}

/** Compares what is shown with another event: the last one like it, or one that is marked. */
export function CompareMenu({ session }: { session: Session }) {
  const { t, language } = useTexts();
  const base = session.comparing.base.value;
  const selected = session.selected.value;
  const own = selected === undefined ? undefined : placeOf(selected);
  const isOwn = base && own && isSamePlace(base.place, own);
  const name = base && `${base.type ?? t('noType')} ${clockTime(base.at, language)}`;
  const isPair = session.isPair.value;
  return (
    <>
      <MenuButton label={t('compare')}>
        {isPair && <MenuItem text={`${t('comparePair')} (c)`} choose={session.comparePair} />}
        <MenuItem
          text={isPair ? t('comparePrevious') : `${t('comparePrevious')} (c)`}
          isDisabled={own?.event === undefined}
          choose={session.compareWithPrevious}
        />
        {!base && <MenuItem text={`${t('compareMark')} (m)`} choose={session.compareWithBase} />}
        {base && !isOwn && (
          <MenuItem text={`${t('compareWith', name ?? '')} (m)`} choose={session.compareWithBase} />
        )}
        {base && (
          <MenuItem
            text={t('compareUnmark')}
            choose={() => (session.comparing.base.value = undefined)}
          />
        )}
      </MenuButton>
      {isPair && (
        <button class="primary" onClick={session.comparePair}>
          {t('comparePair')}
        </button>
      )}
      {!isPair && base && !isOwn && (
        <button class="primary" onClick={session.compareWithBase}>
          {t('compareWith', name ?? '')}
        </button>
      )}
      {isOwn && <span class="mark">{t('compareBase')}</span>}
    </>
  );
}

const DOCK_TEXT: Record<Layout['dock'], MessageId> = {
  auto: 'dockAuto',
  side: 'dockSide',
  below: 'dockBelow',
};

interface LayoutMenuProps {
  layout: Layout;
  setLayout(layout: Layout): void;
}

export function LayoutMenu({ layout, setLayout }: LayoutMenuProps) {
  const { t } = useTexts();
  return (
    <MenuButton label={t('layout')} sign="⋯">
      {DOCKS.map((dock) => (
        <MenuItem
          key={dock}
          text={t(DOCK_TEXT[dock])}
          isChecked={dock === layout.dock}
          isOneOf
          choose={() => setLayout({ ...layout, dock })}
        />
      ))}
    </MenuButton>
  );
}
