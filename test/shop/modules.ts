import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';

/** The modules beside this one that pages may load, next to all in `browser/`. */
const shared = ['art', 'catalogue', 'faults', 'hostile-bodies', 'html', 'keys', 'product-views'];

/**
 * The JavaScript of a module of the shop's pages, its types stripped; `undefined` when
 * there is none. `path` is relative to this directory and ends in `.ts`.
 */
export async function readModule(path: string): Promise<string | undefined> {
  const [, folder, name = ''] = /^(browser\/)?([a-z-]+)\.ts$/.exec(path) ?? [];
  if (folder === undefined && !shared.includes(name)) return undefined;
  try {
    return stripTypeScriptTypes(await readFile(new URL(path, import.meta.url), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
