import type { FlatNode, FlatTree } from '../session/flat.ts';
import { plainNumber } from './numbers.ts';

/** What the values of a tree are, as numbers that only the same values share, whatever tree they are of. */
export interface Contents {
  /** By a node's index: as it reads. The order of names and the way of writing make no difference. */
  reads: Uint32Array;
  /** As it is written, but for the order of names. */
  written: Uint32Array;
}

/** Numbers the contents of trees that are compared with each other. */
export function createContents() {
  const numbers = new Map<string, number>();
  const numberOf = (content: string) => {
    const known = numbers.get(content);
    if (known !== undefined) return known;
    numbers.set(content, numbers.size + 1);
    return numbers.size;
  };

  return ({ nodes }: FlatTree): Contents => {
    const reads = new Uint32Array(nodes.length);
    const written = new Uint32Array(nodes.length);
    // Children stand behind their parents.
    for (let at = nodes.length - 1; at >= 0; at -= 1) {
      const node = nodes[at]!;
      if (!node.children) {
        const { kind, source = '', left = 0 } = node;
        reads[at] = numberOf(`${kind} ${left} ${valueOf(node)}`);
        written[at] = numberOf(`as written ${kind} ${left} ${source}`);
        continue;
      }
      reads[at] = numberOf(containerOf(nodes, node, reads));
      written[at] = numberOf(`as written ${containerOf(nodes, node, written)}`);
    }
    return { reads, written };
  };
}

/** What a value reads as; of one that was cut, what is there of it. */
function valueOf({ kind, source = '', left }: FlatNode): string {
  if (kind === 'number') return plainNumber(source);
  if (kind !== 'string' || left !== undefined || !source.includes('\\')) return source;
  try {
    return JSON.stringify(JSON.parse(source));
  } catch {
    // A text of a form stands without quotes.
    return source;
  }
}

function containerOf(nodes: readonly FlatNode[], node: FlatNode, contents: Uint32Array): string {
  const { start, end } = node.children!;
  const isList = (node.holds ?? node.kind) === 'array';
  const parts: string[] = [];
  for (let at = start; at < end; at += 1) {
    const { name = '' } = nodes[at]!;
    parts.push(isList ? String(contents[at]) : `${JSON.stringify(name)}:${contents[at]}`);
  }
  // Of those with the same name the last counts: a stable order by name keeps them in theirs.
  const inOrder = isList ? parts : sortedByName(parts, nodes, start);
  return `${node.kind} ${node.holds} ${node.size} ${inOrder.join()}`;
}

function sortedByName(parts: string[], nodes: readonly FlatNode[], start: number): string[] {
  const names = parts.map((_, at) => String(nodes[start + at]!.name));
  return [...parts.keys()]
    .toSorted((a, b) => (names[a]! < names[b]! ? -1 : names[a]! > names[b]! ? 1 : a - b))
    .map((at) => parts[at]!);
}
