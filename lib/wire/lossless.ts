import type { Batch, FormField } from './batch.ts';
import { type Decoded, decode } from './decode.ts';
import { inflate } from './inflate.ts';
import { byteOffsets } from './json/byte-offsets.ts';
import { type Duplicate, duplicatesIn } from './json/duplicates.ts';
import type { JsonNode, Span } from './json/node.ts';
import { parseJson } from './json/parse.ts';
import { lineSpans } from './lines.ts';
import { namesIn } from './pointer.ts';
import { contentTypeOf, type RequestFacts } from './request.ts';
import { readText } from './text.ts';

/** A value as it is written. */
export interface Written {
  /** Its spans are places in `text`. */
  node: JsonNode;
  /** The document in which it stands: the body's text, or JSON that a string in it holds. */
  text: string;
  /** The value alone, as written: `1299.50`, with its white space, names and escapes. */
  source: string;
  /** Bytes of the unpacked body, `end` exclusive; absent where it stands there in another form, such as in a string. */
  bytes?: Span;
  /** The byte at which a character of `text` begins; there where `bytes` are. */
  byteAt?: (offset: number) => number;
}

/** How the values of a batch are written in its body. */
export interface BodyAsWritten {
  /** The body without compression. */
  bytes: Uint8Array;
  /**
   * @param path JSON Pointer into the batch's value, such as an event's
   * @returns `undefined` where nothing stands there, or there is no batch
   */
  find: (path: string) => Written | undefined;
  /** Names that an object at or below a path has more than once. */
  duplicates: (path: string) => Duplicate[];
}

/** A body as it is written: the lossless step, for what is looked at, compared or edited. */
export interface Lossless extends BodyAsWritten {
  decoded: Decoded;
}

interface Document {
  text: string;
  root: JsonNode;
  byteAt?: (offset: number) => number;
}

type Documents = (parts: string[]) => { document: Document; rest: string[] } | undefined;

/** Decodes a body as `decode` does, and finds how its values are written. Never throws. */
export function readLossless(body: Uint8Array, request: RequestFacts = {}): Lossless {
  const decoded = decode(body, request);
  const batch = decoded.kind === 'other' ? undefined : decoded.batch;
  return { decoded, ...readWritten(batch, body, request) };
}

/**
 * Finds how the values of a batch are written, in the body that it was decoded from. Never throws.
 *
 * @param batch absent where the body has none: nothing is found
 */
export function readWritten(
  batch: Batch | undefined,
  body: Uint8Array,
  request: RequestFacts = {},
): BodyAsWritten {
  const { bytes } = inflate(body, request);
  const documents = batch && documentsOf(batch, bytes, contentTypeOf(request));
  function find(path: string): Written | undefined {
    const parts = namesIn(path);
    const start = parts && documents?.(parts);
    return start && walk(start.document, start.rest);
  }
  return {
    bytes,
    find,
    duplicates(path) {
      const found = find(path);
      return found ? duplicatesIn(found.node, path) : [];
    },
  };
}

function documentsOf({ layout }: Batch, bytes: Uint8Array, contentType: string): Documents {
  if (layout.kind === 'form') return formDocuments(layout.fields);
  const read = readText(bytes, contentType);
  const text = read.ok ? read.text : read.prefix;
  const offsets = byteOffsets(text);
  const byteAt = (offset: number) => read.mark + offsets(offset);
  if (layout.kind === 'lines') {
    const spans = [...lineSpans(text)];
    return ([index = '', ...rest]) => {
      const span = spans[Number(index)];
      if (!span) return undefined;
      const { root } = parseJson(text, span);
      return root && { document: { text, root, byteAt }, rest };
    };
  }
  let root = parseJson(text).root;
  let document: Document | undefined = root && { text, root, byteAt };
  for (let times = layout.kind === 'string' ? layout.times : 0; times > 0; times -= 1) {
    document = document && inside(document.root);
  }
  return (rest) => document && { document, rest };
}

/** A field's value is text; what a path finds in it is what the text holds. */
function formDocuments(fields: readonly FormField[]): Documents {
  return ([name = '', ...rest]) => {
    const all = fields.filter((field) => field.name === name);
    const isList = all.length > 1;
    const field = isList ? all[Number(rest[0])] : all[0];
    if (!field) return undefined;
    const { value: text, byte } = field;
    const left = isList ? rest.slice(1) : rest;
    const root: JsonNode | undefined =
      left.length > 0
        ? parseJson(text).root
        : { kind: 'scalar', start: 0, end: text.length, value: text };
    const offsets = byteOffsets(text);
    const byteAt = byte === undefined ? {} : { byteAt: (offset: number) => byte + offsets(offset) };
    return root && { document: { text, root, ...byteAt }, rest: left };
  };
}

function walk(start: Document, parts: string[]): Written | undefined {
  let document: Document | undefined = start;
  let node: JsonNode | undefined = start.root;
  for (const part of parts) {
    if (node.kind === 'scalar') {
      document = inside(node);
      if (!document) return undefined;
      node = document.root;
    }
    node = childOf(node, part);
    if (!node) return undefined;
  }
  const { text, byteAt } = document;
  return {
    node,
    text,
    source: text.slice(node.start, node.end),
    ...(byteAt && { byteAt, bytes: { start: byteAt(node.start), end: byteAt(node.end) } }),
  };
}

/** The document that a string holds. */
function inside(node: JsonNode): Document | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  const { root } = parseJson(node.value);
  return root && { text: node.value, root };
}

function childOf(node: JsonNode, part: string): JsonNode | undefined {
  switch (node.kind) {
    case 'array':
      return node.items[Number(part)];
    case 'object':
      return node.members.findLast(({ name }) => name === part)?.value;
    case 'scalar':
      return undefined;
  }
}
