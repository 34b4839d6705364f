import type { AttackId } from '../attack-ids.ts';

/**
 * What a page may do to its own world after the extension's hook is there. None of it may break the
 * page's own calls, or make anything of ours throw into the page.
 */
export interface Attack {
  id: AttackId;
  run(): void;
  /** Undone once the answer is there: whoever drives this page works in its world. */
  undo?(): void;
  /** The call by which the page then sends its batch, where it is not `fetch`. */
  send?(endpoint: string, body: string): Promise<Response>;
}

/** How often the page's own replacements have been called. */
export const spied: Record<string, number> = {};

type Owner = Record<PropertyKey, unknown>;

const native = { apply: Reflect.apply, define: Reflect.defineProperty, set: Reflect.set };

const iteration = Object.getOwnPropertyDescriptor(Array.prototype, Symbol.iterator)!;
const encoder = new TextEncoder();

function replace(owner: object, name: PropertyKey, by: (original: unknown) => unknown): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  if (!descriptor?.writable || !descriptor.configurable) return;
  native.define(owner, name, { ...descriptor, value: by(descriptor.value) });
}

function everyMethod(visit: (owner: Owner, name: string, label: string) => void): void {
  const owners: [string, object][] = [
    ['JSON', JSON],
    ['Reflect', Reflect],
    ['Date', Date],
    ['Array', Array.prototype],
    ['String', String.prototype],
    ['RegExp', RegExp.prototype],
    ['WeakMap', WeakMap.prototype],
    ['Map', Map.prototype],
    ['Set', Set.prototype],
    ['Promise', Promise.prototype],
    ['Function', Function.prototype],
    ['EventTarget', EventTarget.prototype],
    ['FormData', FormData.prototype],
    ['URLSearchParams', URLSearchParams.prototype],
    ['Blob', Blob.prototype],
    ['URL', URL],
    ['Error', Error.prototype],
  ];
  for (const [label, owner] of owners) {
    for (const name of Object.getOwnPropertyNames(owner)) {
      const { value } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
      if (typeof value !== 'function' || name === 'constructor' || name === 'toString') continue;
      visit(owner as Owner, name, `${label}.${name}`);
    }
  }
}

function refuse(): never {
  throw new Error('broken by the page');
}

export const attacks: readonly Attack[] = [
  { id: 'nothing', run() {} },
  {
    id: 'frozen',
    run() {
      const prototypes = [Object, Array, Function, String, Promise, WeakMap, Error, EventTarget];
      for (const one of [...prototypes, Blob, URL, FormData, Request, Response, XMLHttpRequest]) {
        Object.freeze(one.prototype);
        Object.freeze(one);
      }
      for (const one of [JSON, Reflect, Math]) Object.freeze(one);
    },
  },
  {
    id: 'broken-methods',
    run() {
      const list: [Owner, string][] = [];
      everyMethod((owner, name) => list.push([owner, name]));
      for (let at = 0; at < list.length; at += 1) replace(list[at]![0], list[at]![1], () => refuse);
    },
  },
  {
    id: 'spied-methods',
    run() {
      const list: [Owner, string, string][] = [];
      everyMethod((owner, name, label) => list.push([owner, name, label]));
      for (let at = 0; at < list.length; at += 1) {
        const [owner, name, label] = list[at]!;
        replace(
          owner,
          name,
          (original) =>
            function (this: unknown) {
              spied[label] = (spied[label] ?? 0) + 1;
              // eslint-disable-next-line prefer-rest-params -- rest parameters are fine, spreading is what is spied on
              return native.apply(original as () => unknown, this, arguments);
            },
        );
      }
    },
  },
  {
    id: 'broken-globals',
    run() {
      const names = [
        'JSON',
        'Promise',
        'CustomEvent',
        'Blob',
        'URL',
        'WeakMap',
        'Proxy',
        'Reflect',
      ];
      for (const name of [...names, 'Date', 'Error', 'Symbol', 'Array', 'String', 'Event']) {
        native.set(globalThis, name, undefined);
      }
    },
  },
  {
    id: 'poisoned-prototypes',
    run() {
      const poison = { get: refuse, configurable: true };
      for (const name of ['detail', 'bubbles', 'once', 'capture', 'toJSON', 'apply', 'construct']) {
        native.define(Object.prototype, name, poison);
      }
      for (const index of [0, 1, 2]) {
        native.define(Array.prototype, index, { set: refuse, get: refuse, configurable: true });
      }
      native.define(Array.prototype, 'toJSON', { value: refuse, configurable: true });
      native.define(Array.prototype, Symbol.iterator, { ...iteration, value: refuse });
    },
    undo() {
      native.define(Array.prototype, Symbol.iterator, iteration);
    },
    send: (endpoint, body) => fetch(endpoint, { method: 'POST', body: encoder.encode(body) }),
  },
  {
    id: 'hostile-stack',
    run() {
      Reflect.set(Error, 'prepareStackTrace', refuse);
      Reflect.set(Error, 'stackTraceLimit', 0);
    },
  },
  {
    id: 'unreadable-stack',
    run() {
      native.define(Error, 'prepareStackTrace', { get: () => refuse });
      native.define(Error.prototype, 'stack', { get: refuse });
    },
  },
  {
    id: 'wrapped-later',
    run() {
      const original = globalThis.fetch;
      globalThis.fetch = function wrapped(...args) {
        return original.apply(this, args);
      };
    },
  },
  {
    id: 'hidden-iframe',
    run() {
      const frame = document.createElement('iframe');
      frame.hidden = true;
      document.body.append(frame);
      globalThis.fetch = (frame.contentWindow as Window & typeof globalThis).fetch;
    },
  },
  {
    id: 'throwing-body',
    run() {},
    async send(endpoint, body) {
      const hostile = { toString: refuse } as unknown as string;
      try {
        return await fetch(endpoint, { method: 'POST', body: hostile });
      } catch {
        return fetch(endpoint, { method: 'POST', body });
      }
    },
  },
];
