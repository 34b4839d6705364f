import type { Node } from '../node.ts';
import { apply, type Run } from '../run.ts';
import { SCHEMA_MAP, TEXT } from '../shapes.ts';
import { keyword, type Keyword } from './keyword.ts';

export const REFERENCES: Record<string, Keyword> = {
  $ref: keyword(TEXT, (_, { target }) => {
    if (!target) return undefined;
    return (value, run, seen) => apply(target.node, value, run, seen);
  }),
  $dynamicRef: keyword(
    TEXT,
    (_, { target }) => {
      if (!target) return undefined;
      const { node, dynamicName } = target;
      return (value, run, seen) => {
        const chosen = dynamicName === undefined ? node : (outermost(dynamicName, run) ?? node);
        return apply(chosen, value, run, seen);
      };
    },
    { draft: '2020-12' },
  ),
  $id: keyword(TEXT),
  $anchor: { ...keyword(TEXT), draft: '2020-12' },
  $dynamicAnchor: { ...keyword(TEXT), draft: '2020-12' },
  $defs: { ...keyword(SCHEMA_MAP), draft: '2020-12' },
  definitions: keyword(SCHEMA_MAP),
};

/** Of the schemas on the way here, the first that has an anchor of that name. */
function outermost(name: string, run: Run): Node | undefined {
  for (const resource of run.scope) {
    if (!run.spend(1)) return undefined;
    const node = resource.dynamicAnchors.get(name);
    if (node) return node;
  }
  return undefined;
}
