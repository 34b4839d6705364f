import { fieldOf } from '../../wire/names.ts';
import type { Covers } from './contract.ts';
import { isObject, type Node } from './node.ts';

/** Names of an event's type and of a batch's list of events, the first choice first. */
const TYPE_NAMES = ['eventType', '$type', 'eventName', 'event', 'type', 'name', 'discriminator'];
const EVENTS_NAMES = ['events', 'trackedEvents', 'items', 'batch'];
/** Schemas looked through. */
const MAX_LOOKED_AT = 1000;

/**
 * What a schema itself says it describes: a batch, if it has a list of events; else events of those
 * types that it sets its type to, by `const` or `enum`. `undefined` if it says neither.
 */
export function coversOf(root: Node): Covers | undefined {
  const sure = reach(root, ({ includes }) => includes);
  if (sure.some(isList)) return 'batch';
  const all = reach(root, ({ includes, alternatives }) => [...includes, ...alternatives]);
  for (const name of TYPE_NAMES) {
    const types = all.flatMap((node) => typesOf(node, name));
    if (types.length > 0) return [...new Set(types)].map((eventType) => ({ eventType }));
  }
  return undefined;
}

function reach(root: Node, next: (node: Node) => Node[]): Node[] {
  const found = new Set([root]);
  for (const node of found) {
    for (const other of next(node)) if (found.size < MAX_LOOKED_AT) found.add(other);
  }
  return [...found];
}

function isList({ schema }: Node): boolean {
  if (!isObject(schema)) return false;
  const { type, properties } = schema;
  if (type === 'array') return true;
  return isObject(properties) && EVENTS_NAMES.some((name) => fieldOf(properties, name));
}

function typesOf({ schema }: Node, name: string): string[] {
  const properties = isObject(schema) ? schema['properties'] : undefined;
  const field = isObject(properties) ? fieldOf(properties, name)?.value : undefined;
  if (!isObject(field)) return [];
  const values = Array.isArray(field['enum']) ? field['enum'] : [field['const']];
  return values.filter((value) => typeof value === 'string' && value !== '');
}
