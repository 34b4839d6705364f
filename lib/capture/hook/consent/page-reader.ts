import { type ConsentState, MAX_PURPOSE, MAX_PURPOSES } from '../../consent.ts';
import type { Natives, PageScope } from '../natives.ts';
import type { ConsentReading } from './platform.ts';

export type PageReader = ReturnType<typeof createPageReader>;

/** Reads what a page has put into its world. Any value may come, and whatever is read may throw. */
export function createPageReader(scope: PageScope, natives: Natives) {
  const { append, apply, indexOf, slice } = natives;

  function get(from: unknown, name: string | number): unknown {
    const isObject = (typeof from === 'object' && from !== null) || typeof from === 'function';
    return isObject ? (from as Record<string | number, unknown>)[name] : undefined;
  }

  function call(on: unknown, name: string, args: unknown[] = []): unknown {
    const method = get(on, name);
    return typeof method === 'function' ? apply(method, on, args) : undefined;
  }

  const reading = (state: ConsentState): ConsentReading => ({ state, given: [], refused: [] });

  function name(purposes: string[], purpose: string) {
    if (purposes.length < MAX_PURPOSES) append(purposes, slice(purpose, 0, MAX_PURPOSE));
  }

  return {
    append,
    indexOf,
    slice,
    get,
    /** `undefined` where there is no such method. */
    call,
    reading,

    global: (name: string): unknown => get(scope, name),
    callGlobal: (name: string, args: unknown[]): unknown => call(scope, name, args),

    /** What answers to several purposes come to; `undefined` if there is none. */
    answers(
      purposes: readonly string[],
      answer: (purpose: string, at: number) => unknown,
    ): ConsentReading | undefined {
      const all = reading('unknown');
      let given = 0;
      let refused = 0;
      for (let at = 0; at < purposes.length; at += 1) {
        const purpose = purposes[at]!;
        const said = answer(purpose, at);
        if (said === true) {
          given += 1;
          name(all.given, purpose);
        } else if (said === false) {
          refused += 1;
          name(all.refused, purpose);
        }
      }
      if (given + refused === 0) return undefined;
      if (given > 0) all.state = refused > 0 ? 'partly' : 'given';
      else all.state = 'refused';
      return all;
    },
  };
}
