import type { Translate } from '../lib/language/translate.ts';
import type { ScopeChoice } from '../lib/session/scopes.ts';
import type { Session } from '../lib/session/session.ts';
import { useTexts } from './language.ts';
import { MenuButton, MenuItem } from './menu.tsx';

/** What of the log the list shows. */
export function ScopeMenu({ session }: { session: Session }) {
  const { t } = useTexts();
  const { scopes } = session;
  const choice = scopes.choice.value;
  const own = session.site.value;
  const chosen = choice.kind === 'site' ? choice.site : own;
  const sites = [...new Set([own, chosen])].filter((site) => site !== undefined);
  return (
    <MenuButton label={scopeName(t, choice)}>
      <MenuItem
        text={t('scopeTabWhole')}
        isChecked={choice.kind === 'tab'}
        isOneOf
        choose={() => scopes.choose({ kind: 'tab' })}
      />
      {sites.map((site) => (
        <MenuItem
          key={site}
          text={t('scopeSiteWhole', hostOf(site))}
          isChecked={choice.kind === 'site' && choice.site === site}
          isOneOf
          choose={() => scopes.choose({ kind: 'site', site })}
        />
      ))}
      <MenuItem
        text={t('scopeAll')}
        isChecked={choice.kind === 'all'}
        isOneOf
        choose={() => scopes.choose({ kind: 'all' })}
      />
      <hr />
      <MenuItem text={t('recordingsAsk')} choose={scopes.askRecordings} />
    </MenuButton>
  );
}

function scopeName(t: Translate, choice: ScopeChoice): string {
  switch (choice.kind) {
    case 'tab':
      return t('scopeTab');
    case 'site':
      return hostOf(choice.site);
    case 'all':
      return t('scopeAllShort');
    case 'recording':
      return t('scopeRecording');
  }
}

export function hostOf(site: string): string {
  return URL.parse(site)?.host ?? site;
}
