import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { chooseAnswer } from './answer.ts';
import type { Certificate } from './certificate.ts';
import { corsHeaders } from './cors.ts';
import { problem } from './problem.ts';
import { readBody } from './read-body.ts';
import { keepRequest, requestsAsJson, type ReceivedRequest } from './received.ts';
import { listen } from './server.ts';

export type { ReceivedRequest } from './received.ts';

export interface ReceiverOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  /** Makes it speak HTTPS, and HTTP/2. */
  certificate?: Certificate;
  /** Answers all that is not the receiver's: pages of the same origin. */
  pages?: RequestListener;
  /** Called when a request has been kept, before it is answered. */
  onRequest?: (request: ReceivedRequest) => void;
}

export interface Receiver {
  /** The origin, such as `http://127.0.0.1:5080`. */
  url: string;
  /** The full URL that a shop sends to. */
  endpoint: string;
  port: number;
  /** Every POST of events, in the order in which the bodies were complete; no preflights. */
  requests: ReceivedRequest[];
  clear(): void;
  /** Cuts what is open, slow answers too. */
  close(): Promise<void>;
}

/**
 * A local Event Receiver. It takes events at any path that ends in `/api/events`, gives
 * the faults asked for (see `chooseAnswer`), and shows what came at `GET /received`
 * (`DELETE` clears). Rejects with Node's error when the port is taken.
 */
export async function startReceiver(options: ReceiverOptions = {}): Promise<Receiver> {
  const host = options.host ?? '127.0.0.1';
  const requests: ReceivedRequest[] = [];
  /** How often each query with several answers has been asked. */
  const asked = new Map<string, number>();
  let forgotten = 0;
  const clear = (): void => {
    requests.splice(0);
    asked.clear();
    forgotten = 0;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
    if (/\/api\/events\/?$/.test(path)) {
      const refusesCors = new URLSearchParams(query).get('cors') === 'refuse';
      const allowed = refusesCors ? {} : corsHeaders(request.headers);
      for (const [name, value] of Object.entries(allowed)) response.setHeader(name, value);
      if (request.method === 'OPTIONS') response.writeHead(204).end();
      else if (request.method === 'POST') await takeEvents(request, response, query);
      else refuse(response, 405);
    } else if (path === '/received' && request.method === 'GET') {
      const headers = { 'Content-Type': 'application/json', 'X-Forgotten-Requests': forgotten };
      response.writeHead(200, headers).end(requestsAsJson(requests));
    } else if (path === '/received' && request.method === 'DELETE') {
      clear();
      response.writeHead(204).end();
    } else if (options.pages) {
      options.pages(request, response);
    } else {
      refuse(response, 404);
    }
  }

  async function takeEvents(
    request: IncomingMessage,
    response: ServerResponse,
    query: string,
  ): Promise<void> {
    const body = await readBody(request);
    if (body === 'too-large') return refuse(response, 413);
    const encoding = request.headers['content-encoding'];
    const turn = asked.get(query) ?? 0;
    asked.set(query, turn + 1);
    const reply = chooseAnswer(new URLSearchParams(query), body, encoding, turn);
    const kept: ReceivedRequest = {
      at: Date.now(),
      method: 'POST',
      url: request.url ?? '',
      headers: joinHeaders(request),
      body,
      status: reply === 'dropped' ? reply : reply.status,
    };
    forgotten += keepRequest(requests, kept);
    options.onRequest?.(kept);
    if (reply === 'dropped') return void response.destroy();
    if (reply.delay > 0) await wait(reply.delay, undefined, { ref: false });
    response.writeHead(reply.status, reply.headers).end(reply.body);
  }

  const { port, close } = await listen(
    (request, response) => {
      answer(request, response).catch(() => response.destroy());
    },
    options.port ?? 0,
    host,
    options.certificate,
  );
  const scheme = options.certificate ? 'https' : 'http';
  const url = `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return { url, endpoint: `${url}/api/events`, port, requests, clear, close };
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(problem(status));
}

/** Names that begin with a colon are HTTP/2's own: method, path and the like. */
function joinHeaders({ rawHeaders }: IncomingMessage): Record<string, string> {
  const joined: Record<string, string> = {};
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const [name, value] = [rawHeaders[i]!.toLowerCase(), rawHeaders[i + 1]!];
    if (name.startsWith(':')) continue;
    joined[name] = name in joined ? `${joined[name]}, ${value}` : value;
  }
  return joined;
}
