/** Which events are shown; an empty list or text excludes nothing. */
export interface Filter {
  /** Instrumentation keys; {@link NONE} for batches without one. */
  keys: string[];
  types: string[];
  text: string;
}

/** Stands for "without a key" or "without a type" in a filter. */
export const NONE = '';

export interface Filterable {
  key: string | undefined;
  type: string | undefined;
  /** All of the event's text, in lower case. */
  text: string;
}

export function matches(filter: Filter, event: Filterable): boolean {
  return (
    (filter.keys.length === 0 || filter.keys.includes(event.key ?? NONE)) &&
    (filter.types.length === 0 || filter.types.includes(event.type ?? NONE)) &&
    (filter.text === '' || event.text.includes(filter.text.toLowerCase()))
  );
}

export function isEmpty({ keys, types, text }: Filter): boolean {
  return keys.length === 0 && types.length === 0 && text === '';
}
