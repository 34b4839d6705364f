import { MAX_FORM_ENTRIES, MAX_FORM_TEXT, MAX_TEXT } from '../bounds.ts';
import type { BodyTold, FormEntry } from '../sighting.ts';
import type { Natives } from './natives.ts';

/** A body as it is told to the relay, and the Blobs that it speaks of. */
export interface Told {
  body: BodyTold;
  blobs: Blob[];
}

/** `streams`: whether the call takes streams at all, as `fetch` does. */
export type TellBody = (body: unknown, streams?: 'streams') => Told;

/**
 * Tells a body as the browser would take it, at the time of the call. Buffers and long strings are
 * copied into Blobs, which cross to the relay without being copied again; a Blob is handed on
 * unread. Throws where an object of the page's throws when it is made a string.
 */
export function createTellBody(natives: Natives): TellBody {
  const { append, bare, Blob, isView } = natives;

  const plain = (body: BodyTold): Told => ({ body: bare(body), blobs: [] });
  const none = (reason: 'stream' | 'too-large' | 'not-seen') => plain({ kind: 'none', reason });
  const blob = (of: 'string' | 'params' | 'buffer' | 'blob', content: Blob): Told => ({
    body: bare({ kind: 'blob', blob: 0, of }),
    blobs: [content],
  });

  function text(value: string, of: 'string' | 'params'): Told {
    if (value.length > MAX_TEXT) return blob(of, made(value));
    return plain({ kind: 'text', text: value, of });
  }

  const made = (part: BlobPart): Blob => new Blob(natives.listOf(part));

  function form(data: FormData): Told {
    const entries: FormEntry[] = [];
    const blobs: Blob[] = [];
    let size = 0;
    natives.eachEntry(data, (value: FormDataEntryValue, name: string) => {
      size += name.length;
      if (entries.length >= MAX_FORM_ENTRIES || size > MAX_FORM_TEXT) {
        size = Infinity;
      } else if (typeof value === 'string') {
        size += value.length;
        append(entries, bare({ name, value }));
      } else {
        const filename = natives.fileName(value);
        const type = natives.blobType(value);
        size += filename.length + type.length;
        append(entries, bare({ name, blob: blobs.length, filename, type }));
        append(blobs, value);
      }
    });
    if (size > MAX_FORM_TEXT) return none('too-large');
    // An array without a prototype: `JSON.stringify` would ask that for `toJSON`.
    return { body: bare({ kind: 'form', entries: bare(entries) }), blobs };
  }

  return (body, streams) => {
    if (body === undefined || body === null) return plain({ kind: 'empty' });
    if (typeof body === 'string') return text(body, 'string');
    if (typeof body !== 'object') return text(natives.String(body), 'string');
    if (isView(body)) return blob('buffer', made(body as ArrayBufferView<ArrayBuffer>));
    switch (natives.kindOf(body)) {
      case 'blob':
        return blob('blob', body as Blob);
      case 'buffer':
        return blob('buffer', made(body as ArrayBuffer));
      case 'params':
        return text(natives.paramsText(body), 'params');
      case 'form':
        return form(body as FormData);
      case 'stream':
        // Who does not take them sends "[object ReadableStream]".
        return streams && natives.takesStreams()
          ? none('stream')
          : text(natives.String(body), 'string');
      case 'url':
      case 'request':
      case 'document':
      case 'other':
        return text(natives.String(body), 'string');
    }
  };
}
