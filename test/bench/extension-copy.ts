import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import type { Browser } from '../e2e/drivers/find-browser.ts';
import { BUILT } from '../start/launch.ts';

/** A copy of the built extension, so that what is shipped has nothing of what is put into it. */
export async function copyExtension(browser: Browser) {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
  await cp(BUILT[browser], folder, { recursive: true });

  async function addScript(entry: string, name: string, format: 'es' | 'iife') {
    await build({
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      build: {
        target: 'esnext',
        outDir: folder,
        emptyOutDir: false,
        lib: { entry, formats: [format], name: 'bench', fileName: () => name },
      },
    });
  }

  return {
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),

    /** Adds `name.html`, which runs a module. */
    async addPage(entry: string, name: string): Promise<void> {
      await addScript(entry, `${name}.js`, 'es');
      await writeFile(
        path.join(folder, `${name}.html`),
        `<!doctype html><meta charset="utf-8" /><script type="module" src="${name}.js"></script>`,
      );
    },

    /** Has a script run in a page of the extension before its own. */
    async addBefore(entry: string, page: string): Promise<void> {
      await addScript(entry, 'before.js', 'iife');
      const file = path.join(folder, page);
      const html = await readFile(file, 'utf8');
      await writeFile(file, html.replace('<script', '<script src="/before.js"></script><script'));
    },
  };
}
