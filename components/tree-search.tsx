import { shortcutOf } from '../lib/session/shortcuts.ts';
import type { TreeStore } from '../lib/session/tree-store.ts';
import { useTexts } from './language.ts';

/** The field that Ctrl+F goes to in the detail. */
export const TREE_SEARCH = 'tree-search';

/** Searches the names and values of a tree, and folds or unfolds it as a whole. */
export function TreeSearch({ store }: { store: TreeStore }) {
  const { t } = useTexts();
  const { query, found, hit } = store;
  const isSearching = query.value !== '';
  function onKeyDown(event: KeyboardEvent) {
    const shortcut = shortcutOf('search', event);
    if (shortcut === 'nextHit') store.nextHit(1);
    else if (shortcut === 'previousHit') store.nextHit(-1);
    else if (shortcut === 'endSearch' && isSearching) store.search('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <div class="tree-tools" role="search">
      <input
        id={TREE_SEARCH}
        type="search"
        aria-label={t('searchFields')}
        placeholder={t('searchFields')}
        value={query.value}
        onInput={(event) => store.search(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span role="status" class="muted">
        {isSearching && t('hitOf', hit.value + 1, found.value.length)}
      </span>
      {found.value.length > 1 && (
        <>
          <button aria-label={t('previousHit')} onClick={() => store.nextHit(-1)}>
            ↑
          </button>
          <button aria-label={t('nextHit')} onClick={() => store.nextHit(1)}>
            ↓
          </button>
        </>
      )}
      <span class="end">
        <button aria-label={t('unfoldMore')} title={t('unfoldMore')} onClick={store.unfoldMore}>
          ⊞
        </button>
        <button aria-label={t('foldAll')} title={t('foldAll')} onClick={store.foldAll}>
          ⊟
        </button>
      </span>
    </div>
  );
}
