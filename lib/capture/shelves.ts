export type Shelves<T> = ReturnType<typeof createShelves<T>>;

/** Items that are found by a name, and within it by a digest; that of some is not known. Each is there once. */
export function createShelves<T>() {
  const byName = new Map<string, Map<string | undefined, Set<T>>>();
  const places = new Map<T, { name: string; digest: string | undefined }>();

  function take(item: T) {
    const place = places.get(item);
    if (!place) return;
    places.delete(item);
    const shelf = byName.get(place.name)!;
    const alike = shelf.get(place.digest)!;
    alike.delete(item);
    if (alike.size === 0) shelf.delete(place.digest);
    if (shelf.size === 0) byName.delete(place.name);
  }

  return {
    take,

    /** Puts an item there, and takes it from where it was. */
    put(item: T, name: string, digest: string | undefined): void {
      const place = places.get(item);
      if (place?.name === name && place.digest === digest) return;
      take(item);
      places.set(item, { name, digest });
      const shelf = byName.get(name) ?? new Map<string | undefined, Set<T>>();
      byName.set(name, shelf);
      const alike = shelf.get(digest);
      if (alike) alike.add(item);
      else shelf.set(digest, new Set([item]));
    },

    has: (item: T): boolean => places.has(item),
    holds: (name: string): boolean => byName.has(name),
    all: (): Iterable<T> => places.keys(),
    nameOf: (item: T): string | undefined => places.get(item)?.name,
    named: (name: string): T[] =>
      [...(byName.get(name)?.values() ?? [])].flatMap((set) => [...set]),
    alike: (name: string, digest: string | undefined): T[] => [
      ...(byName.get(name)?.get(digest) ?? []),
    ],
    digests: (name: string): (string | undefined)[] => [...(byName.get(name)?.keys() ?? [])],
  };
}
