import { isObject } from './node.ts';
import { quote } from './quote.ts';
import { refuseAt, type Refused } from './refusal.ts';

export type Draft = '7' | '2020-12';

const ADDRESSES: Record<string, Draft> = {
  'json-schema.org/draft-07/schema': '7',
  'json-schema.org/draft/2020-12/schema': '2020-12',
};
/** What only the older draft has, and schemas commonly have at their top. */
const OLDER = ['definitions', 'dependencies', 'additionalItems'];

/**
 * The draft that a schema says it follows. One that says nothing follows draft 7 if it has keywords
 * of that alone, else 2020-12.
 */
export function draftOf(schema: unknown, assumed?: Draft): { ok: true; draft: Draft } | Refused {
  const named = isObject(schema) ? schema['$schema'] : undefined;
  if (!isObject(schema) || named === undefined) {
    const isOlder = isObject(schema) && OLDER.some((keyword) => Object.hasOwn(schema, keyword));
    return { ok: true, draft: assumed ?? (isOlder ? '7' : '2020-12') };
  }
  const address = typeof named === 'string' ? named.replace(/^https?:\/\//, '') : '';
  const plain = address.replace(/#$/, '');
  const draft = Object.hasOwn(ADDRESSES, plain) ? ADDRESSES[plain] : undefined;
  return draft ? { ok: true, draft } : refuseAt('/$schema', 'contractDraft', quote(named));
}
