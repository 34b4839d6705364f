import type { JsonNode, Member, Span } from './node.ts';
import { type ScanFault, scanLiteral, scanNumber, scanString, skipSpace } from './scan.ts';

/**
 * Why a text is no JSON.
 *
 * - `syntax`: a character stands where it can't
 * - `cut`: the text ends before its value does
 * - `trailing`: the value has ended, and more comes
 * - `bound`: it holds more values than are read
 */
export interface JsonFault {
  kind: 'syntax' | 'cut' | 'trailing' | 'bound';
  /** In characters from the start of the text. */
  offset: number;
  /** The characters that could stand there, in JSON's own signs; empty where nothing could. */
  expected: string;
  /** Containers that were open there, the outermost first. */
  open: Container[];
}

export type Container = Extract<JsonNode, { kind: 'object' | 'array' }>;

/** `root` holds all that was read before the fault; absent where nothing was. */
export interface ParsedJson {
  root?: JsonNode;
  fault?: JsonFault;
}

/** Values read of one text, so that a tree has a bounded size: about 100 bytes each. */
export const MAX_NODES = 2_000_000;

const VALUE = '{ [ " - 0–9 true false null';

/**
 * Parses JSON (RFC 8259) to a tree that keeps what `JSON.parse` loses: places, order, duplicate
 * names, and how numbers are written. It does not recurse, so any depth will do, and it gives what
 * is whole before a fault. Never throws.
 */
export function parseJson(
  text: string,
  { start = 0, end = text.length, maxNodes = MAX_NODES } = {},
): ParsedJson {
  const open: Container[] = [];
  let root: JsonNode | undefined;
  let name: { text: string; span: Span } | undefined;
  let nodes = 0;
  let at = skipSpace(text, start, end);

  function failed(expected: string, offset = at, kind?: JsonFault['kind']): ParsedJson {
    for (const container of open) container.end = offset;
    const fault: JsonFault = {
      kind: kind ?? (offset >= end ? 'cut' : 'syntax'),
      offset,
      expected,
      open,
    };
    return { ...(root && { root }), fault };
  }

  function place(node: JsonNode) {
    const parent = open.at(-1);
    if (!parent) root = node;
    else if (parent.kind === 'array') parent.items.push(node);
    else parent.members.push(memberOf(name!, node));
  }

  /** Reads `"name":`. */
  function readName(expected: string): ScanFault | undefined {
    if (text[at] !== '"' || at >= end) return { offset: at, expected };
    const nameEnd = scanString(text, at, end);
    if (typeof nameEnd !== 'number') return nameEnd;
    name = { text: stringOf(text, at, nameEnd), span: { start: at, end: nameEnd } };
    at = skipSpace(text, nameEnd, end);
    if (text[at] !== ':' || at >= end) return { offset: at, expected: ':' };
    at = skipSpace(text, at + 1, end);
    return undefined;
  }

  /** Where a value is due. */
  function readValue(isFirstItem: boolean): ScanFault | undefined {
    const expected = isFirstItem ? `${VALUE} ]` : VALUE;
    if (at >= end) return { offset: end, expected };
    const sign = text[at]!;
    if (sign === '{' || sign === '[') {
      const span = { start: at, end: at + 1 };
      const node: Container =
        sign === '{'
          ? { kind: 'object', ...span, members: [] }
          : { kind: 'array', ...span, items: [] };
      place(node);
      open.push(node);
      at = skipSpace(text, at + 1, end);
      return undefined;
    }
    if (sign === '"') {
      const stringEnd = scanString(text, at, end);
      if (typeof stringEnd !== 'number') return stringEnd;
      placeScalar(stringOf(text, at, stringEnd), stringEnd);
      return undefined;
    }
    if (sign === '-' || (sign >= '0' && sign <= '9')) {
      const numberEnd = scanNumber(text, at, end);
      if (typeof numberEnd !== 'number') return numberEnd;
      // More of it may have come after a cut.
      const around = open.at(-1);
      if (numberEnd >= end && around)
        return { offset: end, expected: `0–9 , ${closingOf(around)}` };
      placeScalar(Number(text.slice(at, numberEnd)), numberEnd);
      return undefined;
    }
    const literal = scanLiteral(text, at, end);
    if (!literal) return { offset: at, expected };
    if ('offset' in literal) return literal;
    placeScalar(literal.value, literal.end);
    return undefined;
  }

  function placeScalar(value: string | number | boolean | null, valueEnd: number) {
    place({ kind: 'scalar', start: at, end: valueEnd, value });
    at = valueEnd;
  }

  for (;;) {
    // A value is due here, or the end of a container that has just begun.
    const container = open.at(-1);
    const isEmpty = container !== undefined && sizeOf(container) === 0;
    const closes = isEmpty && at < end && text[at] === closingOf(container);
    if (!closes) {
      if (nodes >= maxNodes) return failed('', at, 'bound');
      nodes += 1;
      const badName = container?.kind === 'object' ? readName(isEmpty ? '" }' : '"') : undefined;
      const bad = badName ?? readValue(isEmpty && container?.kind === 'array');
      if (bad) return failed(bad.expected, bad.offset);
      if (open.at(-1) !== container) continue;
    }
    // Here a value has ended, and with it perhaps the containers around it.
    for (;;) {
      at = skipSpace(text, at, end);
      const around = open.at(-1);
      if (!around) {
        return at < end ? failed('', at, 'trailing') : { root: root! };
      }
      const closing = closingOf(around);
      if (at < end && text[at] === closing) {
        at += 1;
        around.end = at;
        open.pop();
        continue;
      }
      if (at >= end || text[at] !== ',') return failed(`, ${closing}`);
      at = skipSpace(text, at + 1, end);
      break;
    }
  }
}

function memberOf({ text, span }: { text: string; span: Span }, value: JsonNode): Member {
  return { name: text, span, value };
}

function sizeOf(container: Container): number {
  return container.kind === 'array' ? container.items.length : container.members.length;
}

function closingOf(container: Container): string {
  return container.kind === 'array' ? ']' : '}';
}

/** The string that is written from `start` to `end`, with its quotes: it is known to be sound. */
function stringOf(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  return inner.includes('\\') ? String(JSON.parse(text.slice(start, end))) : inner;
}
