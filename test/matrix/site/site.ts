import type { IncomingMessage, ServerResponse } from 'node:http';
import { selfSigned } from '../../receiver/certificate.ts';
import type { ReceivedRequest } from '../../receiver/received.ts';
import { type Receiver, startReceiver } from '../../receiver/receiver.ts';
import { listen } from '../../receiver/server.ts';
import { answerPages } from './pages.ts';

/** Servers of one protocol: pages (their origin takes events as well), and a receiver apart. */
export interface Servers {
  scheme: 'http' | 'https';
  pages: Receiver;
  receiver: Receiver;
}

export interface Site {
  plain: Servers;
  secure: Servers;
  /** Nobody listens there. */
  closedPort: number;
  /** What all receivers got with this mark, in its order of arrival. */
  got(mark: string): ReceivedRequest[];
  close(): Promise<void>;
}

/** All names that the servers are called by; they listen on loopback whatever the names are. */
const NAMES = ['localhost', '127.0.0.1', 'shop.test', 'checkout.test', 'receiver.test'];

/** The servers of the matrix, at any free ports. */
export async function startSite(): Promise<Site> {
  const waiting = new Set<() => void>();
  const onRequest = () => {
    for (const look of waiting) look();
  };
  const pages = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch(() => response.destroy());
  };

  const start = async (scheme: Servers['scheme']): Promise<Servers> => {
    const certificate = scheme === 'https' && { certificate: selfSigned(NAMES) };
    return {
      scheme,
      pages: await startReceiver({ ...certificate, onRequest, pages }),
      receiver: await startReceiver({ ...certificate, onRequest }),
    };
  };
  const [plain, secure] = [await start('http'), await start('https')];
  const receivers = [plain, secure].flatMap(({ pages, receiver }) => [pages, receiver]);

  const got = (mark: string): ReceivedRequest[] =>
    receivers
      .flatMap(({ requests }) => requests)
      .filter(({ url }) => markOf(url) === mark)
      .toSorted((a, b) => a.at - b.at);

  /** `/got?m=` is answered when there is a request with that mark. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '';
    if (!url.startsWith('/got?')) return answerPages(request, response);
    const mark = markOf(url);
    const headers = { 'Access-Control-Allow-Origin': '*' };
    const look = () => {
      if (mark === undefined || got(mark).length === 0) return;
      waiting.delete(look);
      response.writeHead(204, headers).end();
    };
    waiting.add(look);
    response.once('close', () => waiting.delete(look));
    look();
  }

  return {
    plain,
    secure,
    closedPort: await closedPort(),
    got,
    async close() {
      await Promise.all(receivers.map((receiver) => receiver.close()));
    },
  };
}

/** The mark in the query of a request's address; a request that was redirected keeps it. */
export function markOf(url: string): string | undefined {
  return /[?&]m=([\w-]+)/.exec(url)?.[1];
}

async function closedPort(): Promise<number> {
  const { port, close } = await listen((_request, response) => void response.end(), 0, '127.0.0.1');
  await close();
  return port;
}
