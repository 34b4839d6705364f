import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { html } from '../../shop/html.ts';

interface Answer {
  type: string;
  text: string;
  headers?: Record<string, string>;
}

/** Serves the pages of the matrix and their modules, to any origin: frames without one load them too. */
export async function answerPages(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(`http://site${request.url ?? '/'}`);
  const answer = await answerTo(url);
  if (!answer) return void response.writeHead(404).end();
  response
    .writeHead(200, {
      'Content-Type': `${answer.type}; charset=utf-8`,
      'Access-Control-Allow-Origin': '*',
      ...answer.headers,
    })
    .end(answer.text);
}

async function answerTo({ pathname, searchParams }: URL): Promise<Answer | undefined> {
  const csp = searchParams.get('csp');
  const headers = csp === null ? {} : { 'Content-Security-Policy': csp };
  const task = searchParams.get('task') ?? '';
  switch (pathname) {
    case '/row':
    case '/controlled/row':
      return { type: 'text/html', text: page('Row', 'row-page', task), headers };
    case '/frame':
      return { type: 'text/html', text: page('Frame', 'frame', task), headers };
    case '/next':
      return { type: 'text/html', text: page('Next', 'next-page', '') };
    case '/controlled/service-worker.js':
      return script(await bundle(['bodies', 'send', 'service-worker']));
    default: {
      const [, name] = /^\/modules\/browser\/([a-z-]+)\.ts$/.exec(pathname) ?? [];
      return name === undefined ? undefined : script(await moduleText(name));
    }
  }
}

const script = (text: string): Answer => ({ type: 'text/javascript', text });

function page(title: string, module: string, task: string): string {
  return html`<!doctype html>
    <html lang="en">
      <title>${title}</title>
      <body>
        <script type="module" src="/modules/browser/${module}.ts" data-task="${task}"></script>
      </body>
    </html>`.markup;
}

async function moduleText(name: string): Promise<string> {
  const file = new URL(`browser/${name}.ts`, import.meta.url);
  return stripTypeScriptTypes(await readFile(file, 'utf8'));
}

/** In one classic script: not every browser takes a module for a service worker. */
async function bundle(names: readonly string[]): Promise<string> {
  const texts = await Promise.all(names.map(moduleText));
  return texts
    .join('\n')
    .replaceAll(/^import [^;]*;$/gm, '')
    .replaceAll(/^export /gm, '');
}
