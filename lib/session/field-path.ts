import type { FlatTree } from './flat.ts';
import type { TreeShape } from './tree.ts';

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** A path as code writes it: `lines[0].productId`, `["a b"]`. */
export function dottedPath(parts: readonly (string | number)[]): string {
  return parts
    .map((part, at) => {
      if (typeof part === 'number') return `[${part}]`;
      if (!IDENTIFIER.test(part)) return `[${JSON.stringify(part)}]`;
      return at === 0 ? part : `.${part}`;
    })
    .join('');
}

/** Names and indices from the root of a tree, or a node above, down to a node. */
export function partsTo(
  { nodes }: FlatTree,
  { parents }: TreeShape,
  to: number,
  from = 0,
): (string | number)[] {
  const parts: (string | number)[] = [];
  for (let at = to; at > from; at = parents[at]!) parts.push(nodes[at]!.name!);
  return parts.toReversed();
}
