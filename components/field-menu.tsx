import { byValue } from '../lib/filter/by-value.ts';
import type { FieldTerm } from '../lib/filter/filter.ts';
import { dottedPath, partsTo } from '../lib/session/field-path.ts';
import type { FlatNode } from '../lib/session/flat.ts';
import { waysTo } from '../lib/session/tree.ts';
import type { TreeStore } from '../lib/session/tree-store.ts';
import type { DetailVerbs } from './issue-view.tsx';
import { useTexts } from './language.ts';
import { type Anchor, Menu, MenuItem } from './menu.tsx';

export interface FieldMenuAt {
  node: number;
  anchor: Anchor;
}

interface FieldMenuProps {
  store: TreeStore;
  at: FieldMenuAt;
  label: string;
  verbs: DetailVerbs;
  closed(): void;
}

/** What can be done with a field: copy it or its path, show the events with its value, or those without. */
export function FieldMenu({ store, at: { node, anchor }, label, verbs, closed }: FieldMenuProps) {
  const { t } = useTexts();
  const parts = partsTo(store.tree, store.shape, node);
  const term = termOf(store, node, verbs.isOfEvent(store));
  const why = term ? undefined : t('filterNotByValue');
  const copyText = (text: string) => void verbs.copy(text).then(verbs.sayCopied);
  return (
    <Menu label={label} anchor={anchor} closed={closed}>
      <MenuItem text={t('copyValue')} choose={() => verbs.copyNode(store, node)} />
      <MenuItem text={t('copyPointer')} choose={() => copyText(store.shape.paths[node]!)} />
      <MenuItem text={t('copyDotted')} choose={() => copyText(dottedPath(parts))} />
      <hr />
      <MenuItem
        text={t('filterByValue')}
        whyDisabled={why}
        choose={() => term && verbs.filterBy(term)}
      />
      <MenuItem
        text={t('filterOutValue')}
        whyDisabled={why}
        choose={() => term && verbs.filterBy({ kind: 'not', of: term })}
      />
    </Menu>
  );
}

/** What finds a field's value again: one of an event that is there as a whole, no key, and not in a text that holds JSON. */
function termOf({ tree, shape }: TreeStore, at: number, isOfEvent: boolean): FieldTerm | undefined {
  const { nodes } = tree;
  const node = nodes[at]!;
  if (node.isSecret || node.left !== undefined || node.nameLeft !== undefined || node.children) {
    return undefined;
  }
  const above = [...waysTo(shape.parents, at)];
  if (node.isDeep || above.some((one) => nodes[one]!.holds)) return undefined;
  // Of a batch, it is known where its events stand.
  const event = isOfEvent ? 0 : above.find((one) => nodes[one]!.bytes);
  return event === undefined ? undefined : byValue(partsTo(tree, shape, at, event), readOf(node));
}

function readOf({ kind, source = '', reads }: FlatNode): string {
  return kind === 'string' ? (reads ?? String(JSON.parse(source))) : source;
}
