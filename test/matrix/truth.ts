import { gunzipSync, inflateSync } from 'node:zlib';
import type { ReceivedRequest } from '../receiver/received.ts';
import { isLost, receivedOf } from './expected.ts';
import type { Browser, Row } from './row.ts';
import { makeBody } from './site/browser/bodies.ts';
import type { BodyKind } from './site/task.ts';

/** Whether a request came by a redirect. */
export const isHop = ({ url }: Pick<ReceivedRequest, 'url'>): boolean => url.includes('hop=2');

/**
 * What is wrong with what the receiver got, before anything is asked of the log: a row that does not
 * send what it says proves nothing.
 */
export async function faultsOf(
  row: Row,
  browser: Browser,
  mark: string,
  requests: readonly ReceivedRequest[],
): Promise<string[]> {
  const hops = requests.filter(isHop);
  const first = requests.filter((request) => !isHop(request));
  const faults: string[] = [];
  if (first.length !== receivedOf(row, browser) && !isLost(row, browser, requests))
    faults.push(`received ${first.length}`);
  if (hops.length !== (row.hops ?? 0)) faults.push(`redirected ${hops.length}`);
  for (const request of requests) {
    if (!(await isAsSent(row, mark, request))) faults.push('received other bytes');
  }
  return [...new Set(faults)];
}

type Check = (body: Uint8Array, mark: string) => boolean | Promise<boolean>;

const textOf = (body: Uint8Array) => new TextDecoder().decode(body);
const isForm: Check = (body, mark) =>
  [mark, 'Ærø & Fyn', '\r\nen\r\nto\r\n'].every((part) => textOf(body).includes(part));

/** Where the bytes are the browser's choice: boundaries, serialization, compression. */
const CHECKS: Partial<Record<BodyKind, Check>> = {
  form: isForm,
  'form-with-file': isForm,
  document: (body, mark) => [mark, 'Rødgrød'].every((part) => textOf(body).includes(part)),
  gzip: async (body, mark) => gunzipSync(body).equals(await bytesOf('string', mark)),
  deflate: async (body, mark) => inflateSync(body).equals(await bytesOf('string', mark)),
  // Firefox sends no streams, but what they are as text.
  stream: (body, mark) => textOf(body).includes(mark) || textOf(body) === '[object ReadableStream]',
};

async function isAsSent(row: Row, mark: string, { body }: ReceivedRequest): Promise<boolean> {
  const kind = row.body ?? 'string';
  const check = CHECKS[kind];
  return check ? check(body, mark) : (await bytesOf(kind, mark)).equals(body);
}

async function bytesOf(kind: BodyKind, mark: string): Promise<Buffer> {
  const body = await makeBody(kind, mark);
  return Buffer.from(await new Response(body as BodyInit | null).arrayBuffer()); // no document
}
