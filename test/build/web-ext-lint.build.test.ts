import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';
import { z } from 'zod';
import known from './lint-warnings.json' with { type: 'json' };

const Finding = z.object({ code: z.string(), message: z.string(), file: z.string().default('') });
const Report = z.object({ errors: z.array(Finding), warnings: z.array(Finding) });

type Finding = z.infer<typeof Finding>;

test('web-ext lint warns of what is known with its cause, and of nothing else', async () => {
  const { errors, warnings } = await lint('.output/firefox-mv3');
  expect(errors).toEqual([]);
  const unknown = warnings.filter((warning) => !known.some((entry) => explains(entry, warning)));
  expect(unknown).toEqual([]);
  const outdated = known.filter((entry) => !warnings.some((warning) => explains(entry, warning)));
  expect(outdated).toEqual([]);
}, 60_000);

function explains(entry: (typeof known)[number], { code, file }: Finding): boolean {
  return entry.code === code && new RegExp(entry.file).test(file);
}

/** It exits with 1 when there are errors, and reports them all the same. */
async function lint(folder: string): Promise<z.infer<typeof Report>> {
  const program = ['node_modules/web-ext/bin/web-ext.js', 'lint'];
  const options = ['--source-dir', folder, '--output', 'json', '--no-config-discovery'];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [...program, ...options], (_, stdout) => resolve(stdout));
  });
  return Report.parse(JSON.parse(output));
}
