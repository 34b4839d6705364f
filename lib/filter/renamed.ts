import { allOf, anyOf, type Filter } from './filter.ts';
import { keyWord } from './key-test.ts';
import type { NamedKey } from './searchable.ts';

/** A change of what the settings call the keys. */
interface Renaming {
  before: readonly NamedKey[];
  after: readonly NamedKey[];
  /** Keys that occur in the session. */
  known: readonly string[];
}

/** A filter that names keys by their aliases, for the same keys as they are called after a change. */
export function withRenamedKeys(filter: Filter, renaming: Renaming): Filter {
  switch (filter.kind) {
    case 'all':
      return allOf(filter.of.map((part) => withRenamedKeys(part, renaming)));
    case 'any':
      return anyOf(filter.of.map((part) => withRenamedKeys(part, renaming)));
    case 'not':
      return { kind: 'not', of: withRenamedKeys(filter.of, renaming) };
    case 'fact': {
      const { name, test } = filter;
      if (name !== 'key' || (test.by !== '=' && test.by !== '!=') || test.text === '')
        return filter;
      const text = renamed(test.text, renaming);
      return text === test.text ? filter : { ...filter, test: { by: test.by, text } };
    }
    case 'text':
    case 'pattern':
    case 'has':
    case 'field':
      return filter;
  }
}

function renamed(alias: string, { before, after, known }: Renaming): string {
  const named = before.find((one) => one.alias === alias);
  const isStill = after.some((one) => one.key === named?.key && one.alias === alias);
  return named && !isStill ? keyWord(named.key, known, after) : alias;
}
