import { isObject, type Node, type Schema } from '../node.ts';
import { all, apply, applyAt, judge, type Run } from '../run.ts';
import { COUNT, DEPENDENCIES, NAMES, NAMES_MAP, SCHEMA, SCHEMA_MAP } from '../shapes.ts';
import { keyword, type Keyword, type Site } from './keyword.ts';
import { found } from './texts.ts';

type Fields = Record<string, unknown>;

function schemaOf(site: Site, name: string): Schema | undefined {
  const properties = site.schema['properties'];
  if (!isObject(properties) || !Object.hasOwn(properties, name)) return undefined;
  return site.sub('properties', name).schema;
}

/** Fails for each of the names that is missing. */
function requires(names: string[], site: Site, value: Fields, run: Run): boolean {
  return all(names, run, (name) => {
    if (!run.spend(1) || Object.hasOwn(value, name)) return true;
    if (!run.faults) return false;
    const missing = { schema: schemaOf(site, name), beside: value };
    const { keyword } = site;
    return run.fail({ keyword, value: undefined, wanted: name, missing }, name);
  });
}

/** Applies a schema to a property; one that allows nothing is the keyword's own fault. */
function field(node: Node, value: Fields, name: string, site: Site, run: Run): boolean {
  if (node.schema !== false) return applyAt(node, value[name], name, run);
  const { keyword, schema } = site;
  return run.fail({ keyword, value: value[name], wanted: schema['properties'] }, name);
}

/** Whether a property is none of those that `properties` and `patternProperties` speak of. */
function isAdditional(site: Site): (name: string, run: Run) => boolean {
  const { properties, patternProperties } = site.schema;
  const names = new Set(isObject(properties) ? Object.keys(properties) : []);
  const patterns = isObject(patternProperties) ? Object.keys(patternProperties) : [];
  const matchers = patterns.map((pattern) => site.matcher(pattern));
  return (name, run) => !names.has(name) && !matchers.some((matcher) => found(matcher, name, run));
}

function namesCount(holds: (count: number, limit: number) => boolean): Keyword {
  return keyword(COUNT, (limit, site) => (value, run) => {
    if (!isObject(value)) return true;
    const { length } = Object.keys(value);
    if (!run.spend(length >> 4) || holds(length, limit)) return true;
    return run.fail({ keyword: site.keyword, value, wanted: limit });
  });
}

export const OBJECTS: Record<string, Keyword> = {
  required: keyword(NAMES, (names, site) => (value, run) => {
    return !isObject(value) || requires(names, site, value, run);
  }),
  properties: keyword(SCHEMA_MAP, (properties, site) => {
    const fields = Object.keys(properties).map(
      (name) => [name, site.sub('properties', name)] as const,
    );
    return (value, run, seen) => {
      if (!isObject(value)) return true;
      let valid = true;
      for (const [name, node] of fields) {
        if (!run.spend(1)) break;
        if (!Object.hasOwn(value, name)) continue;
        seen?.addName(name);
        if (field(node, value, name, site, run)) continue;
        valid = false;
        if (!run.faults) break;
      }
      return valid;
    };
  }),
  patternProperties: keyword(
    SCHEMA_MAP,
    (properties, site) => {
      const patterns = Object.keys(properties).map(
        (pattern) => [site.matcher(pattern), site.sub('patternProperties', pattern)] as const,
      );
      return (value, run, seen) =>
        !isObject(value) ||
        all(Object.keys(value), run, (name) =>
          all(patterns, run, ([matcher, node]) => {
            if (!found(matcher, name, run) || run.cut) return true;
            seen?.addName(name);
            return field(node, value, name, site, run);
          }),
        );
    },
    { patterns: (properties) => Object.keys(properties) },
  ),
  additionalProperties: keyword(SCHEMA, (_, site) => {
    const node = site.sub('additionalProperties');
    const isOther = isAdditional(site);
    return (value, run, seen) => {
      if (!isObject(value)) return true;
      return all(Object.keys(value), run, (name) => {
        if (!run.spend(1) || !isOther(name, run)) return true;
        seen?.addName(name);
        return field(node, value, name, site, run);
      });
    };
  }),
  propertyNames: keyword(SCHEMA, (_, site) => {
    const node = site.sub('propertyNames');
    return (value, run) =>
      !isObject(value) ||
      all(Object.keys(value), run, (name) => {
        if (judge(node, name, run)) return true;
        return run.fail({ keyword: site.keyword, value: name, wanted: node.schema }, name);
      });
  }),
  minProperties: namesCount((count, limit) => count >= limit),
  maxProperties: namesCount((count, limit) => count <= limit),
  dependentRequired: keyword(
    NAMES_MAP,
    (needs, site) => {
      const entries = Object.keys(needs).map((name) => [name, needs[name] ?? []] as const);
      return (value, run) =>
        !isObject(value) ||
        all(
          entries,
          run,
          ([name, names]) =>
            !run.spend(1) || !Object.hasOwn(value, name) || requires(names, site, value, run),
        );
    },
    { draft: '2020-12' },
  ),
  dependentSchemas: keyword(SCHEMA_MAP, dependent, { draft: '2020-12' }),
  dependencies: keyword(DEPENDENCIES, dependent, { draft: '7' }),
  unevaluatedProperties: keyword(
    SCHEMA,
    (_, site) => {
      const node = site.sub('unevaluatedProperties');
      return (value, run, seen) => {
        if (!isObject(value) || !seen) return true;
        const valid = all(Object.keys(value), run, (name) => {
          if (!run.spend(1) || seen.hasName(name)) return true;
          return field(node, value, name, site, run);
        });
        seen.addAllNames();
        return valid;
      };
    },
    { draft: '2020-12' },
  ),
};

/** Names, or a schema, for an object that has a property. */
function dependent(needs: Fields, site: Site) {
  const entries = Object.keys(needs).map((name) => {
    const need = needs[name];
    return [name, Array.isArray(need) ? need.map(String) : site.sub(site.keyword, name)] as const;
  });
  return (value: unknown, run: Run, seen: Parameters<typeof apply>[3]) =>
    !isObject(value) ||
    all(entries, run, ([name, need]) => {
      if (!run.spend(1) || !Object.hasOwn(value, name)) return true;
      if (Array.isArray(need)) return requires(need, site, value, run);
      return apply(need, value, run, seen);
    });
}
