/** All that this page can see of whether its world has been tampered with, as text. */
export function lookOf(): string {
  return JSON.stringify({
    functions: functions().map(([owner, name]) => lookOfFunction(owner, name)),
    globals: Reflect.ownKeys(globalThis).map(String).toSorted(),
    document: Reflect.ownKeys(document).map(String),
    elements: [...document.querySelectorAll('*')].map(({ tagName }) => tagName),
    attributes: document.documentElement
      .getAttributeNames()
      .filter((name) => name !== 'data-ready'),
    resources: performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.includes('extension')),
    runtime: typeof Reflect.get(Reflect.get(globalThis, 'chrome') ?? {}, 'runtime'),
    browser: typeof Reflect.get(globalThis, 'browser'),
  });
}

function functions(): [object, string][] {
  const of: [object, string][] = [
    [globalThis, 'fetch'],
    [globalThis, 'fetchLater'],
    [globalThis, 'Request'],
    [Request.prototype, 'constructor'],
    [Request.prototype, 'clone'],
    [XMLHttpRequest.prototype, 'open'],
    [XMLHttpRequest.prototype, 'send'],
    [Navigator.prototype, 'sendBeacon'],
    [History.prototype, 'pushState'],
    [History.prototype, 'replaceState'],
    [Function.prototype, 'toString'],
  ];
  return of.filter(([owner, name]) => name in owner);
}

function lookOfFunction(owner: object, name: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name)!;
  const value = descriptor.value as ((...args: unknown[]) => unknown) & { prototype?: unknown };
  return {
    name,
    // Firefox gives a window its globals in the order in which they are first asked for.
    keysBeside: owner === globalThis ? [] : Reflect.ownKeys(owner).map(String),
    flags: [descriptor.writable, descriptor.enumerable, descriptor.configurable],
    itself: [value.name, value.length, typeof value, Object.prototype.toString.call(value)],
    keys: Reflect.ownKeys(value).map(String),
    extensible: Object.isExtensible(value),
    parent: Object.getPrototypeOf(value) === Function.prototype,
    texts: [value.toString(), Function.prototype.toString.call(value), String(value)],
    prototype: 'prototype' in value && typeof value.prototype,
    constructed: thrownBy(() => Reflect.construct(value, [])),
    called: thrownBy(() => Reflect.apply(value, {}, [])),
    calledOnNothing: thrownBy(() => Reflect.apply(value, undefined, [])),
  };
}

/** A promise's rejection is not waited for. */
function thrownBy(run: () => unknown): string {
  try {
    const result = run();
    if (result instanceof Promise) result.catch(() => {});
    return typeof result;
  } catch (error) {
    return String(error);
  }
}
