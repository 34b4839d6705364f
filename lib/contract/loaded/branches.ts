import { isObject, type Node } from './node.ts';
import { apply, type Fault, type Run } from './run.ts';

/** References followed to find out what a branch says of its properties. */
const MAX_HOPS = 10;
/** Properties looked at in each schema of a branch. */
const MAX_PROPERTIES = 200;

/**
 * Reports what is wrong with a value that fits none of the branches: the faults of the branch that it
 * comes closest to. A property with a set value in each of them says which is meant.
 */
export function reportBest(branches: Node[], value: unknown, run: Run, keyword: string) {
  const { faults } = run;
  if (!faults) return;
  const told = branches.map((node) => constantsOf(node, run));
  const agreements = told.map((constants) => agreement(constants, value));
  const meant = agreements.some(({ agreed, differs }) => agreed > 0 && !differs);
  if (!meant) {
    const name = discriminatorOf(told, value);
    if (name !== undefined && isObject(value)) {
      const wanted = told.flatMap((constants) => constants.get(name) ?? []);
      run.fail({ keyword: 'enum', value: value[name], wanted }, name);
      return;
    }
  }
  const candidates = branches.filter((_, index) => {
    const { agreed, differs } = agreements[index]!;
    return !meant || (agreed > 0 && !differs);
  });
  const found = candidates
    .map((node) => faultsOf(node, value, run))
    .toSorted((a, b) => rank(a, run) - rank(b, run));
  const [best = []] = found;
  if (best.length === 0) {
    run.fail({ keyword, value, wanted: branches.length });
    return;
  }
  if (rank(best, run) === OTHER_KIND) {
    const types = found.flat().filter((fault) => isOtherKind(fault, run));
    const wanted = [...new Set(types.flatMap((fault) => fault.wanted))];
    run.fail({ keyword: 'type', value, wanted });
    return;
  }
  for (const fault of best) {
    const { path, ...rest } = fault;
    const inner = path.slice(run.path.length);
    run.path.push(...inner);
    run.fail(rest);
    run.path.length -= inner.length;
  }
}

/** A branch for values of quite another type says nothing of this one. */
const OTHER_KIND = Number.MAX_SAFE_INTEGER;

function rank(faults: Fault[], run: Run): number {
  return faults.some((fault) => isOtherKind(fault, run)) ? OTHER_KIND : faults.length;
}

function isOtherKind({ keyword, path }: Fault, run: Run): boolean {
  return keyword === 'type' && path.length === run.path.length;
}

function faultsOf(node: Node, value: unknown, run: Run): Fault[] {
  const { faults, formats } = run;
  const own: Fault[] = [];
  run.faults = own;
  run.formats = false;
  apply(node, value, run);
  run.faults = faults;
  run.formats = formats;
  return own;
}

type Constants = Map<string, unknown[]>;

/** The properties that a schema gives one value, or one of a few; through references and `allOf`. */
function constantsOf(start: Node, run: Run): Constants {
  const constants: Constants = new Map();
  const queue = [start];
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    const node = queue.shift();
    if (!node) break;
    queue.push(...node.includes.slice(0, MAX_HOPS));
    if (!isObject(node.schema)) continue;
    const { properties } = node.schema;
    if (!isObject(properties)) continue;
    for (const name of Object.keys(properties).slice(0, MAX_PROPERTIES)) {
      if (!run.spend(1)) break;
      const schema = properties[name];
      if (!isObject(schema) || constants.has(name)) continue;
      if (Object.hasOwn(schema, 'const')) constants.set(name, [schema['const']]);
      else if (Array.isArray(schema['enum'])) constants.set(name, schema['enum']);
    }
  }
  return constants;
}

function agreement(constants: Constants, value: unknown): { agreed: number; differs: boolean } {
  if (!isObject(value)) return { agreed: 0, differs: false };
  const known = [...constants].filter(([name]) => Object.hasOwn(value, name));
  const agreed = known.filter(([name, values]) => values.includes(value[name])).length;
  return { agreed, differs: agreed < known.length };
}

/** The property, there in the value, that every branch sets to values of its own. */
function discriminatorOf(told: Constants[], value: unknown): string | undefined {
  if (!isObject(value) || told.length < 2) return undefined;
  return [...told[0]!.keys()].find((name) => {
    if (!Object.hasOwn(value, name)) return false;
    const lists = told.map((constants) => constants.get(name) ?? []);
    if (lists.some((list) => list.length === 0 || list.includes(value[name]))) return false;
    const values = lists.flat();
    return new Set(values).size === values.length;
  });
}
