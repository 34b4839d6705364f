import { vi } from 'vitest';
import { type HookCommand, HOOK_HELLO } from '../../../../lib/capture/hook/handshake.ts';
import { startHook } from '../../../../lib/capture/hook/hook.ts';
import type { PageScope } from '../../../../lib/capture/hook/natives.ts';
import { HookSighting } from '../../../../lib/capture/sighting.ts';
import { SHOP } from '../../samples.ts';

export type World = ReturnType<typeof createWorld>;

/** What a page's world has of what the hook touches; Node's own where Node has it. */
export function createWorld() {
  class Node extends EventTarget {
    get baseURI() {
      return SHOP;
    }
    get nodeType() {
      return 9;
    }
  }
  const document = new Node();
  const location = { href: SHOP };
  const go = (url?: string | URL | null) => {
    location.href = new URL(String(url), location.href).href;
  };
  const fetch = vi.fn((_input: unknown, _init?: RequestInit) =>
    Promise.resolve(new Response(null, { status: 202 })),
  );
  const fetchLater = vi.fn(() => ({ activated: false }));
  const ended = new WeakMap<object, number>();
  class XMLHttpRequest extends EventTarget {
    opened: unknown[] = [];
    sent: unknown[] = [];
    get status() {
      return ended.get(this) ?? 0;
    }
    open(method: string, url: string, ...more: unknown[]) {
      this.opened = [method, url, ...more];
    }
    send(body: unknown) {
      this.sent.push(body);
    }
    end(status: number, ...events: string[]) {
      ended.set(this, status);
      for (const event of [...events, 'loadend']) this.dispatchEvent(new Event(event));
    }
  }
  class Navigator {
    accepts = true;
    sendBeacon(_url: string, _data?: unknown) {
      return this.accepts;
    }
  }
  class History {
    pushState(_state: unknown, _title: string, url?: string) {
      go(url);
    }
    replaceState(_state: unknown, _title: string, url?: string) {
      go(url);
    }
  }
  const own = { document, location, fetch, fetchLater, XMLHttpRequest, Navigator, History, Node };
  const Function = { prototype: { toString: globalThis.Function.prototype.toString } };
  const Request = freshRequest();
  const { Reflect, Symbol, Object, Array, ArrayBuffer, Uint32Array, String, JSON, Date } =
    globalThis;
  const { setTimeout, clearTimeout } = globalThis;
  const { Error, Proxy, WeakMap: Weak, Promise, EventTarget: Target, CustomEvent } = globalThis;
  const { Blob, File, FormData, URL: Url, URLSearchParams, ReadableStream, crypto } = globalThis;
  const page = Object.assign(new EventTarget(), own, {
    Function,
    Request,
    WeakMap: Weak,
    EventTarget: Target,
    URL: Url,
    Response,
    Reflect,
    Symbol,
    Object,
    Array,
    ArrayBuffer,
    Uint32Array,
    String,
    JSON,
    Date,
    Error,
    Proxy,
    Promise,
    CustomEvent,
    Blob,
    File,
    FormData,
    URLSearchParams,
    ReadableStream,
    crypto,
    setTimeout,
    clearTimeout,
  });
  return { page, fetch, fetchLater, go };
}

/** Node's own, each time anew: the hook replaces its `clone` and `constructor`. */
function freshRequest(): typeof Request {
  class Fresh extends Request {}
  const { clone } = Request.prototype;
  for (const name of ['url', 'method', 'keepalive']) {
    const descriptor = Object.getOwnPropertyDescriptor(Request.prototype, name)!;
    Object.defineProperty(Fresh.prototype, name, descriptor);
  }
  Object.defineProperty(Fresh.prototype, 'clone', {
    value(this: Request) {
      return Object.setPrototypeOf(clone.call(this), Fresh.prototype) as Request;
    },
    writable: true,
    configurable: true,
  });
  return Fresh;
}

/** A hook in a world, with a relay's ear. */
export function startIn({ page }: World) {
  const heard: { sighting: HookSighting; blobs: Blob[] }[] = [];
  const relay = { name: '' };
  page.document.addEventListener(HOOK_HELLO, (event) => {
    relay.name = (event as CustomEvent<string>).detail;
    page.document.addEventListener(relay.name, (said) => {
      const { detail } = said as CustomEvent<string | [string, ...Blob[]]>;
      const [json, ...blobs] = typeof detail === 'string' ? [detail] : detail;
      heard.push({ sighting: HookSighting.parse(JSON.parse(json)), blobs });
    });
  });
  // The fake has of a window what the hook takes.
  startHook(page as unknown as PageScope);
  return {
    heard,
    sightings: () => heard.map(({ sighting }) => sighting),
    name: () => relay.name,
    command(part: Partial<HookCommand>) {
      const detail = JSON.stringify({ active: true, endpoints: [], ...part });
      page.document.dispatchEvent(new CustomEvent(`${relay.name}!`, { detail }));
    },
  };
}
