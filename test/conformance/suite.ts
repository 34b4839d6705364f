import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkLoaded } from '../../lib/contract/loaded/check-loaded.ts';
import type { Draft } from '../../lib/contract/loaded/draft.ts';
import { loadContract } from '../../lib/contract/loaded/load.ts';
import type { Refusal } from '../../lib/contract/loaded/refusal.ts';

/** A case of the JSON Schema Test Suite as it is written there. */
export interface Case {
  description: string;
  schema: unknown;
  tests: { description: string; data: unknown; valid: boolean }[];
}

export interface Outcome {
  draft: Draft;
  /** The keyword that it is about: the name of its file. */
  keyword: string;
  description: string;
  passed: boolean;
  /** Why the schema was not taken. */
  refusal?: Refusal;
}

const FOLDERS: Record<Draft, string> = { '7': 'draft7', '2020-12': 'draft2020-12' };

/** Runs the required cases of both drafts, in a folder like that of the official suite. */
export function runSuite(folder: string): Outcome[] {
  return (['7', '2020-12'] as const).flatMap((draft) => {
    const under = path.join(folder, 'tests', FOLDERS[draft]);
    const files = readdirSync(under).filter((file) => file.endsWith('.json'));
    return files.toSorted().flatMap((file) => {
      // The suite's own format, which it documents.
      const cases = JSON.parse(readFileSync(path.join(under, file), 'utf8')) as Case[];
      return cases.flatMap((one) => runCase(one, draft, path.basename(file, '.json')));
    });
  });
}

/** The way of a contract that a user loads: from its text, to the issues of a batch. */
export function runCase({ schema, tests, description }: Case, draft: Draft, keyword: string) {
  const loaded = loadContract(JSON.stringify(schema), {
    id: 'case',
    name: 'case',
    now: 0,
    scope: {},
    covers: 'batch',
    draft,
  });
  return tests.map((test): Outcome => {
    const about = { draft, keyword, description: `${description}: ${test.description}` };
    if (!loaded.ok) return { ...about, passed: false, refusal: loaded.refusal };
    const coverage = { batch: loaded.contract, byType: new Map() };
    const issues = checkLoaded({ value: test.data, events: [] }, coverage);
    const isValid = !issues.some(({ severity }) => severity === 'error');
    return { ...about, passed: isValid === test.valid && !issues.some(isCut) };
  });
}

function isCut({ rule }: { rule: string }): boolean {
  return rule === 'schema/cut';
}
