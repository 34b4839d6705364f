import type { Session } from '../lib/session/session.ts';
import type { KeyNames } from '../lib/settings/environments.ts';
import { keyName } from './keys.tsx';
import { useTexts } from './language.ts';
import { MenuButton, MenuItem } from './menu.tsx';

interface KeyMenuProps {
  session: Session;
  settings: KeyNames;
  /** Empty for events without a key. */
  value: string;
  /** Whether it could be copied. */
  copy(text: string): Promise<boolean>;
}

/** What can be done with a key: show only its events, or all others; see it whole, copy it. */
export function KeyMenu({ session, settings, value, copy }: KeyMenuProps) {
  const { t } = useTexts();
  const { keys } = session.filter;
  const isRevealed = session.revealedKeys.value.has(value);
  return (
    <MenuButton label={t('keyMenu', keyName(t, settings, value))} sign="▾">
      <MenuItem text={t('onlyThisKey')} choose={() => keys.only(value)} />
      <MenuItem text={t('allButThisKey')} choose={() => keys.allBut(value)} />
      {value !== '' && (
        <>
          <hr />
          <MenuItem
            text={t(isRevealed ? 'hideKey' : 'revealKey')}
            choose={() => session.toggleKey(value)}
          />
          <MenuItem text={t('copyKey')} choose={() => void copy(value)} />
        </>
      )}
    </MenuButton>
  );
}
