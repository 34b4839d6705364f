import { allOf, type FieldTerm, type Filter, partsOf } from './filter.ts';
import { MAX_PATH } from './bounds.ts';
import { print } from './print.ts';

/** Characters of a value that a filter asks for: the text stays one that can be read. */
const MAX_VALUE = 200;

/**
 * Shows the events that have a value at a field, whichever item of a list it is in.
 *
 * @param path names and indices from the event down to the field
 * @param value as it reads
 * @returns `undefined` where no filter can ask for it
 */
export function byValue(path: readonly (string | number)[], value: string): FieldTerm | undefined {
  const names: string[] = [];
  for (const part of path.toReversed()) {
    if (typeof part === 'string' || isLikeIndex(names[0])) names.unshift(String(part));
  }
  const isPossible = names.length > 0 && names.length <= MAX_PATH && value.length <= MAX_VALUE;
  return isPossible ? { kind: 'field', path: names, test: { by: '=', text: value } } : undefined;
}

/** A name that would be read as an index behind a list, unless the index is there. */
function isLikeIndex(name: string | undefined): boolean {
  return name !== undefined && /^\d+$/.test(name);
}

/** A filter that must hold as well; what says the opposite goes. */
export function narrowed(filter: Filter, by: Filter): Filter {
  const opposite: Filter = by.kind === 'not' ? by.of : { kind: 'not', of: by };
  const texts = [print(by), print(opposite)];
  return allOf([...partsOf(filter).filter((part) => !texts.includes(print(part))), by]);
}
