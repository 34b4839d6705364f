import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  port: number;
  close(): Promise<void>;
}

const mostTries = 10;

/**
 * Listens on 127.0.0.1 and, where the system has it, on ::1, at the same port, for a
 * browser may take either for `localhost`. Port 0 takes one that is free on both.
 */
export async function listenOnLoopback(
  listener: RequestListener,
  port: number,
): Promise<Listening> {
  for (let tries = 1; ; tries += 1) {
    const first = await listen(listener, port, '127.0.0.1');
    const chosen = (first.address() as AddressInfo).port; // not a pipe: we listened on a port
    try {
      const servers = [first, await listen(listener, chosen, '::1')];
      return { port: chosen, close: () => closeAll(servers) };
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken) return { port: chosen, close: () => closeAll([first]) };
      await closeAll([first]);
      if (port !== 0 || tries === mostTries) throw error;
    }
  }
}

async function listen(listener: RequestListener, port: number, host: string): Promise<Server> {
  const server = createServer(listener);
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  const closed = Promise.all(servers.map((server) => once(server, 'close')));
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  await closed;
}
