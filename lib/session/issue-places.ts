import type { Issue } from '../contract/issue.ts';
import { nameOf } from '../wire/pointer.ts';
import type { FlatNode, FlatTree } from './flat.ts';

/** Issues by the field that each is about. */
export interface IssuePlaces {
  /** By a node's index. */
  at: ReadonlyMap<number, Issue[]>;
  /** About fields that are not there, by the node in which they are missed and their name. */
  absent: ReadonlyMap<number, ReadonlyMap<string, Issue[]>>;
}

/** Parts of a path that are followed: a tree has fewer levels. */
const MAX_PARTS = 200;

/**
 * Gives each issue to the node that its path names: of several of one name to the one that counts; where
 * the field is missing, to its name in the node around it; and where the tree does not go so far, to the
 * nearest node around it.
 */
export function placeIssues(tree: FlatTree, issues: readonly Issue[]): IssuePlaces {
  const at = new Map<number, Issue[]>();
  const absent = new Map<number, Map<string, Issue[]>>();
  const find = finderIn(tree);
  for (const issue of issues) {
    const { node, missing } = find(issue.path);
    if (missing === undefined) {
      push(at, node, issue);
      continue;
    }
    const names = absent.get(node) ?? new Map<string, Issue[]>();
    absent.set(node, names);
    push(names, missing, issue);
  }
  return { at, absent };
}

function finderIn({ path, nodes }: FlatTree) {
  const byName = new Map<number, Map<string, number>>();

  function childrenOf(index: number): Map<string, number> {
    const known = byName.get(index);
    if (known) return known;
    const { start, end } = nodes[index]?.children ?? { start: 0, end: 0 };
    const children = new Map<string, number>();
    // Of those with the same name the last counts.
    for (let child = start; child < end; child += 1) {
      children.set(String(nodes[child]!.name), child);
    }
    byName.set(index, children);
    return children;
  }

  return (to: string): { node: number; missing?: string } => {
    if (!to.startsWith(`${path}/`)) return { node: 0 };
    const parts = to.slice(path.length + 1).split('/', MAX_PARTS);
    let node = 0;
    for (const [depth, part] of parts.entries()) {
      const name = nameOf(part);
      const child = childrenOf(node).get(name);
      if (child === undefined) {
        const isLast = depth === parts.length - 1;
        return isLast && lists(nodes[node]) ? { node, missing: name } : { node };
      }
      node = child;
    }
    return { node };
  };
}

/** Whether a name that an object does not list is not there. */
function lists(node: FlatNode | undefined): boolean {
  if (!node?.children) return false;
  const { start, end } = node.children;
  return (node.holds ?? node.kind) === 'object' && end - start === node.size;
}

function push<K>(lists: Map<K, Issue[]>, key: K, issue: Issue) {
  const list = lists.get(key);
  if (list) list.push(issue);
  else lists.set(key, [issue]);
}
