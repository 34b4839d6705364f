import { pointer } from '../../wire/pointer.ts';
import { countingKeywords, type Document, newDocument, readSchemas } from './document.ts';
import { type Draft, draftOf } from './draft.ts';
import { keywordOf } from './keywords/table.ts';
import { loopOf } from './loops.ts';
import { type Compiled, isObject, type Node } from './node.ts';
import { resolveReferences, type Target } from './references.ts';
import { refuseAt, type Refused } from './refusal.ts';

/** Looks at what others have looked at, so it comes last. */
const isLate = (keyword: string) => keyword.startsWith('unevaluated');

/**
 * Makes a JSON Schema ready to check values: an interpreter's tables, no code is generated. Whatever
 * could keep a check from ending, or make it fetch something, is refused here.
 *
 * @param assumed the draft, where the schema does not say
 */
export function compile(
  value: unknown,
  assumed?: Draft,
): { ok: true; compiled: Compiled } | Refused {
  if (isObject(value) && (Object.hasOwn(value, 'openapi') || Object.hasOwn(value, 'swagger'))) {
    return refuseAt('', 'contractOpenApi');
  }
  const told = draftOf(value, assumed);
  if (!told.ok) return told;
  const { draft } = told;
  const document = newDocument(value, draft);
  const read = readSchemas(document, { schema: value, pointer: '', within: undefined });
  if (!read.ok) return read;
  const resolved = resolveReferences(document);
  if (!resolved.ok) return resolved;
  const { targets } = resolved;
  for (const node of document.nodes.values()) {
    const target = targets.get(`${node.pointer}/$ref`)?.node;
    node.includes = [...(target ? [target] : []), ...listed(node, 'allOf', document)];
    node.alternatives = ['oneOf', 'anyOf'].flatMap((list) => listed(node, list, document));
  }
  const loop = loopOf(document, targets);
  if (loop !== undefined) return refuseAt(loop, 'contractRefLoop');
  const used = new Set<string>();
  for (const node of document.nodes.values()) makeChecks(node, document, targets, used);
  return {
    ok: true,
    compiled: {
      draft,
      root: document.nodes.get('')!,
      tracks: [...used].some(isLate),
      isDynamic: used.has('$dynamicRef'),
      hasFormats: used.has('format'),
      ignored: document.ignored,
    },
  };
}

/** The schemas in a keyword's list. */
function listed({ schema, pointer: at }: Node, keyword: string, document: Document): Node[] {
  if (!isObject(schema) || !countingKeywords(schema, document.draft).includes(keyword)) return [];
  const { length } = Array.isArray(schema[keyword]) ? schema[keyword] : [];
  return Array.from({ length }, (_, index) => document.nodes.get(`${at}/${keyword}/${index}`)!);
}

function makeChecks(
  node: Node,
  document: Document,
  targets: Map<string, Target>,
  used: Set<string>,
) {
  const { schema, pointer: at } = node;
  if (!isObject(schema)) {
    if (!schema) {
      node.checks = [(value, run) => run.fail({ keyword: 'false', value, wanted: undefined })];
    }
    return;
  }
  const names = countingKeywords(schema, document.draft);
  node.checks = names
    .toSorted((a, b) => Number(isLate(a)) - Number(isLate(b)))
    .flatMap((name) => {
      used.add(name);
      const check = keywordOf(name, document.draft)?.make?.(schema[name], {
        keyword: name,
        schema,
        node,
        draft: document.draft,
        target: targets.get(`${at}/${name}`),
        sub: (...way) => document.nodes.get(at + pointer(...way))!,
        matcher: (pattern) => document.matchers.get(pattern)!,
      });
      return check ?? [];
    });
}
