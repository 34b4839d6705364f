import { tokenOf } from '../../wire/pointer.ts';
import type { Document } from './document.ts';
import { isObject, type Node } from './node.ts';
import type { Target } from './references.ts';

const LISTS = ['allOf', 'anyOf', 'oneOf'];
const SINGLE = ['not', 'if', 'then', 'else'];
const MAPS = ['dependentSchemas', 'dependencies'];

/**
 * Where a schema comes back to itself without having gone into a property or an item: applying it
 * would never end. By depth first search, without recursion.
 *
 * @returns the JSON Pointer of a schema in such a loop
 */
export function loopOf(document: Document, targets: Map<string, Target>): string | undefined {
  const done = new Set<Node>();
  for (const start of document.nodes.values()) {
    const open = new Set<Node>();
    const stack: { node: Node; next: Iterator<Node> }[] = [];
    const enter = (node: Node) => {
      open.add(node);
      stack.push({ node, next: sameValue(node, document, targets).values() });
    };
    if (!done.has(start)) enter(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const { done: isOver, value: node } = top.next.next();
      if (isOver) {
        stack.pop();
        open.delete(top.node);
        done.add(top.node);
      } else if (open.has(node)) return node.pointer;
      else if (!done.has(node)) enter(node);
    }
  }
  return undefined;
}

/** The schemas that a schema applies to the very value that it is applied to. */
function sameValue(node: Node, document: Document, targets: Map<string, Target>): Node[] {
  const { schema, pointer } = node;
  if (!isObject(schema)) return [];
  const ways = [
    ...LISTS.flatMap((keyword) => keysOf(schema[keyword]).map((index) => `${keyword}/${index}`)),
    ...SINGLE,
    ...MAPS.flatMap((keyword) => keysOf(schema[keyword]).map((name) => `${keyword}/${name}`)),
  ];
  const target = targets.get(`${pointer}/$ref`)?.node;
  const parts = ways.map((way) => document.nodes.get(`${pointer}/${way}`));
  return [target, ...parts].filter((part) => part !== undefined);
}

function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).map(tokenOf);
}
