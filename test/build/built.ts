import { readFile } from 'node:fs/promises';
import path from 'node:path';

export const BUILDS = ['.output/chrome-mv3', '.output/firefox-mv3'] as const;

export type Build = (typeof BUILDS)[number];

/** A file of a build as text. Rejects when it is not there: `npm run build` comes before. */
export function readBuilt(build: Build, file: string): Promise<string> {
  return readFile(path.join(build, file), 'utf8');
}

export async function readManifest(build: Build): Promise<Record<string, unknown>> {
  return JSON.parse(await readBuilt(build, 'manifest.json')) as Record<string, unknown>; // our own
}
