import type { Batch } from '../wire/batch.ts';
import { below } from '../wire/pointer.ts';
import { beginsLikeJson } from '../wire/embedded.ts';
import type { JsonNode, Span } from '../wire/json/node.ts';
import { parseJson } from '../wire/json/parse.ts';
import type { BodyAsWritten } from '../wire/lossless.ts';
import { indexPlaces, type Places } from './flat-places.ts';
import { createWriter } from './flat-text.ts';

/** A value without those in it, which stand in the list of its tree. */
export interface FlatNode {
  kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  /** Of a member as it reads, of an item its index; absent for the root. */
  name?: string | number;
  /** Characters of the name that are left out. */
  nameLeft?: number;
  /** Values in it, whether or not they are in the list. */
  size?: number;
  /** Those in the list: indices, `end` exclusive. */
  children?: Span;
  /** A string that holds JSON: its children are those of what it holds, which is of this kind. */
  holds?: 'object' | 'array';
  /** It is nested more deeply than the list goes: it is given by its source alone. */
  isDeep?: true;
  /** As it is written, or the beginning of that; of a value with children none. */
  source?: string;
  /** Characters of the source that are left out. */
  left?: number;
  /** What is read, where the source does not show it: of a string its text, of a number the nearest one. */
  reads?: string;
  /** The source has a key in it, which is shortened. */
  isSecret?: true;
  /** Its name stands more than once in the object: how often, and whether this is the one that counts. */
  named?: { times: number; counts: boolean };
  /** Bytes of the unpacked body, where that was asked for and it stands there as it is. */
  bytes?: Span;
}

/** A value as it is written, as a list: a deep tree could not be handed from one context to another. */
export interface FlatTree {
  /** JSON Pointer of the root. */
  path: string;
  /** The root first, then level by level; empty where nothing stands at the path. */
  nodes: FlatNode[];
}

export interface FlatWishes {
  /** JSON Pointers whose values are in the list even where it leaves out those beside them. */
  wanted?: Iterable<string>;
  /** JSON Pointers of values whose bytes are told. */
  bytesOf?: ReadonlySet<string>;
  /** A key that is not shown, wherever it stands. */
  secret?: string | undefined;
  /** Keys stand as they are: the tree is compared, and never shown. */
  isBare?: true;
}

/** Values of one tree, and of one object or list. */
export const MAX_NODES = 10_000;
export const MAX_CHILDREN = 1000;
/** Levels below the root; what is nested more deeply is given by its source. */
export const MAX_DEPTH = 20;
/** Strings in strings that are opened, and values that such a string may hold. */
const MAX_OPENED = 3;
const MAX_HELD = 200_000;

/** A value in the text: of a document, or one that only the layout of the body makes. */
type Source =
  | { node: JsonNode; text: string; byteAt?: (offset: number) => number }
  | { made: 'object' | 'array'; children: readonly Child[] };

interface Child {
  name: string | number;
  source: Source;
  named?: FlatNode['named'];
}

interface Waiting {
  source: Source;
  path: string;
  depth: number;
  opened: number;
}

/**
 * A value of a batch as it is written, with property order, numbers and duplicate names: level by level and
 * within bounds, so that of a large one the outer levels are there.
 */
export function flatten(
  written: BodyAsWritten,
  batch: Batch,
  path: string,
  { wanted = [], bytesOf, secret, isBare }: FlatWishes = {},
): FlatTree {
  const places = indexPlaces(wanted);
  const writer = createWriter(secret, isBare);
  const nodes: FlatNode[] = [];
  // Each stands beside its node in the list.
  const waiting: Waiting[] = [];
  const root = rootOf(written, batch, path);

  function add({ name, source, named }: Omit<Child, 'name'> & Partial<Child>, at: Waiting) {
    const node: FlatNode = { ...nodeOf(source), ...(named && { named }) };
    if (name !== undefined) Object.assign(node, writer.name(name));
    const { byteAt, node: place } = 'node' in source ? source : {};
    if (byteAt && place && bytesOf?.has(at.path)) {
      node.bytes = { start: byteAt(place.start), end: byteAt(place.end) };
    }
    nodes.push(node);
    waiting.push(at);
  }

  if (root) add({ source: root }, { source: root, path, depth: 0, opened: 0 });
  for (let at = 0; at < nodes.length; at += 1) {
    const node = nodes[at]!;
    const { source, path: here, depth, opened } = waiting[at]!;
    const held = opened < MAX_OPENED ? heldBy(source, here, places) : undefined;
    if (held) node.holds = held.node.kind === 'array' ? 'array' : 'object';
    const container = held ?? source;
    if ('node' in container && container.node.kind === 'scalar') {
      Object.assign(node, writer.scalar(container.node, container.text, node.name));
      continue;
    }
    node.size = sizeOf(container);
    if (depth >= MAX_DEPTH) {
      node.isDeep = true;
      if ('node' in source) Object.assign(node, writer.source(source.node, source.text));
      continue;
    }
    const start = nodes.length;
    for (const child of chosenIn(container, here, places)) {
      if (nodes.length >= MAX_NODES) break;
      const below = { source: child.source, path: child.path, depth: depth + 1 };
      add(child, { ...below, opened: held ? opened + 1 : opened });
    }
    node.children = { start, end: nodes.length };
  }
  return { path, nodes };
}

