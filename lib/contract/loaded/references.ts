import { isObject, type Node, type Resource } from './node.ts';
import { countingKeywords, type Document, readSchemas } from './document.ts';
import { nameOf } from '../../wire/pointer.ts';
import { refuseAt, type Refused } from './refusal.ts';

export interface Target {
  node: Node;
  /** Of a `$dynamicRef` whose target may be another one of the same name. */
  dynamicName?: string;
}

/** UTF-16 units of a reference that a refusal shows. */
const MAX_SHOWN = 120;

/**
 * Finds what each reference refers to, within the document: nothing is fetched. What is referred to
 * may stand where no schema is expected; it is read then.
 *
 * @returns targets by the JSON Pointer of the reference
 */
export function resolveReferences(
  document: Document,
): { ok: true; targets: Map<string, Target> } | Refused {
  const targets = new Map<string, Target>();
  // Nodes that are added on the way are visited too.
  for (const node of document.nodes.values()) {
    if (!isObject(node.schema)) continue;
    for (const keyword of countingKeywords(node.schema, document.draft)) {
      const isDynamic = keyword === '$dynamicRef' && document.draft === '2020-12';
      if (keyword !== '$ref' && !isDynamic) continue;
      const reference = node.schema[keyword];
      if (typeof reference !== 'string') continue;
      const at = `${node.pointer}/${keyword}`;
      const found = find(document, node.resource, reference, at);
      if (!found.ok) return found;
      const name = isDynamic ? dynamicNameOf(found.node, found.fragment) : undefined;
      targets.set(at, { node: found.node, ...(name !== undefined && { dynamicName: name }) });
    }
  }
  return { ok: true, targets };
}

function dynamicNameOf(node: Node, fragment: string): string | undefined {
  const anchor = isObject(node.schema) ? node.schema['$dynamicAnchor'] : undefined;
  return fragment !== '' && anchor === fragment ? fragment : undefined;
}

function find(
  document: Document,
  from: Resource,
  reference: string,
  at: string,
): { ok: true; node: Node; fragment: string } | Refused {
  const shown = reference.slice(0, MAX_SHOWN);
  const url = URL.parse(reference, from.uri);
  const fragment = url && decoded(url.hash.slice(1));
  if (!url || fragment === undefined || fragment === null) {
    return refuseAt(at, 'contractRefMissing', shown);
  }
  url.hash = '';
  const resource = document.resources.get(url.href);
  if (!resource) return refuseAt(at, 'contractRefRemote', shown);
  if (fragment !== '' && !fragment.startsWith('/')) {
    const node = resource.anchors.get(fragment);
    return node ? { ok: true, node, fragment } : refuseAt(at, 'contractRefMissing', shown);
  }
  return findByPointer(document, resource, fragment, at, shown);
}

function findByPointer(
  document: Document,
  resource: Resource,
  fragment: string,
  at: string,
  shown: string,
): { ok: true; node: Node; fragment: string } | Refused {
  const place = resource.root + fragment;
  const known = document.nodes.get(place);
  if (known) return { ok: true, node: known, fragment };
  let value: unknown = document.value;
  let within = resource;
  let pointer = '';
  for (const token of place.split('/').slice(1)) {
    const name = nameOf(token);
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) {
      return refuseAt(at, 'contractRefMissing', shown);
    }
    value = (value as Record<string, unknown>)[name];
    pointer += `/${token}`;
    within = document.nodes.get(pointer)?.resource ?? within;
  }
  const read = readSchemas(document, { schema: value, pointer: place, within });
  if (!read.ok) return read;
  const node = document.nodes.get(place);
  return node ? { ok: true, node, fragment } : refuseAt(at, 'contractRefMissing', shown);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A `%` that begins no escape.
    return undefined;
  }
}
