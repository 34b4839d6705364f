import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Issue } from '../lib/contract/issue.ts';
import type { DetailTree } from '../lib/session/detail-trees.ts';
import { type ShortcutId, shortcutOf } from '../lib/session/shortcuts.ts';
import type { TreeMove } from '../lib/session/tree-store.ts';
import { FieldItems, itemOf } from './field-items.tsx';
import { FieldMenu, type FieldMenuAt } from './field-menu.tsx';
import { type DetailVerbs, IssueList } from './issue-view.tsx';
import { useTexts } from './language.ts';
import { TreeSearch } from './tree-search.tsx';
import { Value } from './value.tsx';

interface FieldsProps {
  tree: DetailTree;
  /** Issues in the tree, at any depth. */
  issues: Issue[];
  label: string;
  verbs: DetailVerbs;
}

const MOVES: Partial<Record<ShortcutId, TreeMove>> = {
  next: 'next',
  previous: 'previous',
  first: 'first',
  last: 'last',
  in: 'in',
  out: 'out',
};

/** A value as it is written: a tree of its fields and items, each with the issues that are about it. */
export function Fields({ tree: { store, places }, issues, label, verbs }: FieldsProps) {
  const { t } = useTexts();
  const box = useRef<HTMLUListElement>(null);
  const menu = useSignal<FieldMenuAt | undefined>(undefined);
  const { nodes } = store.tree;
  const found = store.hit.value >= 0 ? store.found.value[store.hit.value] : undefined;
  // The search has the focus: what it finds is only brought into view.
  useEffect(() => itemOf(box.current, found)?.scrollIntoView({ block: 'nearest' }), [found]);

  function openMenu(at: number) {
    const row = itemOf(box.current, at)?.querySelector('.field');
    if (!row) return;
    const { left, top, bottom } = row.getBoundingClientRect();
    menu.value = { node: at, anchor: { left: left + 16, top, bottom } };
  }

  function onKeyDown(event: KeyboardEvent) {
    // Buttons and links among the fields have keys of their own.
    if (!(event.target instanceof HTMLElement) || event.target.role !== 'treeitem') return;
    const shortcut = shortcutOf('tree', event);
    if (!shortcut) return;
    if (shortcut === 'copyValue' && getSelection()?.toString()) return;
    event.preventDefault();
    const move = MOVES[shortcut];
    if (move) {
      store.move(move);
      const item = () => itemOf(box.current, store.current.value);
      // At once, before what has the focus may be folded away; drawn first, where it was folded itself.
      if (item()) item()?.focus();
      else requestAnimationFrame(() => item()?.focus());
    } else if (shortcut === 'toggle') store.toggle(store.current.value);
    else if (shortcut === 'fieldMenu') openMenu(store.current.value);
    else if (shortcut === 'copyValue') verbs.copyNode(store, store.current.value);
  }

  const [root] = nodes;
  if (!root) return <IssueList issues={issues} verbs={verbs} />;
  return (
    <>
      <IssueList issues={places.at.get(0) ?? []} verbs={verbs} />
      {root.children ? (
        <>
          <TreeSearch store={store} />
          <ul ref={box} class="fields" role="tree" aria-label={label} onKeyDown={onKeyDown}>
            <FieldItems
              store={store}
              places={places}
              parent={0}
              level={1}
              verbs={verbs}
              openMenu={openMenu}
            />
          </ul>
        </>
      ) : (
        <Value node={root} copy={verbs.copy} />
      )}
      {menu.value && (
        <FieldMenu
          store={store}
          at={menu.value}
          label={t('fieldMenu')}
          verbs={verbs}
          closed={() => (menu.value = undefined)}
        />
      )}
    </>
  );
}
