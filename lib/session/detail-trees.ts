import { computed, type ReadonlySignal } from '@preact/signals';
import type { Issue } from '../contract/issue.ts';
import type { FlatTree } from './flat.ts';
import { type IssuePlaces, placeIssues } from './issue-places.ts';
import type { CaptureShown } from './shown.ts';
import { createTreeStore, type TreeStore } from './tree-store.ts';

/** A value with its issues, as it is looked at. */
export interface DetailTree {
  store: TreeStore;
  places: IssuePlaces;
}

/** The trees of what is looked at: folded as the user left them where the next one is like them. */
export function createDetailTrees(detail: ReadonlySignal<CaptureShown | undefined>) {
  return {
    event: following(
      detail,
      ({ event, issues }) =>
        event && [event.tree, issues.filter((issue) => issue.event === event.index)],
    ),
    batch: following(detail, ({ batch, issues }) => batch && [batch.tree, issues]),
  };
}

function following(
  detail: ReadonlySignal<CaptureShown | undefined>,
  treeIn: (detail: CaptureShown) => [FlatTree, Issue[]] | undefined,
): ReadonlySignal<DetailTree | undefined> {
  let before: TreeStore | undefined;
  return computed(() => {
    const found = detail.value && treeIn(detail.value);
    if (!found) return undefined;
    const [tree, issues] = found;
    const places = placeIssues(tree, issues);
    const store = createTreeStore(tree, [...places.at.keys(), ...places.absent.keys()], before);
    before = store;
    return { store, places };
  });
}
