import type { WrittenRequest } from './request.ts';
import { isPlain, printBytes, quoteWord } from './shell.ts';

/** What curl says itself, of what it sends. */
const OWN = /^(?:host|connection|content-length|transfer-encoding|accept-encoding|expect)$/i;
/** Bytes of a body that stand in the command: systems bound the length of a word. */
const MAX_IN_COMMAND = 100_000;

/** A request as a command for a POSIX shell that sends the very same bytes. */
export function curlOf({ method, url, headers, body }: WrittenRequest): string {
  const data = dataOf(body);
  const sent = headers.filter(({ name }) => !OWN.test(name));
  const hasType = sent.some(({ name }) => name.toLowerCase() === 'content-type');
  const words = [
    // Brackets in an address are no pattern.
    `curl --globoff ${quoteWord(url)}`,
    `-X ${quoteWord(method)}`,
    ...sent.map(({ name, value }) => `-H ${quoteWord(headerLine(name, value ?? ''))}`),
    // Else curl says that it is a form.
    ...(hasType || data.words.length === 0 ? [] : ["-H 'Content-Type:'"]),
    ...data.words,
  ];
  return `${data.before}${words.join(' \\\n  ')}`;
}

/** curl takes a header without a value for one that it shall leave out; with `;` it is sent, empty. */
function headerLine(name: string, value: string): string {
  return value.trim() === '' ? `${name};` : `${name}: ${value}`;
}

function dataOf(body: Uint8Array): { before: string; words: string[] } {
  if (body.length === 0) return { before: '', words: [] };
  const text = body.length <= MAX_IN_COMMAND ? plainText(body) : undefined;
  if (text !== undefined) return { before: '', words: [`--data-raw ${quoteWord(text)}`] };
  return { before: `${printBytes(body)} | \\\n`, words: ['--data-binary @-'] };
}

function plainText(body: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  // A byte that is no UTF-8 has become a replacement character.
  return isPlain(text) && !text.includes('\uFFFD') ? text : undefined;
}
