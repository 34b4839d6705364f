import type { Translate } from '../lib/language/translate.ts';
import type { Session } from '../lib/session/session.ts';

/** A tab as the list names it: the panel's own, or by a number in the order in which they were seen. */
export function tabName(t: Translate, { scopes, status }: Session, tab: string): string {
  if (tab === status.value?.tab) return t('tabOwn');
  if (tab.endsWith(':-1')) return t('tabNone');
  const others = scopes.tabs.value.filter((one) => one !== status.value?.tab);
  return t('tabOther', others.indexOf(tab) + 2);
}
