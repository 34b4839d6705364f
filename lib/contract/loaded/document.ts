import { MAX_IGNORED, MAX_PATTERNS, MAX_PATTERNS_SIZE, MAX_SCHEMAS } from './bounds.ts';
import { pointer } from '../../wire/pointer.ts';
import type { Draft } from './draft.ts';
import { keywordOf } from './keywords/table.ts';
import { isObject, isSchema, type Node, type Resource, type Schema } from './node.ts';
import { type Matcher, readPattern } from './pattern.ts';
import { quote } from './quote.ts';
import { refuseAt, type Refused } from './refusal.ts';

/** The address of a document that gives itself none; nothing is ever fetched from it. */
const NOWHERE = 'https://contract.invalid/';

interface Found {
  schema: unknown;
  pointer: string;
  within: Resource | undefined;
}

/** The schemas of a document, as far as they have been read. */
export interface Document {
  draft: Draft;
  value: unknown;
  /** By their JSON Pointer into the document. */
  nodes: Map<string, Node>;
  resources: Map<string, Resource>;
  matchers: Map<string, Matcher>;
  ignored: { keyword: string; pointer: string }[];
  patternsSize: number;
}

export function newDocument(value: unknown, draft: Draft): Document {
  return {
    draft,
    value,
    nodes: new Map(),
    resources: new Map(),
    matchers: new Map(),
    ignored: [],
    patternsSize: 0,
  };
}

type Read = { ok: true } | Refused;
const DONE: Read = { ok: true };

/** The keywords of a schema that count: beside a `$ref`, draft 7 knows no others. */
export function countingKeywords(schema: Record<string, unknown>, draft: Draft): string[] {
  const names = Object.keys(schema);
  if (draft === '2020-12' || !Object.hasOwn(schema, '$ref')) return names;
  // Definitions are beside it for others to refer to.
  return names.filter((name) => name === '$ref' || name === 'definitions');
}

/**
 * Reads the schemas that stand at and under a place: their shapes, ids, anchors and patterns. Without
 * recursion; what has been read before is left as it is.
 */
export function readSchemas(document: Document, start: Found): Read {
  const queue: Found[] = [start];
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (document.nodes.has(next.pointer)) continue;
    if (document.nodes.size === MAX_SCHEMAS) {
      return refuseAt(next.pointer, 'contractTooManySchemas', MAX_SCHEMAS);
    }
    const read = readSchema(document, next);
    if (!read.ok) return read;
    // One by one: there may be more than a call takes arguments.
    for (const part of read.parts) queue.push(part);
  }
  return DONE;
}

function readSchema(document: Document, found: Found): { ok: true; parts: Found[] } | Refused {
  const { schema } = found;
  if (!isSchema(schema)) return refuseAt(found.pointer, 'contractNotSchema', quote(schema));
  const named = nameNode(document, schema, found);
  if (!named.ok) return named;
  const { node } = named;
  if (!isObject(schema)) return { ok: true, parts: [] };
  const parts: Found[] = [];
  for (const name of countingKeywords(schema, document.draft)) {
    const known = keywordOf(name, document.draft);
    const at = found.pointer + pointer(name);
    if (!known) {
      if (document.ignored.length < MAX_IGNORED)
        document.ignored.push({ keyword: name, pointer: at });
      continue;
    }
    const value = schema[name];
    const isList = name === 'items' && document.draft === '2020-12' && Array.isArray(value);
    if (!known.shape.fits(value) || isList) {
      const shape = isList ? 'schema' : known.shape.text;
      return refuseAt(at, 'contractKeyword', name, shape, quote(value));
    }
    for (const pattern of known.patterns?.(value) ?? []) {
      const read = addPattern(document, pattern, at);
      if (!read.ok) return read;
    }
    for (const [way, part] of known.shape.parts?.(value) ?? []) {
      parts.push({ schema: part, pointer: at + pointer(...way), within: node.resource });
    }
  }
  return { ok: true, parts };
}

/** Gives a schema its place among the resources, by its `$id` and anchors. */
function nameNode(
  document: Document,
  schema: Schema,
  { pointer: at, within }: Found,
): { ok: true; node: Node } | Refused {
  const names = isObject(schema) ? namesOf(schema, document.draft) : {};
  const node: Omit<Node, 'resource'> = {
    schema,
    pointer: at,
    checks: [],
    includes: [],
    alternatives: [],
  };
  let resource = within;
  if (names.id !== undefined || !within) {
    const url = URL.parse(names.id ?? '', within?.uri ?? NOWHERE);
    if (!url) return refuseAt(`${at}/$id`, 'contractId', names.id ?? '');
    url.hash = '';
    if (document.resources.has(url.href)) {
      return refuseAt(`${at}/$id`, 'contractIdTwice', names.id ?? '');
    }
    resource = newResource(url.href, node);
    document.resources.set(url.href, resource);
  }
  const whole = Object.assign(node, { resource: resource! });
  for (const anchor of names.anchors ?? []) {
    if (whole.resource.anchors.has(anchor)) return refuseAt(at, 'contractIdTwice', `#${anchor}`);
    whole.resource.anchors.set(anchor, whole);
  }
  if (names.dynamic !== undefined) whole.resource.dynamicAnchors.set(names.dynamic, whole);
  document.nodes.set(at, whole);
  return { ok: true, node: whole };
}

function newResource(uri: string, root: { pointer: string }): Resource {
  return { uri, root: root.pointer, anchors: new Map(), dynamicAnchors: new Map() };
}

interface Names {
  id?: string;
  anchors?: string[];
  dynamic?: string;
}

function namesOf(schema: Record<string, unknown>, draft: Draft): Names {
  const text = (name: string) => (typeof schema[name] === 'string' ? schema[name] : undefined);
  const written = text('$id');
  if (draft === '7') {
    if (Object.hasOwn(schema, '$ref') || written === undefined) return {};
    // In draft 7 an anchor is an id that is a fragment.
    const [id = '', fragment = ''] = written.split('#', 2);
    return { ...(id && { id }), anchors: fragment ? [fragment] : [] };
  }
  const id = written?.replace(/#$/, '');
  const anchor = text('$anchor');
  const dynamic = text('$dynamicAnchor');
  const anchors = [...new Set([anchor, dynamic].filter((name) => name !== undefined))];
  return {
    ...(id && { id }),
    anchors,
    ...(dynamic !== undefined && { dynamic }),
  };
}

function addPattern(document: Document, pattern: string, at: string): Read {
  if (document.matchers.has(pattern)) return DONE;
  if (document.matchers.size === MAX_PATTERNS) {
    return refuseAt(at, 'contractTooManyPatterns', MAX_PATTERNS);
  }
  const read = readPattern(pattern);
  if (!read.ok) {
    const { message, params = [] } = read.reason;
    return refuseAt(at, message, ...params);
  }
  document.patternsSize += read.matcher.size;
  if (document.patternsSize > MAX_PATTERNS_SIZE) {
    return refuseAt(at, 'contractTooManyPatterns', MAX_PATTERNS);
  }
  document.matchers.set(pattern, read.matcher);
  return DONE;
}
