import { computed, useComputed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Issue } from '../lib/contract/issue.ts';
import type { FlatNode } from '../lib/session/flat.ts';
import type { IssuePlaces } from '../lib/session/issue-places.ts';
import type { TreeStore } from '../lib/session/tree-store.ts';
import { type DetailVerbs, IssueList } from './issue-view.tsx';
import { useTexts } from './language.ts';
import { Value } from './value.tsx';

interface ItemsProps {
  store: TreeStore;
  places: IssuePlaces;
  parent: number;
  level: number;
  verbs: DetailVerbs;
  openMenu(node: number): void;
}

/** The fields of an object, or the items of a list, and the names that are missed among them. */
export function FieldItems(props: ItemsProps) {
  const { store, places, parent, level, verbs } = props;
  const { t } = useTexts();
  const { children, size = 0 } = store.tree.nodes[parent]!;
  const { start, end } = children!;
  const drawnEnd = useComputed(() => store.drawnEnd(parent)).value;
  const absent = places.absent.get(parent) ?? new Map<string, Issue[]>();
  const left = size - (end - start);
  return (
    <>
      {Array.from({ length: drawnEnd - start }, (_, at) => (
        <FieldItem key={start + at} {...props} node={start + at} />
      ))}
      {[...absent].map(([name, missed]) => (
        <li key={`absent ${name}`} role="treeitem" aria-level={level} tabIndex={-1}>
          <span class="fold" aria-hidden="true" />
          <span class="name absent">
            <bdi>{name}</bdi>
          </span>
          <IssueList issues={missed} verbs={verbs} />
        </li>
      ))}
      {drawnEnd < end && (
        <li role="treeitem" aria-level={level} tabIndex={-1}>
          <button
            class="link"
            onClick={({ currentTarget }) => {
              const list = currentTarget.closest('ul');
              store.drawMore(parent);
              // The keys go on where more is: of the last ones, this button goes.
              requestAnimationFrame(() => itemOf(list, drawnEnd)?.focus());
            }}
          >
            {t('fieldsMore', end - drawnEnd)}
          </button>
        </li>
      )}
      {left > 0 && (
        <li class="muted" role="treeitem" aria-level={level} tabIndex={-1}>
          {t('fieldsCut', left)}
        </li>
      )}
    </>
  );
}

/** Characters of a value that are part of an item's name. */
const MAX_LABEL = 100;

function FieldItem(props: ItemsProps & { node: number }) {
  const { store, places, level, verbs, openMenu, node: at } = props;
  const { t } = useTexts();
  const node = store.tree.nodes[at]!;
  const isFoldable = store.isFoldable(at);
  const state = useMemo(() => stateIn(store, at), [store, at]);
  const [isOpen, isCurrent, isHit] = [state.isOpen.value, state.isCurrent.value, state.isHit.value];
  const isLookedAt = isHit && isCurrent;
  const { name, source = '' } = node;
  return (
    <li
      role="treeitem"
      data-node={at}
      aria-level={level}
      aria-expanded={isFoldable ? isOpen : undefined}
      aria-current={isLookedAt ? 'true' : undefined}
      aria-label={`${name} ${source.slice(0, MAX_LABEL)}`.trim()}
      tabIndex={isCurrent ? 0 : -1}
      class={isHit ? (isLookedAt ? 'hit current' : 'hit') : undefined}
      onFocus={(event) => {
        if (event.target === event.currentTarget) store.current.value = at;
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        event.stopPropagation();
        store.current.value = at;
        openMenu(at);
      }}
    >
      <span class="field">
        <span
          class="fold"
          aria-hidden="true"
          onClick={() => {
            store.current.value = at;
            store.toggle(at);
          }}
        >
          {isFoldable && (isOpen ? '▾' : '▸')}
        </span>
        <Name node={node} /> {!node.children && <Value node={node} copy={verbs.copy} />}
        <button
          class="more"
          tabIndex={-1}
          aria-label={t('fieldMenu')}
          title={t('fieldMenu')}
          onClick={() => openMenu(at)}
        />
      </span>
      <IssueList issues={places.at.get(at) ?? []} verbs={verbs} />
      {isFoldable && isOpen && (
        <ul class="fields" role="group">
          <FieldItems {...props} parent={at} level={level + 1} />
        </ul>
      )}
    </li>
  );
}

/** What changes of one item: the others are not drawn anew. */
function stateIn({ open, current, hits }: TreeStore, at: number) {
  return {
    isOpen: computed(() => open.value.has(at)),
    isCurrent: computed(() => current.value === at),
    isHit: computed(() => hits.value.has(at)),
  };
}

/** A field's name, and what is to be said of what stands there. */
function Name({ node }: { node: FlatNode }) {
  const { t } = useTexts();
  const { name, nameLeft, kind, holds, size, named, bytes } = node;
  const inside = holds ?? kind;
  return (
    <>
      <span class="name">
        <bdi>{name}</bdi>
        {nameLeft !== undefined && '…'}
      </span>{' '}
      {named && (
        <span class={named.counts ? 'mark' : 'mark warning'}>
          {named.counts ? t('nameCounts', named.times) : t('nameOverruled', named.times)}
        </span>
      )}{' '}
      {size !== undefined && (
        <span class="muted" title={bytes && t('bytesFromTo', bytes.start, bytes.end - 1)}>
          {inside === 'array' ? `[${size}]` : '{}'}
          {holds && ` ${t('jsonInText')}`}
        </span>
      )}
    </>
  );
}

/** The item of a node, where it is drawn. */
export function itemOf(box: HTMLElement | null, node: number | undefined): HTMLElement | null {
  if (node === undefined) return null;
  return box?.querySelector(`[data-node="${node}"]`) ?? null;
}
