import { reportBest } from '../branches.ts';
import type { Check, Node } from '../node.ts';
import { all, apply, judge, type Run } from '../run.ts';
import type { Seen } from '../seen.ts';
import { SCHEMA, SCHEMAS } from '../shapes.ts';
import { keyword, type Keyword, type Site } from './keyword.ts';

function branchesOf(schemas: unknown[], site: Site): Node[] {
  return schemas.map((_, index) => site.sub(site.keyword, index));
}

/**
 * Whether one of the branches that fit has the formats too: they are looked at only in those, for
 * by the standard they choose none.
 */
function hasFormats(fitting: Node[], value: unknown, run: Run): boolean {
  if (!run.formats) return true;
  const { faults } = run;
  run.faults = undefined;
  const has = fitting.some((node) => apply(node, value, run));
  run.faults = faults;
  if (has || run.cut) return true;
  return fitting.slice(0, 1).every((node) => apply(node, value, run));
}

/** @param isOne exactly one may fit; else at least one has to */
function choice(isOne: boolean): Keyword {
  return keyword(SCHEMAS, (schemas, site) => {
    const branches = branchesOf(schemas, site);
    return (value, run, seen) => {
      const fitting: Node[] = [];
      for (const node of branches) {
        if (run.cut) return true;
        if (judge(node, value, run, seen)) fitting.push(node);
        if (fitting.length > 0 && !isOne && !seen && !run.formats) break;
      }
      if (run.cut) return true;
      if (fitting.length === 0) {
        if (run.faults) reportBest(branches, value, run, site.keyword);
        return false;
      }
      if (isOne && fitting.length > 1) {
        const { keyword } = site;
        return run.fail({ keyword: `${keyword}/several`, value, wanted: fitting.length });
      }
      return hasFormats(fitting, value, run);
    };
  });
}

function conditional(then: Node | undefined, otherwise: Node | undefined, site: Site): Check {
  const node = site.sub('if');
  return (value: unknown, run: Run, seen: Seen | undefined) => {
    const branch = judge(node, value, run, seen) ? then : otherwise;
    return !branch || apply(branch, value, run, seen);
  };
}

export const LOGIC: Record<string, Keyword> = {
  allOf: keyword(SCHEMAS, (schemas, site) => {
    const nodes = branchesOf(schemas, site);
    return (value, run, seen) => all(nodes, run, (node) => apply(node, value, run, seen));
  }),
  anyOf: choice(false),
  oneOf: choice(true),
  not: keyword(SCHEMA, (schema, site) => {
    const node = site.sub('not');
    return (value, run) =>
      !judge(node, value, run) ||
      run.cut ||
      run.fail({ keyword: site.keyword, value, wanted: schema });
  }),
  if: keyword(SCHEMA, (_, site) => {
    const { schema } = site;
    const then = Object.hasOwn(schema, 'then') ? site.sub('then') : undefined;
    return conditional(then, Object.hasOwn(schema, 'else') ? site.sub('else') : undefined, site);
  }),
  // What they check, `if` does.
  ...Object.fromEntries(['then', 'else'].map((name) => [name, keyword(SCHEMA)])),
};
