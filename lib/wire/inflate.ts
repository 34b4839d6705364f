import { Gunzip, Inflate, Unzlib } from 'fflate';
import { headerOf, type RequestFacts } from './request.ts';

/** As `CompressionStream` names them: `deflate` is zlib, `deflate-raw` the bare one. */
export const COMPRESSIONS = ['gzip', 'deflate', 'deflate-raw'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/**
 * A body without its compression.
 *
 * - `too-large`: it would be larger than we unpack
 * - `cut`: it ends before the compressed data does
 * - `corrupt`: it stops to be of that compression; `byte` says where, of the compressed bytes
 * - `not-compressed`: the header says that it is compressed, and it is not
 * - `unknown`: the header names a compression that we do not know
 */
export interface Inflated {
  /** What could be unpacked: all of it, or what stands before the fault. */
  bytes: Uint8Array;
  /** Outermost first; empty for a body that is not compressed. */
  from: Compression[];
  fault?: {
    kind: 'too-large' | 'cut' | 'corrupt' | 'not-compressed' | 'unknown';
    of: string;
    byte: number;
  };
}

/** Bytes to which a body is unpacked. */
export const MAX_INFLATED = 16 * 1024 * 1024;
/** Compressions around each other that are taken off. */
export const MAX_LAYERS = 3;
/** Bytes of the header and the trailer of gzip, without which there is none. */
const MIN_GZIP = 18;
/** Compressed bytes that are unpacked at a time: they become 1 MB at most. */
const PIECE = 1024;
/** The same, where a fault is near: so many bytes before it may be lost. */
const CAREFUL_PIECE = 64;

const NONE = /^(?:identity|none)?$/i;

/**
 * Takes the compressions off a body that its Content-Encoding names, and that its first bytes show:
 * a page that compresses by hand often forgets the header. Never throws.
 *
 * @param limit of what it may become, in bytes
 */
export function inflate(
  body: Uint8Array,
  request: RequestFacts = {},
  limit = MAX_INFLATED,
): Inflated {
  const header = headerOf(request, 'content-encoding');
  if (header === '' && !evidentIn(body)) return { bytes: body, from: [] };
  const named = header
    .split(',')
    .map((name) => name.trim())
    .filter((name) => !NONE.test(name))
    .toReversed();
  const from: Compression[] = [];
  let bytes = body;
  for (let layer = 0; layer < MAX_LAYERS && bytes.length > 0; layer += 1) {
    const name = named.shift();
    const announced = name === undefined ? undefined : compressionOf(name);
    const evident = evidentIn(bytes);
    if (name !== undefined && !announced && !evident) {
      const kind = beginsAsText(bytes) ? 'not-compressed' : 'unknown';
      return { bytes, from, fault: { kind, of: name, byte: 0 } };
    }
    if (announced && !evident && (announced === 'gzip' || beginsAsText(bytes))) {
      return { bytes, from, fault: { kind: 'not-compressed', of: announced, byte: 0 } };
    }
    // `deflate` is zlib by RFC 9110, and bare deflate by the habit of some.
    const compression = evident ?? (announced && 'deflate-raw');
    if (!compression) break;
    const unpacked = unpack(bytes, compression, limit);
    // Two bytes of a zlib header may be text: without a header they prove nothing.
    const isDoubtful = unpacked.fault?.kind === 'corrupt' || unpacked.bytes.length === 0;
    if (!announced && compression === 'deflate' && isDoubtful) break;
    from.push(compression);
    ({ bytes } = unpacked);
    if (unpacked.fault) {
      const of = compression === 'deflate-raw' ? 'deflate' : compression;
      return { bytes, from, fault: { ...unpacked.fault, of } };
    }
  }
  return { bytes, from };
}

function compressionOf(name: string): 'gzip' | 'deflate' | undefined {
  if (/^(?:x-)?gzip$/i.test(name)) return 'gzip';
  return /^deflate$/i.test(name) ? 'deflate' : undefined;
}

/** By the first bytes (RFC 1952, RFC 1950). */
function evidentIn([first = 0, second = 0, third = 0]: Uint8Array): 'gzip' | 'deflate' | undefined {
  if (first === 0x1f && second === 0x8b && third === 8) return 'gzip';
  return first === 0x78 && (first * 256 + second) % 31 === 0 ? 'deflate' : undefined;
}

/** JSON, a form or the like, perhaps behind a byte order mark; compressed data hardly begins so. */
function beginsAsText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 16);
  if (head[0] === 0xef && head[1] === 0xbb) return true;
  return head.every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 9 && byte <= 13));
}

interface Unpacked {
  bytes: Uint8Array;
  fault?: { kind: 'too-large' | 'cut' | 'corrupt'; byte: number };
}

function unpack(bytes: Uint8Array, compression: Compression, limit: number): Unpacked {
  const first = unpackInPieces(bytes, compression, limit, Infinity);
  if (first.fault?.kind !== 'corrupt') return first;
  // A piece is given whole or not at all: in small ones, nearly all before the fault is given.
  return unpackInPieces(bytes, compression, limit, first.fault.byte);
}

/** @param carefulFrom where the piece begins that is taken in small ones, after which nothing comes */
function unpackInPieces(
  bytes: Uint8Array,
  compression: Compression,
  limit: number,
  carefulFrom: number,
): Unpacked {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = streamOf(compression, (part) => {
    parts.push(part);
    size += part.length;
  });
  let at = 0;
  try {
    while (at < bytes.length) {
      const length = at < carefulFrom ? PIECE : CAREFUL_PIECE;
      stream.push(bytes.subarray(at, at + length));
      at += length;
      if (size > limit) {
        return { bytes: joined(parts, limit), fault: { kind: 'too-large', byte: at } };
      }
    }
  } catch {
    // What came before is kept.
    return { bytes: joined(parts, size), fault: { kind: 'corrupt', byte: at } };
  }
  const cut: Unpacked['fault'] = { kind: 'cut', byte: bytes.length };
  if (compression === 'gzip' && bytes.length < MIN_GZIP) {
    return { bytes: joined(parts, size), fault: cut };
  }
  try {
    stream.push(new Uint8Array(), true);
  } catch {
    // The data has no end.
    return { bytes: joined(parts, size), fault: cut };
  }
  return { bytes: joined(parts, size) };
}

function streamOf(compression: Compression, take: (part: Uint8Array) => void) {
  switch (compression) {
    case 'gzip':
      return new Gunzip(take);
    case 'deflate':
      return new Unzlib(take);
    case 'deflate-raw':
      return new Inflate(take);
  }
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    const fitting = part.subarray(0, size - at);
    whole.set(fitting, at);
    at += fitting.length;
  }
  return whole;
}
