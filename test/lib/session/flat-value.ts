import type { FlatTree } from '../../../lib/session/flat.ts';

/** What `JSON.parse` would give of a tree that is whole; the strings in `opened` are told by what they hold. */
export function valueOfFlat({ nodes }: FlatTree): { value: unknown; opened: Set<object> } {
  const opened = new Set<object>();
  const values = nodes.map((node): unknown => {
    if (!node.children) return node.isSecret ? undefined : scalarOf(node);
    const container = (node.holds ?? node.kind) === 'array' ? [] : {};
    if (node.holds) opened.add(container);
    return container;
  });
  for (const [index, { children }] of nodes.entries()) {
    if (!children) continue;
    for (let child = children.start; child < children.end; child += 1) {
      const property = { writable: true, enumerable: true, configurable: true };
      // Of those with the same name the last holds; `__proto__` is a name like any other.
      Object.defineProperty(values[index], nodes[child]!.name!, {
        ...property,
        value: values[child],
      });
    }
  }
  return { value: values[0], opened };
}

function scalarOf({ source = '', reads, kind }: FlatTree['nodes'][number]): unknown {
  // What a field of a form holds is a text, though it may look like JSON.
  return kind === 'string' && reads !== undefined ? reads : JSON.parse(source);
}

/** A value, with the strings opened that the tree has opened. */
export function likeTold(value: unknown, told: unknown, opened: Set<object>): unknown {
  if (typeof told !== 'object' || told === null) return value;
  const own: unknown = opened.has(told) ? JSON.parse(String(value)) : value;
  if (typeof own !== 'object' || own === null) return own;
  if (Array.isArray(own)) return own.map((item, at) => likeTold(item, told[at as never], opened));
  const entries = Object.entries(own).map(([name, child]): [string, unknown] => [
    name,
    likeTold(child, (told as Record<string, unknown>)[name], opened),
  ]);
  return Object.fromEntries(entries);
}
/** Whether nothing of a value is left out of its tree. */
export const isWhole = ({ nodes }: FlatTree) =>
  nodes.length > 0 &&
  nodes.every(
    ({ size = 0, children = { start: 0, end: 0 }, left, isDeep, isSecret, nameLeft }) =>
      size === children.end - children.start && !left && !isDeep && !isSecret && !nameLeft,
  );
