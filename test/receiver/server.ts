import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Certificate } from './certificate.ts';

export interface Listening {
  port: number;
  /** Cuts what is open. */
  close(): Promise<void>;
}

/**
 * Listens on a host; with a certificate by HTTPS, in HTTP/2 where the client speaks it. The two
 * protocols' requests and responses are alike enough that one listener serves both.
 */
export async function listen(
  listener: RequestListener,
  port: number,
  host: string,
  certificate?: Certificate,
): Promise<Listening> {
  const server: Server = certificate
    ? createSecureServer({ ...certificate, allowHTTP1: true }, (request, response) => {
        serveHttp2(listener, request, response);
      })
    : createServer(listener);
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port, // not a pipe: we listened on a port
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function serveHttp2(
  listener: RequestListener,
  request: Http2ServerRequest,
  response: Http2ServerResponse,
): void {
  // Node's compatibility layer: the same methods and events, though the types do not say so.
  const [req, res] = [request, response] as unknown as Parameters<RequestListener>;
  listener(req, res);
}
