import { createKindOf } from './kinds.ts';

export type PageScope = Window & typeof globalThis;
export type Natives = ReturnType<typeof captureNatives>;

type Read<R> = (self: unknown) => R;

/** Adds `null` as prototype: what a page puts on `Object.prototype` or `Array.prototype` has no say in it. */
export type Bare = <T extends object>(object: T) => T;

/**
 * What the hook uses, taken before page scripts run: later the page may have replaced, frozen or
 * broken it. After this the hook calls no method by its name, iterates and spreads no array, and
 * hands the browser only objects without a prototype.
 */
export function captureNatives(scope: PageScope) {
  const { apply, construct, defineProperty, getOwnPropertyDescriptor, setPrototypeOf } =
    scope.Reflect;
  const { document, location, Request, ReadableStream, setTimeout, clearTimeout } = scope;
  const { iterator } = scope.Symbol;

  /** A method as a function that takes `this` as its first argument. */
  const method =
    <A extends unknown[], R>(of: (this: never, ...args: A) => R) =>
    (self: unknown, ...args: A): R =>
      apply(of, self as never, args);

  /** The getter of an attribute; it throws for what is no object of that interface. */
  const attribute = (owner: { prototype: object } | undefined, name: string): Read<unknown> => {
    const read = owner && getOwnPropertyDescriptor(owner.prototype, name)?.get;
    return (self) => apply(read as (this: unknown) => unknown, self, []);
  };

  const bare: Bare = (object) => {
    setPrototypeOf(object, null);
    return object;
  };

  const append = <T>(list: T[], value: T): void => {
    const own = { value, writable: true, enumerable: true, configurable: true };
    defineProperty(list, list.length, bare(own));
  };

  /** A list that is iterated by itself, and not by what a page may have made of arrays. */
  const listOf = <T>(only: T): T[] => {
    const list = [only];
    const iterate = () => {
      let given = false;
      const next = () => {
        const result = bare({ done: given, value: given ? undefined : only });
        given = true;
        return result;
      };
      return bare({ next });
    };
    defineProperty(list, iterator, bare({ value: iterate }));
    return list;
  };

  let streams: boolean | undefined;
  /** Whether `fetch` sends a stream's content; else it sends the object's text. Asked for with the first. */
  const takesStreams = (): boolean => {
    if (streams !== undefined) return streams;
    streams = false;
    const options = bare({
      method: 'POST',
      body: new ReadableStream(),
      get duplex() {
        streams = true;
        return 'half';
      },
    });
    const made = new Request('https://streams.invalid/', options);
    return streams && made !== null;
  };

  const mapGet = method(scope.WeakMap.prototype.get);
  const paramsText = method(scope.URLSearchParams.prototype.toString);
  const hasField = method(scope.FormData.prototype.has);

  return {
    apply,
    construct,
    defineProperty,
    getOwnPropertyDescriptor,
    bare,
    append,
    method,
    attribute,
    document,
    location,
    stringify: scope.JSON.stringify,
    parse: scope.JSON.parse,
    now: scope.Date.now,
    setTimeout: (run: () => void, pause: number): unknown => apply(setTimeout, scope, [run, pause]),
    clearTimeout: (timer: unknown): void => apply(clearTimeout, scope, [timer as number]),
    isView: scope.ArrayBuffer.isView,
    String: scope.String,
    Error: scope.Error,
    Proxy: scope.Proxy,
    WeakMap: scope.WeakMap,
    Blob: scope.Blob,
    URL: scope.URL,
    CustomEvent: scope.CustomEvent,
    mapGet: <V>(map: WeakMap<object, V>, key: unknown) =>
      mapGet(map, key as object) as V | undefined,
    mapSet: method(scope.WeakMap.prototype.set) as <V>(
      map: WeakMap<object, V>,
      key: object,
      value: V,
    ) => void,
    mapDelete: method(scope.WeakMap.prototype.delete),
    afterwards: method(scope.Promise.prototype.then),
    indexOf: method(scope.String.prototype.indexOf),
    slice: method(scope.String.prototype.slice),
    endsWith: method(scope.String.prototype.endsWith),
    startsWith: method(scope.String.prototype.startsWith),
    toLowerCase: method(scope.String.prototype.toLowerCase),
    toUpperCase: method(scope.String.prototype.toUpperCase),
    listen: method(scope.EventTarget.prototype.addEventListener),
    unlisten: method(scope.EventTarget.prototype.removeEventListener),
    dispatch: method(scope.EventTarget.prototype.dispatchEvent),
    detailOf: attribute(scope.CustomEvent, 'detail'),
    baseUri: attribute(scope.Node, 'baseURI') as Read<string>,
    href: attribute(scope.URL, 'href') as Read<string>,
    protocol: attribute(scope.URL, 'protocol') as Read<string>,
    host: attribute(scope.URL, 'host') as Read<string>,
    pathname: attribute(scope.URL, 'pathname') as Read<string>,
    requestUrl: attribute(scope.Request, 'url') as Read<string>,
    requestMethod: attribute(scope.Request, 'method') as Read<string>,
    requestKeepalive: attribute(scope.Request, 'keepalive') as Read<boolean>,
    responseStatus: attribute(scope.Response, 'status') as Read<number>,
    xhrStatus: attribute(scope.XMLHttpRequest, 'status') as Read<number>,
    blobType: attribute(scope.Blob, 'type') as Read<string>,
    fileName: attribute(scope.File, 'name') as Read<string>,
    /** Firefox has it on the prototype, V8 on each error. */
    errorStack: getOwnPropertyDescriptor(scope.Error.prototype, 'stack')?.get,
    kindOf: createKindOf(scope, attribute, paramsText, (value) => hasField(value, '')),
    listOf,
    takesStreams,
    paramsText,
    eachEntry: method(scope.FormData.prototype.forEach),
  };
}
