import type { Capture } from '../capture/capture.ts';
import type { LinePlace } from '../session/lines.ts';
import type { Batch } from '../wire/batch.ts';
import { below } from '../wire/pointer.ts';
import { decode } from '../wire/decode.ts';
import { type Lossless, readLossless } from '../wire/lossless.ts';
import { curlOf } from './curl.ts';
import { fetchOf } from './fetch-call.ts';
import { keysOf, type WriteFault, writtenRequest } from './request.ts';
import { withoutKeys } from './without-keys.ts';

/** What can be copied: a value, an event or a batch as it is written, or the request as something that sends it. */
export type CopyFormat = 'value' | 'event' | 'batch' | 'curl' | 'fetch';

export interface CopyWish extends LinePlace {
  format: CopyFormat;
  /** JSON Pointer of a value. */
  path?: string;
  /** Keys are shortened unless this is asked for. */
  withKeys: boolean;
}

export type Copied = { ok: true; text: string } | { ok: false; reason: WriteFault };

/** Characters of a JSON text, and bytes of a body that is written as a command. */
const MAX_JSON = 20_000_000;
const MAX_BODY = 1_000_000;

/** @param body bytes of the capture's body, where they are known */
export function copyOf(wish: CopyWish, capture: Capture, body: Uint8Array | undefined): Copied {
  switch (wish.format) {
    case 'curl':
    case 'fetch': {
      if ((body?.length ?? 0) > MAX_BODY) return { ok: false, reason: 'too-large' };
      const read = writtenRequest(capture, body, wish.withKeys);
      if (!read.ok) return read;
      const write = wish.format === 'curl' ? curlOf : fetchOf;
      return { ok: true, text: write(read.request) };
    }
    case 'value':
    case 'event':
    case 'batch':
      return jsonOf(wish, capture, body);
  }
}

function jsonOf(wish: CopyWish, capture: Capture, body: Uint8Array | undefined): Copied {
  if (!body) return { ok: false, reason: 'no-body' };
  const facts = { headers: capture.requestHeaders, url: capture.url };
  const lossless = readLossless(body, facts);
  const { decoded } = lossless;
  const batch = decoded.kind === 'other' ? undefined : decoded.batch;
  const text = batch && sourceAt(pathOf(wish, batch), lossless, batch);
  if (text === undefined) return { ok: false, reason: 'nothing' };
  if (text.length > MAX_JSON) return { ok: false, reason: 'too-large' };
  if (wish.withKeys) return { ok: true, text };
  const keys = keysOf(decoded, facts);
  const shown = withoutKeys(text, keys);
  const left = keysOf(decode(new TextEncoder().encode(shown)), {});
  // It may be written so that no search for its characters finds it.
  if (keys.some((key) => left.includes(key))) return { ok: false, reason: 'key-stays' };
  return { ok: true, text: shown };
}

function pathOf({ format, event, path = '' }: CopyWish, { events }: Batch): string | undefined {
  if (format === 'batch') return '';
  if (format === 'value') return path;
  return event === undefined ? undefined : events[event]?.path;
}

/** What stands at a path, as it is written; the whole of lines and of a form, which stands nowhere so, as JSON. */
function sourceAt(
  path: string | undefined,
  { find }: Lossless,
  { layout, value }: Batch,
): string | undefined {
  if (path === undefined) return undefined;
  if (path === '' && layout.kind === 'lines' && Array.isArray(value)) {
    const lines = value.map((line: unknown, at) =>
      typeof line === 'string' ? JSON.stringify(line) : find(below('', at))?.source,
    );
    return `[${lines.join(',\n')}]`;
  }
  if (path === '' && layout.kind === 'form') {
    const fields = Map.groupBy(layout.fields, ({ name }) => name);
    const values = [...fields].map(([name, all]) => {
      const texts = all.map((field) => field.value);
      return [name, texts.length === 1 ? texts[0] : texts];
    });
    return JSON.stringify(Object.fromEntries(values), undefined, 2);
  }
  return find(path)?.source;
}
