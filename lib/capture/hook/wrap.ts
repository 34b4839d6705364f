type Callable = (...args: never[]) => unknown;

/**
 * Replaces a method by one that looks and behaves the same: a proxy keeps name, length, `this`,
 * properties and native look. `call` decides when the original runs, by `proceed`.
 */
export function wrapMethod<Name extends string, F extends Callable>(
  owner: Record<Name, F>,
  name: Name,
  call: (args: Parameters<F>, self: unknown, proceed: () => ReturnType<F>) => ReturnType<F>,
): void {
  const apply = Reflect.apply;
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  if (!descriptor?.writable || !descriptor.configurable) return;
  const value = new Proxy(owner[name], {
    apply: (target, self, args) =>
      call(args as Parameters<F>, self, () => apply(target, self, args) as ReturnType<F>),
  });
  Object.defineProperty(owner, name, { ...descriptor, value });
}

/** Runs our own part of a wrapped call: whatever goes wrong in it stays out of the page. */
export function quietly<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    // The page may hand over objects that throw when they are read: its call must go on.
    return undefined;
  }
}
