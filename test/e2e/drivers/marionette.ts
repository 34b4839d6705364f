import net from 'node:net';

/** Firefox's own remote control: JSON over TCP, each message after its length in bytes and a colon. */
export interface Marionette {
  /** Throws with what Firefox says if it fails, or if the connection is lost. */
  send(command: string, parameters?: object): Promise<unknown>;
  end(): void;
}

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (reason: Error) => void;
}

export async function connect(port: number): Promise<Marionette> {
  const waiting = new Map<number, Waiting>();
  const socket = net.connect(port, '127.0.0.1');
  const greeted = Promise.withResolvers<void>();
  let sent = 0;
  let received: Buffer = Buffer.alloc(0);

  socket.on('data', (data) => {
    received = Buffer.concat([received, data]);
    for (;;) {
      const colon = received.indexOf(':');
      const end = colon + 1 + Number(received.subarray(0, Math.max(colon, 0)));
      if (colon < 0 || received.length < end) return;
      const message: unknown = JSON.parse(received.toString('utf8', colon + 1, end));
      received = received.subarray(end);
      if (Array.isArray(message)) answer(message as Answer);
      else greeted.resolve();
    }
  });

  type Answer = [
    type: 1,
    id: number,
    error: { error: string; message: string } | null,
    result: unknown,
  ];
  function answer([, id, error, result]: Answer): void {
    const command = waiting.get(id);
    waiting.delete(id);
    if (error) command?.reject(new Error(`${error.error}: ${error.message}`));
    else command?.resolve(unwrap(result));
  }

  function fail(reason: Error): void {
    greeted.reject(reason);
    for (const command of waiting.values()) command.reject(reason);
    waiting.clear();
  }
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('Firefox closed the connection')));

  await greeted.promise;
  return {
    send(command, parameters = {}) {
      const id = ++sent;
      const message = JSON.stringify([0, id, command, parameters]);
      return new Promise((resolve, reject) => {
        if (socket.destroyed) reject(new Error('Firefox closed the connection'));
        waiting.set(id, { resolve, reject });
        socket.write(`${Buffer.byteLength(message)}:${message}`);
      });
    },
    end: () => socket.destroy(),
  };
}

/** Most answers are `{ value }`; some are the value itself. */
function unwrap(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'value' in result ? result.value : result;
}
