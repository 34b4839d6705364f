import { browser } from 'wxt/browser';
import { readEntry } from '../../lib/capture/devtools.ts';
import type { Content, HarEntry } from '../../lib/capture/har.ts';
import { mayHaveContent } from '../../lib/capture/har-body.ts';
import { logEntries } from './asking.ts';

/** How long DevTools may take to give the body of an answer, in milliseconds. */
const CONTENT_WITHIN = 5000;

/** An entry that has ended; `content` asks for the body of its answer. */
export interface Finished {
  har: HarEntry;
  content(): Promise<Content>;
}

/** Chromium calls back with (text, encoding), Firefox resolves with [text, type]. */
type GetContent = (
  tell: (text: unknown, encoding: unknown) => void,
) => Promise<[unknown, unknown]> | undefined;

/** Tells each request of the inspected tab as it ends, and first those that DevTools has already. */
export function followNetworkLog(tell: (finished: Finished) => void): void {
  /** Entries told by one way that the other way will tell as well. */
  const expected = new Map<string, number>();

  function once(entry: unknown, byHar: boolean) {
    const har = readEntry(entry);
    // The log has requests as well that have not ended yet: they are told when they do.
    if (!har || (byHar && har.response.status === 0 && !har.response._error)) return;
    const name = JSON.stringify([
      har.startedDateTime,
      har.time,
      har.request.method,
      har.request.url,
    ]);
    const key = `${byHar ? 'event' : 'har'} ${name}`;
    const twin = `${byHar ? 'har' : 'event'} ${name}`;
    const open = expected.get(twin) ?? 0;
    if (open > 0) return void expected.set(twin, open - 1);
    if (!readHar) expected.set(key, (expected.get(key) ?? 0) + 1);
    tell({ har, content: () => contentOf(entry, har) });
  }

  let readHar = false;
  browser.devtools.network.onRequestFinished.addListener((entry: unknown) => once(entry, false));
  void logEntries().then((entries) => {
    for (const entry of entries) once(entry, true);
    readHar = true;
  });
}

async function contentOf(entry: unknown, har: HarEntry): Promise<Content> {
  const { getContent } = entry as { getContent?: GetContent };
  const known = har.response.content;
  const isBase64 = known?.encoding === 'base64';
  // What Firefox lists as "before" has it with it.
  if (!getContent) return { text: known?.text, isBase64 };
  if (!mayHaveContent(har)) return { isBase64 };
  const content = await new Promise<Content>((resolve) => {
    setTimeout(() => resolve({ isBase64 }), CONTENT_WITHIN);
    const got = (text: unknown, encoding: unknown) =>
      resolve({
        ...(typeof text === 'string' && { text }),
        isBase64: isBase64 || encoding === 'base64',
      });
    // It is a method: it needs its entry.
    const asked = getContent.call(entry, got);
    if (asked)
      asked.then(
        ([text, encoding]) => got(text, encoding),
        () => resolve({ isBase64 }),
      );
  });
  return content;
}
