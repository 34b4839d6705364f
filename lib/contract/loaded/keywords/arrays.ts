import { canonical } from '../canonical.ts';
import type { Check, Node } from '../node.ts';
import { all, applyAt, judge, type Run } from '../run.ts';
import { COUNT, FLAG, SCHEMA, SCHEMA_OR_SCHEMAS, SCHEMAS } from '../shapes.ts';
import { keyword, type Keyword, type Site } from './keyword.ts';

/** Applies a schema to an item; one that allows nothing is the keyword's own fault. */
function item(node: Node, value: unknown, index: number, site: Site, run: Run): boolean {
  if (node.schema !== false) return applyAt(node, value, index, run);
  return run.fail({ keyword: site.keyword, value, wanted: undefined }, index);
}

/** Applies to each item of an array its schema: by its place, or the one for the rest. */
function items(nodeOf: (index: number) => Node | undefined, from: number, to: number, site: Site) {
  return (value: unknown[], run: Run): boolean =>
    all(indices(from, Math.min(to, value.length)), run, (index) => {
      const node = nodeOf(index);
      return !run.spend(1) || !node || item(node, value[index], index, site, run);
    });
}

function* indices(from: number, to: number): Generator<number> {
  for (let index = from; index < to; index += 1) yield index;
}

/** The schemas by place, from the first item on. */
function leading(site: Site, count: number): Check {
  const nodes = Array.from({ length: count }, (_, index) => site.sub(site.keyword, index));
  const check = items((index) => nodes[index], 0, count, site);
  return (value, run, seen) => {
    if (!Array.isArray(value)) return true;
    seen?.addItems(Math.min(count, value.length));
    return check(value, run);
  };
}

/** The schema for all items after the first few. */
function rest(site: Site, node: Node, from: number): Check {
  const check = items(() => node, from, Infinity, site);
  return (value, run, seen) => {
    if (!Array.isArray(value)) return true;
    seen?.addItems(value.length);
    return check(value, run);
  };
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}

function itemsCount(holds: (count: number, limit: number) => boolean): Keyword {
  return keyword(COUNT, (limit, site) => (value, run) => {
    if (!Array.isArray(value) || holds(value.length, limit)) return true;
    return run.fail({ keyword: site.keyword, value, wanted: limit });
  });
}

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export const ARRAYS: Record<string, Keyword> = {
  prefixItems: keyword(SCHEMAS, (schemas, site) => leading(site, schemas.length), {
    draft: '2020-12',
  }),
  items: keyword(SCHEMA_OR_SCHEMAS, (schemas, site) => {
    if (Array.isArray(schemas)) return leading(site, schemas.length);
    return rest(site, site.sub('items'), lengthOf(site.schema['prefixItems']));
  }),
  additionalItems: keyword(
    SCHEMA,
    (_, site) => {
      const { items } = site.schema;
      if (!Array.isArray(items)) return undefined;
      return rest(site, site.sub('additionalItems'), items.length);
    },
    { draft: '7' },
  ),
  minItems: itemsCount((count, limit) => count >= limit),
  maxItems: itemsCount((count, limit) => count <= limit),
  uniqueItems: keyword(FLAG, (isOn, site) => {
    if (!isOn) return undefined;
    return (value, run) => {
      if (!Array.isArray(value)) return true;
      const places = new Map<string, number>();
      return all(value.keys(), run, (index) => {
        const text = canonical(value[index], run);
        if (text === undefined) return true;
        const earlier = places.get(text);
        if (earlier === undefined) {
          places.set(text, index);
          return true;
        }
        return run.fail({ keyword: site.keyword, value: value[index], wanted: earlier }, index);
      });
    };
  }),
  contains: keyword(SCHEMA, (_, site) => {
    const node = site.sub('contains');
    const isNewer = site.draft === '2020-12';
    const least = (isNewer ? countOf(site.schema['minContains']) : undefined) ?? 1;
    const most = (isNewer ? countOf(site.schema['maxContains']) : undefined) ?? Infinity;
    return (value, run, seen) => {
      if (!Array.isArray(value)) return true;
      let count = 0;
      for (const [index, one] of value.entries()) {
        if (run.cut) return true;
        if (!judge(node, one, run)) continue;
        count += 1;
        seen?.addItem(index);
        if (count >= least && most === Infinity && !seen) break;
      }
      if (run.cut || (count >= least && count <= most)) return true;
      const wanted = count < least ? `≥ ${least}` : `≤ ${most}`;
      return run.fail({ keyword: count < least ? 'contains' : 'maxContains', value, wanted });
    };
  }),
  minContains: { ...keyword(COUNT), draft: '2020-12' },
  maxContains: { ...keyword(COUNT), draft: '2020-12' },
  unevaluatedItems: keyword(
    SCHEMA,
    (_, site) => {
      const node = site.sub('unevaluatedItems');
      return (value, run, seen) => {
        if (!Array.isArray(value) || !seen) return true;
        const valid = all(value.keys(), run, (index) => {
          if (!run.spend(1) || seen.hasItem(index)) return true;
          return item(node, value[index], index, site, run);
        });
        seen.addItems(value.length);
        return valid;
      };
    },
    { draft: '2020-12' },
  ),
};
