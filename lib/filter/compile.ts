import { plainName } from '../wire/names.ts';
import { someAt, someItem, someLeaf } from './fields.ts';
import type { FactTerm, FieldTerm, Filter } from './filter.ts';
import { keyTest } from './key-test.ts';
import { literalsOf, mayHave } from './literals.ts';
import type { NamedKey, RequestFacts, Searchable } from './searchable.ts';
import { stateBit, stateOf } from './states.ts';
import { leafTest, patternTest, statusTest, type TextTest, textTest } from './tests.ts';
import { timeTest } from './times.ts';

export type Matcher = (event: Searchable) => boolean;

/** Different texts whose result is remembered, and the characters of one. */
const MAX_REMEMBERED = 1000;
const MAX_TEXT = 3000;

/** What decides whether an event is shown. Of several parts, the cheap ones are asked first. */
export function compile(filter: Filter, keys: readonly NamedKey[] = []): Matcher {
  switch (filter.kind) {
    case 'all': {
      const parts = inOrder(filter.of, keys);
      return (event) => parts.every((part) => part(event));
    }
    case 'any': {
      const parts = inOrder(filter.of, keys);
      return (event) => parts.some((part) => part(event));
    }
    case 'not': {
      const part = compile(filter.of, keys);
      return (event) => !part(event);
    }
    case 'text':
      return textMatcher(filter.text);
    case 'pattern': {
      const isFound = patternTest(filter.pattern);
      const literals = literalsOf(filter.pattern);
      const mayFind = (text: string) => mayHave(text, literals) && isFound(text);
      const isAbout = ofRequest(({ about }) => mayFind(about));
      return (event) => isAbout(event) || mayFind(event.text);
    }
    case 'has': {
      const { path } = filter;
      return ({ roots }) =>
        roots.some((root) => someAt(root, path, (value) => value !== undefined));
    }
    case 'field':
      return fieldMatcher(filter);
    case 'fact':
      return factMatcher(filter, keys);
  }
}

function inOrder(parts: readonly Filter[], keys: readonly NamedKey[]): Matcher[] {
  return parts
    .map((part) => ({ cost: costOf(part), matcher: compile(part, keys) }))
    .toSorted((a, b) => a.cost - b.cost)
    .map(({ matcher }) => matcher);
}

function costOf(filter: Filter): number {
  switch (filter.kind) {
    case 'all':
    case 'any':
      return filter.of.reduce((sum, part) => sum + costOf(part), 0);
    case 'not':
      return costOf(filter.of);
    case 'fact':
      return filter.test.by === 'pattern' ? 2 : 1;
    case 'text':
    case 'has':
      return 4;
    case 'field':
      return filter.test.by === 'pattern' ? 20 : 5;
    case 'pattern':
      return 100;
  }
}

/** Free text: in the event, as it is or as JSON writes it, or in what its request is known by. */
function textMatcher(wanted: string): Matcher {
  const part = wanted.toLowerCase();
  const written = JSON.stringify(part).slice(1, -1);
  const isAbout = ofRequest(({ about }) => about.includes(part));
  if (written === part) return (event) => isAbout(event) || event.text.includes(part);
  return (event) => {
    const { text } = event;
    return isAbout(event) || text.includes(written) || text.includes(part);
  };
}

function fieldMatcher({ path, test }: FieldTerm): Matcher {
  const holds = leafTest(test);
  // What is loose looks at all that an object holds.
  const some = test.by === ':' || test.by === 'pattern' ? someLeaf : someItem;
  const isMet = (value: unknown) => some(value, holds);
  return ({ roots }) => {
    for (const root of roots) if (someAt(root, path, isMet)) return true;
    return false;
  };
}

function factMatcher({ name, test }: FactTerm, keys: readonly NamedKey[]): Matcher {
  switch (name) {
    case 'is': {
      const state = 'text' in test ? stateOf(test.text) : undefined;
      const bit = state === undefined ? 0 : stateBit(state);
      return ({ states }) => (states & bit) !== 0;
    }
    case 'status': {
      const holds = statusTest(test);
      return ofRequest(({ status }) => holds(status));
    }
    case 'time': {
      const holds = timeTest(test);
      return ofRequest(({ at }) => holds(at));
    }
    case 'key': {
      const holds = remembering(keyTest(test, keys));
      return ofRequest(({ key }) => holds(key));
    }
    case 'type': {
      const holds = remembering(textTest(test, plainName));
      return ({ type }) => holds(type);
    }
    case 'rule': {
      const holds = remembering(textTest(test, lowerCase));
      return ({ rules }) => (rules.length === 0 ? holds(undefined) : rules.some(holds));
    }
    case 'page':
    case 'host':
    case 'transport': {
      const holds = remembering(textTest(test, lowerCase));
      return ofRequest((facts) => holds(facts[name]));
    }
  }
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}

/** What holds of a request holds of all its events, which come one after the other. */
function ofRequest(test: (facts: RequestFacts) => boolean): Matcher {
  let last: RequestFacts | undefined;
  let holds = false;
  return ({ of }) => {
    if (of !== last) {
      last = of;
      holds = test(of);
    }
    return holds;
  };
}

/** Most events have one of a few types, keys and pages. */
function remembering(test: TextTest): TextTest {
  const known = new Map<string | undefined, boolean>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const holds = test(value);
    if (known.size < MAX_REMEMBERED && (value?.length ?? 0) <= MAX_TEXT) known.set(value, holds);
    return holds;
  };
}