function nodeOf(source: Source): Pick<FlatNode, 'kind'> {
  if ('made' in source) return { kind: source.made };
  const { node } = source;
  if (node.kind !== 'scalar') return { kind: node.kind };
  if (node.value === null) return { kind: 'null' };
  return {
    kind:
      typeof node.value === 'string'
        ? 'string'
        : typeof node.value === 'number'
          ? 'number'
          : 'boolean',
  };
}

/** The document that a string holds: one that is whole, or in which something is wanted. */
function heldBy(source: Source, path: string, places: Places) {
  if ('made' in source || source.node.kind !== 'scalar') return undefined;
  const { value: text } = source.node;
  if (typeof text !== 'string' || !beginsLikeJson(text)) return undefined;
  const { root, fault } = parseJson(text, { maxNodes: MAX_HELD });
  if (!root || root.kind === 'scalar') return undefined;
  return !fault || places.isAbove(path) ? { node: root, text } : undefined;
}

function sizeOf(source: Source): number {
  if ('made' in source) return source.children.length;
  const { node } = source;
  if (node.kind === 'scalar') return 0;
  return node.kind === 'array' ? node.items.length : node.members.length;
}

/** The first children of a value, and those that are wanted. */
function* chosenIn(
  source: Source,
  path: string,
  places: Places,
): Generator<Child & { path: string }> {
  const isSearched = places.isAbove(path);
  let index = 0;
  for (const child of childrenOf(source, isSearched ? Infinity : MAX_CHILDREN)) {
    const isFirst = index < MAX_CHILDREN;
    const at = below(path, child.name);
    if (isFirst || places.has(at)) yield { ...child, path: at };
    index += 1;
  }
}

/** @param most children that are told */
function* childrenOf(source: Source, most: number): Generator<Child> {
  if ('made' in source) {
    yield* source.children.slice(0, most);
    return;
  }
  const { node, ...place } = source;
  if (node.kind === 'array') {
    for (const [name, item] of node.items.slice(0, most).entries())
      yield { name, source: { ...place, node: item } };
  } else if (node.kind === 'object') {
    const told = node.members.slice(0, most);
    const times = new Map(told.map(({ name }) => [name, 0]));
    for (const { name } of node.members) {
      const known = times.get(name);
      if (known !== undefined) times.set(name, known + 1);
    }
    const seen = new Map<string, number>();
    for (const { name, value } of told) {
      const all = times.get(name)!;
      if (all === 1) {
        yield { name, source: { ...place, node: value } };
        continue;
      }
      const nth = (seen.get(name) ?? 0) + 1;
      seen.set(name, nth);
      // `JSON.parse` takes the last, and so do most servers.
      yield {
        name,
        source: { ...place, node: value },
        named: { times: all, counts: nth === all },
      };
    }
  }
}

/** What stands at a path; of lines and forms the whole is written nowhere, and made of its parts. */
function rootOf({ find }: BodyAsWritten, batch: Batch, path: string): Source | undefined {
  const { layout, value } = batch;
  if (path === '' && layout.kind === 'lines' && Array.isArray(value)) {
    const children = value.map((line: unknown, name) => ({
      name,
      // There may be many: a line is read when it is told.
      get source() {
        const found = find(`/${name}`);
        // A line that is no JSON came as a text.
        const isText = typeof line === 'string' && !isString(found?.node);
        return isText || !found ? textSource(String(line)) : found;
      },
    }));
    return { made: 'array', children };
  }
  if (path === '' && layout.kind === 'form') {
    const children = [...Map.groupBy(layout.fields, ({ name }) => name)].map(([name, all]) => {
      const items = all.map((field) => textSource(field.value));
      const list = items.map((source, index) => ({ name: index, source }));
      return {
        name,
        source: items.length === 1 ? items[0]! : { made: 'array' as const, children: list },
      };
    });
    return { made: 'object', children };
  }
  return find(path);
}

function isString(node: JsonNode | undefined): boolean {
  return node?.kind === 'scalar' && typeof node.value === 'string';
}

function textSource(text: string): Source {
  return { node: { kind: 'scalar', start: 0, end: text.length, value: text }, text };
}
