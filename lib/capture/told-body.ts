import type { BodySeen, BodyTold, FormEntry } from './sighting.ts';
import { KEPT_OF_LARGE_BODY, MAX_BODY } from './sighting.ts';

/** A Blob may be of a document that is gone and never answer; in milliseconds. */
const READ_WITHIN = 10_000;

/** A form's entries, files read. */
export type FormEntryRead =
  | { name: string; value: string }
  | { name: string; bytes: Uint8Array<ArrayBuffer>; filename: string; type: string };

/** A body as the page told it, its Blobs read. A form has bytes once its boundary is known. */
export type BodyRead = BodySeen | { kind: 'form'; entries: FormEntryRead[] };

/**
 * Reads a body that the page told, with the Blobs that came beside it: bounded in size and time,
 * never rejects. Where a browser's messages can't carry Blobs, something else is in their place.
 */
export async function readBody(told: BodyTold, blobs: readonly unknown[]): Promise<BodyRead> {
  const deadline = timeLimit(READ_WITHIN);
  try {
    switch (told.kind) {
      case 'empty':
        return told;
      case 'none':
        return unreadable(told.reason);
      case 'text':
        return seen(new TextEncoder().encode(told.text));
      case 'blob':
        return await readBlob(blobs[told.blob], told.of, deadline.passed);
      case 'form':
        return await readForm(told.entries, blobs, deadline.passed);
    }
  } finally {
    deadline.lift();
  }
}

async function readBlob(
  blob: unknown,
  of: Extract<BodyTold, { kind: 'blob' }>['of'],
  late: Promise<undefined>,
): Promise<BodySeen> {
  if (!(blob instanceof Blob)) return unreadable('not-seen');
  const { size } = blob;
  const bytes = await read(size > MAX_BODY ? blob.slice(0, KEPT_OF_LARGE_BODY) : blob, late);
  if (!bytes) return unreadable('no-content');
  const body = seen(bytes, size);
  return of === 'blob' && body.kind === 'bytes' && blob.type !== ''
    ? { ...body, type: blob.type }
    : body;
}

async function readForm(
  entries: readonly FormEntry[],
  blobs: readonly unknown[],
  late: Promise<undefined>,
): Promise<BodyRead> {
  const files = entries.map((entry) => ('blob' in entry ? blobs[entry.blob] : new Blob()));
  if (!files.every((file) => file instanceof Blob)) return unreadable('not-seen');
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > MAX_BODY) return unreadable('too-large');
  const contents = await Promise.all(files.map((file) => read(file, late)));
  const readEntries: FormEntryRead[] = [];
  for (const [index, entry] of entries.entries()) {
    const bytes = contents[index];
    if (!bytes) return unreadable('no-content');
    if ('blob' in entry) {
      readEntries.push({ name: entry.name, bytes, filename: entry.filename, type: entry.type });
    } else readEntries.push(entry);
  }
  return { kind: 'form', entries: readEntries };
}

/** `undefined` if it can't be read: what was behind it is gone, or does not answer. */
async function read(
  blob: Blob,
  late: Promise<undefined>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const buffer = await Promise.race([blob.arrayBuffer().catch(() => undefined), late]);
  return buffer && new Uint8Array(buffer);
}

function seen(bytes: Uint8Array<ArrayBuffer>, size = bytes.length): BodySeen {
  return size === 0 ? { kind: 'empty' } : { kind: 'bytes', bytes, size };
}

function unreadable(reason: Extract<BodySeen, { kind: 'unreadable' }>['reason']): BodySeen {
  return { kind: 'unreadable', reason };
}

function timeLimit(milliseconds: number) {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), milliseconds);
  return { passed: promise, lift: () => clearTimeout(timer) };
}
