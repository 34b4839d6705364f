import type { Natives } from './natives.ts';

type Callable = (...args: never[]) => unknown;
type Constructor = new (...args: never[]) => object;

export type Wrapper = ReturnType<typeof createWrapper>;

/**
 * Replaces functions by ones that look and behave the same: a proxy keeps name, length, `this`,
 * properties, and whether it can be constructed. Its text (`Function.prototype.toString`) would
 * give it away, so that is wrapped as well, and answers for itself.
 */
export function createWrapper(natives: Natives, functions: { toString(): string }) {
  const { apply, bare, construct, defineProperty, getOwnPropertyDescriptor } = natives;
  const { mapGet, mapSet, Proxy } = natives;
  const originals = new natives.WeakMap<object, object>();

  function replace(owner: object, name: PropertyKey, handler: ProxyHandler<Callable>): boolean {
    const descriptor = getOwnPropertyDescriptor(owner, name);
    if (!descriptor?.writable || !descriptor.configurable) return false;
    const original = descriptor.value as Callable;
    if (typeof original !== 'function') return false;
    const value = new Proxy(original, bare(handler));
    mapSet(originals, value, original);
    descriptor.value = value;
    defineProperty(owner, name, bare(descriptor));
    return true;
  }

  replace(functions, 'toString', {
    apply: (target, self, args) => apply(target, mapGet(originals, self) ?? self, args),
  });

  return {
    /** `call` decides when the original runs, by `proceed`. */
    method<Name extends string, F extends Callable>(
      owner: Record<Name, F>,
      name: Name,
      call: (args: Parameters<F>, self: unknown, proceed: () => ReturnType<F>) => ReturnType<F>,
    ): void {
      replace(owner, name, {
        apply: (target, self, args) =>
          call(args as Parameters<F>, self, () => apply(target, self, args) as ReturnType<F>),
      });
    },

    /** `made` is told of each new object; subclasses and `prototype.constructor` go on as before. */
    constructor<Name extends string, C extends Constructor>(
      owner: Record<Name, C>,
      name: Name,
      made: (args: ConstructorParameters<C>, object: InstanceType<C>) => void,
    ): void {
      const { prototype } = owner[name];
      const replaced = replace(owner, name, {
        construct(target, args: ConstructorParameters<C>, newTarget) {
          const object = construct(target, args, newTarget) as InstanceType<C>;
          made(args, object);
          return object;
        },
      });
      const link = getOwnPropertyDescriptor(prototype as object, 'constructor');
      if (!replaced || !link?.writable || !link.configurable) return;
      link.value = owner[name];
      defineProperty(prototype as object, 'constructor', bare(link));
    },
  };
}
