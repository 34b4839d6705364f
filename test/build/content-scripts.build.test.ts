import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { BUILDS, readBuilt } from './built.ts';

/** In bytes; every page that is watched loads both. The hook trusts nothing of the page, which takes code. */
const LARGEST = 18_000;

test.each(BUILDS)('the content scripts of %s are small and carry no zod', async (build) => {
  const folder = 'content-scripts';
  const files = await readdir(path.join(build, folder));
  expect(files.toSorted()).toEqual(['hook.js', 'relay.js']);
  for (const file of files) {
    const script = await readBuilt(build, path.join(folder, file));
    expect(script).not.toMatch(/ZodMini|safeParse|_zod/);
    expect([file, script.length < LARGEST]).toEqual([file, true]);
  }
});
