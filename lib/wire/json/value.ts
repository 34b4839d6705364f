import type { JsonNode } from './node.ts';

/** The value of a node, as `JSON.parse` gives it: of members with the same name, the last holds. */
export function valueOf(root: JsonNode): unknown {
  if (root.kind === 'scalar') return root.value;
  const value = emptyOf(root);
  const waiting: { node: JsonNode; value: object }[] = [{ node: root, value }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, value: into } = next;
    if (node.kind === 'scalar') continue;
    if (node.kind === 'array') {
      for (let index = 0; index < node.items.length; index += 1) {
        put(into, index, node.items[index]!);
      }
    } else {
      for (const member of node.members) put(into, member.name, member.value);
    }
  }
  return value;

  function put(into: object, name: string | number, child: JsonNode) {
    if (child.kind === 'scalar') {
      set(into, name, child.value);
      return;
    }
    const own = emptyOf(child);
    set(into, name, own);
    waiting.push({ node: child, value: own });
  }
}

function emptyOf(node: JsonNode): object {
  return node.kind === 'array' ? [] : {};
}

/** An assignment to `__proto__` would set no property. */
function set(into: object, name: string | number, value: unknown) {
  if (name === '__proto__') {
    const property = { value, writable: true, enumerable: true, configurable: true };
    Object.defineProperty(into, name, property);
  } else {
    (into as Record<string | number, unknown>)[name] = value;
  }
}
