import type { Body, Capture } from '../capture/capture.ts';
import type { Log } from '../log/log.ts';

/** By their digests. */
export type Bodies = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

export type LogAccess = ReturnType<typeof createLogAccess>;

/** The log for those who read it, opened when it is needed first. */
export function createLogAccess(openLog: () => Promise<Log>) {
  let log: Promise<Log> | undefined;
  const open = () => (log ??= openLog());

  return {
    open,

    /** It is opened anew when it is needed next: it has failed, or begun anew. */
    leave(): void {
      log = undefined;
    },

    async capture(id: string): Promise<Capture | undefined> {
      return (await open()).capture(id);
    },

    async bytesOf(body: Body | undefined): Promise<Uint8Array<ArrayBuffer> | undefined> {
      const digest = digestOf(body);
      return digest === undefined ? undefined : (await open()).body(digest);
    },

    /** The bytes of bodies: those that are known, and of the others what the log has. */
    async withStored(known: Bodies, bodies: readonly (Body | undefined)[]): Promise<Bodies> {
      const digests = bodies.flatMap((body) => digestOf(body) ?? []);
      const missing = new Set(digests.filter((digest) => !known.has(digest)));
      if (missing.size === 0) return known;
      return new Map([...known, ...(await (await open()).bodies(missing))]);
    },
  };
}

export function digestOf(body: Body | undefined): string | undefined {
  return body?.kind === 'bytes' ? body.digest : undefined;
}
