import type { Path } from '../filter/filter.ts';
import type { Searchable } from '../filter/searchable.ts';
import { isRecord } from '../wire/record.ts';

/** Names that events have, as they are offered where a filter is written. */
export interface Words {
  fields: Path[];
  rules: string[];
  /** Hosts of receivers, and paths of pages. */
  hosts: string[];
  pages: string[];
}

const MAX_FIELDS = 300;
const MAX_RULES = 200;
const MAX_HOSTS = 200;
const MAX_PAGES = 200;
/** Events of one type that are looked at: those that follow have the same fields. */
const MAX_OF_TYPE = 30;
const MAX_TYPES = 200;
/** Names down to a field, items of an array, and values in all that are looked at in one event. */
const MAX_DEPTH = 4;
const MAX_ITEMS = 3;
const MAX_VALUES = 300;
/** Characters of a name that is offered. */
const MAX_NAME = 60;

/** Gathers the names that the events of a session have. */
export function createWords() {
  const fields = new Map<string, Path>();
  const rules = new Set<string>();
  const hosts = new Set<string>();
  const pages = new Set<string>();
  let lastPage = '';
  const looked = new Map<string | undefined, number>();
  let isChanged = false;

  function look({ of, type, rules: found, roots }: Searchable) {
    for (const rule of found) note(rules, rule, MAX_RULES);
    note(hosts, of.host, MAX_HOSTS);
    if (of.page !== lastPage) note(pages, URL.parse(of.page)?.pathname ?? '', MAX_PAGES);
    lastPage = of.page;
    const count = looked.get(type) ?? 0;
    if (count >= MAX_OF_TYPE || (count === 0 && looked.size >= MAX_TYPES)) return;
    looked.set(type, count + 1);
    if (roots[0] !== undefined && fields.size < MAX_FIELDS) lookAt(roots[0]);
  }

  function note(known: Set<string>, value: string, most: number) {
    if (value === '' || known.has(value) || known.size >= most) return;
    known.add(value);
    isChanged = true;
  }

  function lookAt(root: unknown) {
    const open: { value: unknown; path: Path }[] = [{ value: root, path: [] }];
    for (let at = 0; at < open.length && at < MAX_VALUES; at += 1) {
      const { value, path } = open[at]!;
      if (Array.isArray(value)) {
        for (const item of value.slice(0, MAX_ITEMS)) open.push({ value: item, path });
      } else if (isRecord(value) && path.length < MAX_DEPTH) {
        for (const name of Object.keys(value)) {
          if (open.length > MAX_VALUES) break;
          if (name.length > MAX_NAME || name === '') continue;
          const inner = [...path, name];
          remember(inner);
          open.push({ value: value[name], path: inner });
        }
      }
    }
  }

  function remember(path: Path) {
    const name = JSON.stringify(path);
    if (fields.has(name) || fields.size >= MAX_FIELDS) return;
    fields.set(name, path);
    isChanged = true;
  }

  return {
    look,
    /** What is known, where that is more than when it was asked last. */
    news(): Words | undefined {
      if (!isChanged) return undefined;
      isChanged = false;
      return {
        fields: [...fields.values()],
        rules: [...rules],
        hosts: [...hosts],
        pages: [...pages],
      };
    },
    clear() {
      fields.clear();
      rules.clear();
      hosts.clear();
      pages.clear();
      lastPage = '';
      looked.clear();
    },
  };
}
