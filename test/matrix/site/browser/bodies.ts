import type { BodyKind } from '../task.ts';

export type Sendable = XMLHttpRequestBodyInit | ReadableStream | Document | null;

const KEY = '3f2a9c41-7d5e-4b8f-9a10-c0ffee0000c9';
const LARGE = 10 * 1024 * 1024;
const TOO_LARGE = 70 * 1024;

/** A body that carries a row's mark. Its bytes follow from kind and mark, but for a form's boundary. */
export async function makeBody(kind: BodyKind, mark: string): Promise<Sendable> {
  const text = batch(mark);
  const bytes = new TextEncoder().encode(text);
  switch (kind) {
    case 'string':
      return text;
    case 'array-buffer':
      return bytes.buffer;
    case 'view': {
      // A part of a larger buffer: what lies around it must not be sent.
      const around = new Uint8Array(bytes.length + 16).fill(33);
      around.set(bytes, 8);
      return around.subarray(8, -8);
    }
    case 'blob':
      return new Blob([text], { type: 'text/plain' });
    case 'json-blob':
      return new Blob([text], { type: 'application/json' });
    case 'file':
      return new File([text], 'batch.json', { type: 'text/plain' });
    case 'form':
      return formOf(mark);
    case 'form-with-file': {
      const form = formOf(mark);
      form.append('file', new File([text], 'bærdragt.json', { type: 'application/json' }));
      return form;
    }
    case 'params':
      return new URLSearchParams([
        ['instrumentationKey', KEY],
        ['event', mark],
        ['sted', 'Ærø & Fyn'],
      ]);
    case 'stream':
      return new Blob([text]).stream();
    case 'document':
      return new DOMParser().parseFromString(`<batch event="${mark}">Rødgrød</batch>`, 'text/xml');
    case 'gzip':
    case 'deflate': {
      const packed = new Blob([text]).stream().pipeThrough(new CompressionStream(kind));
      return new Response(packed).arrayBuffer();
    }
    case 'not-utf8':
      return Uint8Array.of(...bytes, 0xff, 0x00, 0xc3, 0x28, 0xf8, 0x0d, 0x0a);
    case 'danish':
      return batch(mark, 'rødgrød på Ærø 🍓👩‍🍳');
    case 'lone-surrogate':
      return text.replace('A-1', 'A-\ud83c');
    case 'empty':
      return '';
    case 'none':
      return null;
    case 'large-string':
      return batch(mark, 'x'.repeat(LARGE));
    case 'large-blob':
      return new Blob([batch(mark, 'x'.repeat(LARGE))], { type: 'text/plain' });
    case 'too-large':
      return batch(mark, 'x'.repeat(TOO_LARGE));
  }
}

function batch(mark: string, note = 'note'): string {
  const event = { eventType: 'ProductViewed', eventId: mark, productId: 'A-1', note };
  return JSON.stringify({ instrumentationKey: KEY, events: [event] });
}

function formOf(mark: string): FormData {
  const form = new FormData();
  form.append('instrumentationKey', KEY);
  form.append('event', mark);
  form.append('sted', 'Ærø & Fyn');
  form.append('linjer', 'en\nto');
  return form;
}
