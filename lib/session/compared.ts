import type { Capture } from '../capture/capture.ts';
import { type Change, compare } from '../compare/compare.ts';
import { cutAt } from '../wire/halves.ts';
import type { Span } from '../wire/json/node.ts';
import { type Lossless, readLossless } from '../wire/lossless.ts';
import { type FlatNode, flatten, type FlatTree } from './flat.ts';
import type { LinePlace } from './lines.ts';

/** One of two events, or batches, that are compared: what it is known by. */
export interface SideShown {
  place: LinePlace;
  type?: string;
  at: number;
  page: string;
}

/** A value of one side, without those in it. */
export interface ValueShown extends Omit<FlatNode, 'children'> {
  /** Characters of the source that are left out at its beginning: they are the same on the other side. */
  before?: number;
}

export interface DifferenceShown {
  change: Change;
  /** Of a member its name, of an item its index in the second list or, where it is not there, in the first. */
  name?: string | number;
  a?: ValueShown;
  b?: ValueShown;
  children?: Span;
}

export interface ComparisonShown {
  a: SideShown;
  b: SideShown;
  /** JSON Pointer of what is compared, from which paths go on. */
  path: string;
  /** The roots first, then level by level. */
  differences: DifferenceShown[];
  /** Not all was compared: one of them is too large. */
  isPartial: boolean;
}

/**
 * Why two events can't be compared.
 *
 * - `no-previous`: there is none of the type before it
 * - `gone`: one of them is not in the log any more
 * - `no-batch`: the body of one could not be decoded or read
 */
export type CompareFault = 'no-previous' | 'gone' | 'no-batch';

export type Compared =
  | { ok: true; comparison: ComparisonShown }
  | { ok: false; reason: CompareFault };

/** What the log has of a capture; `undefined` where it is gone. */
export type ReadBody = (
  capture: string,
) => Promise<{ capture: Capture; body: Uint8Array | undefined } | undefined>;

/** Characters of a value that are handed over. */
const MAX_SOURCE = 2000;
/** Characters of a value that are seen at a glance, and those that are shown before what differs behind them. */
const SEEN = 300;
const BEFORE = 100;

/** Compares two events, or two batches, field by field; keys are compared whole and shown shortened. */
export async function compareRows(read: ReadBody, a: LinePlace, b: LinePlace): Promise<Compared> {
  const [one, other] = [await read(a.capture), await read(b.capture)];
  if (!one || !other) return { ok: false, reason: 'gone' };
  const [sideA, sideB] = [sideOf(one.capture, one.body, a), sideOf(other.capture, other.body, b)];
  if (!sideA || !sideB) return { ok: false, reason: 'no-batch' };
  const { differences, isPartial } = compare(sideA.bare, sideB.bare);
  return {
    ok: true,
    comparison: {
      a: sideA.shown,
      b: sideB.shown,
      path: sideB.tree.path,
      isPartial,
      differences: differences.map(({ change, a: inA, b: inB, children }) => {
        const [nodeA, nodeB] = [sideA.tree.nodes[inA ?? -1], sideB.tree.nodes[inB ?? -1]];
        const name = (nodeB ?? nodeA)?.name;
        const from = shownFrom(nodeA?.source ?? '', nodeB?.source ?? '');
        return {
          change,
          ...(name !== undefined && { name }),
          ...(nodeA && { a: valueShown(nodeA, from) }),
          ...(nodeB && { b: valueShown(nodeB, from) }),
          ...(children && { children }),
        };
      }),
    },
  };
}

interface Side {
  shown: SideShown;
  /** As it is shown, and with its keys: the same nodes in the same places. */
  tree: FlatTree;
  bare: FlatTree;
}

function sideOf(
  capture: Capture,
  body: Uint8Array | undefined,
  place: LinePlace,
): Side | undefined {
  if (!body) return undefined;
  const lossless = readLossless(body, { headers: capture.requestHeaders, url: capture.url });
  const batch = batchOf(lossless);
  const event = place.event === undefined ? undefined : batch?.events[place.event];
  if (!batch || (place.event !== undefined && !event)) return undefined;
  const path = event?.path ?? '';
  const { type } = event ?? {};
  return {
    shown: {
      place,
      ...(type !== undefined && { type: type.slice(0, MAX_SOURCE) }),
      at: capture.at,
      page: capture.route,
    },
    tree: flatten(lossless, batch, path, { secret: batch.key }),
    bare: flatten(lossless, batch, path, { isBare: true }),
  };
}

function batchOf({ decoded }: Lossless) {
  return decoded.kind === 'other' ? undefined : decoded.batch;
}

/** Where two texts are shown from: a little before they differ, where that would not be seen otherwise. */
function shownFrom(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  if (end <= SEEN || a === b) return 0;
  let same = 0;
  while (same < end && a[same] === b[same]) same += 1;
  return same > SEEN ? cutAt(a, same - BEFORE) : 0;
}

function valueShown(node: FlatNode, from: number): ValueShown {
  const { source, left = 0, ...rest } = node;
  delete rest.children;
  if (source === undefined) return rest;
  const end = cutAt(source, Math.min(source.length, from + MAX_SOURCE));
  const cut = left + source.length - end;
  return {
    ...rest,
    source: source.slice(from, end),
    ...(from > 0 && { before: from }),
    ...(cut > 0 && { left: cut }),
  };
}
