/** Parts of a JSON Pointer that are looked at: what stands deeper is not listed by itself. */
const MAX_PARTS = 40;

/** JSON Pointers, and all that lead to them. */
export interface Places {
  /** One of them is this, or below it. */
  has(path: string): boolean;
  /** One of them is below this. */
  isAbove(path: string): boolean;
}

export function indexPlaces(paths: Iterable<string>): Places {
  const at = new Set<string>();
  const above = new Set<string>();
  for (const path of new Set(paths)) {
    let place = '';
    for (const part of path.split('/', MAX_PARTS).slice(1)) {
      above.add(place);
      place += `/${part}`;
      at.add(place);
    }
  }
  return { has: (path) => at.has(path), isAbove: (path) => above.has(path) };
}
