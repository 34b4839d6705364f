import { useEffect } from 'preact/hooks';
import { type ShortcutId, shortcutOf } from '../lib/session/shortcuts.ts';

/** What the keys do that are heard in the whole panel; `false` where there is no use for one, which is DevTools' then. */
export type PanelActions = Partial<Record<ShortcutId, (target: HTMLElement) => void | false>>;

const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, select';

export function usePanelShortcuts(actions: PanelActions) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      // A dialog has the keys for itself; what it has no use for is not for the search of DevTools.
      if (target.closest('dialog')) {
        if (shortcutOf('panel', event) === 'find') event.preventDefault();
        return;
      }
      const isCommand = event.ctrlKey || event.metaKey || event.key === 'Escape';
      const isWriting = target.matches(FIELDS) && !isCommand;
      const shortcut = isWriting ? undefined : shortcutOf('panel', event);
      const act = shortcut && actions[shortcut];
      if (act && act(target) !== false) event.preventDefault();
    };
    document.body.addEventListener('keydown', onKey);
    return () => document.body.removeEventListener('keydown', onKey);
  });
}
