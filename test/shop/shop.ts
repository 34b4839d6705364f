import { readFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { html } from './html.ts';
import { listenOnLoopback } from './listen.ts';
import { readModule } from './modules.ts';
import { shopPage, type Page } from './page.ts';
import { findPage, placeOrderPage } from './pages.ts';

export interface ShopOptions {
  /** The full URL that the pages send their events to. */
  receiver: string;
  /** 0, the default, takes any free port. */
  port?: number;
  checkoutPort?: number;
  /** The name in `url`; the servers listen on loopback whatever the names are. */
  host?: string;
  /** The name in the address of the checkout's iframe: another origin than the shop's. */
  checkoutHost?: string;
}

export interface Shop {
  /** The shop's origin. */
  url: string;
  /** The origin of the checkout's iframe. */
  checkoutUrl: string;
  port: number;
  checkoutPort: number;
  close(): Promise<void>;
}

/**
 * The demo webshop Fjord & Fælled:
 *
 *     const receiver = await startReceiver();
 *     const shop = await startShop({ receiver: receiver.endpoint });
 *
 * Its pages are `/`, `/product/:id`, `/search?q=`, `/cart`, `/checkout`, `/thanks?order=`,
 * `/faults`, `/consent`, `/hostile`, `/hostile-bodies`, `/bench` and the single-page `/app`. Every page takes `?transport=`, `?interval=`,
 * `?size=` and `?endpoint=`, remembered for the tab; with `?scripts=none` none of its scripts runs.
 * With `?policy=strict` a page may send no events. `/service-worker.js` is there for those who register it.
 */
export async function startShop(options: ShopOptions): Promise<Shop> {
  const { receiver, host = '127.0.0.1', checkoutHost = 'localhost' } = options;

  const checkout = await listenOnLoopback(
    serve(({ pathname }) => (pathname === '/place' ? placeOrderPage(receiver) : undefined)),
    options.checkoutPort ?? 0,
  );
  const checkoutUrl = `http://${checkoutHost}:${checkout.port}`;

  const shop = await listenOnLoopback(
    serve(
      (url) => {
        const page = findPage(url, checkoutUrl);
        return page && shopPage(page, receiver);
      },
      shopPage(missing, receiver),
    ),
    options.port ?? 0,
  ).catch(async (error: unknown) => {
    await checkout.close();
    throw error;
  });

  return {
    url: `http://${host}:${shop.port}`,
    checkoutUrl,
    port: shop.port,
    checkoutPort: checkout.port,
    async close() {
      await Promise.all([shop.close(), checkout.close()]);
    },
  };
}

/** A page that is alone in its process has a finer clock. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Nothing runs in the page, not even what is brought into its world. */
const WITHOUT_SCRIPTS = { 'Content-Security-Policy': 'sandbox' };

/** The page may connect to nobody but the shop. */
const STRICT = { 'Content-Security-Policy': "connect-src 'self'" };

/** Takes control of the shop's pages, and lets all requests pass. */
const SERVICE_WORKER = `
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', () => {});
`;

const missing: Page = {
  title: 'Ikke fundet',
  script: 'home-page',
  main: html`<h1>Den side findes ikke</h1>`,
};

/** Serves pages, and the modules and styles that they need. */
function serve(pageAt: (url: URL) => string | undefined, otherwise = 'Not found'): RequestListener {
  return (request, response) => {
    respond(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' }).end(String(error));
    });
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(`http://shop${request.url ?? '/'}`);
    const end = (type: string, text: string | undefined): void => {
      const headers = {
        'Content-Type': `${type}; charset=utf-8`,
        'Cache-Control': 'no-cache',
        ...(url.pathname === '/bench' && ISOLATED),
        ...(url.searchParams.get('scripts') === 'none' && WITHOUT_SCRIPTS),
        ...(url.searchParams.get('policy') === 'strict' && STRICT),
      };
      response.writeHead(text === undefined ? 404 : 200, headers).end(text ?? otherwise);
    };
    if (url.pathname.startsWith('/modules/')) {
      end('text/javascript', await readModule(url.pathname.slice('/modules/'.length)));
    } else if (url.pathname === '/service-worker.js') {
      end('text/javascript', SERVICE_WORKER);
    } else if (url.pathname === '/shop.css') {
      end('text/css', await readFile(new URL('shop.css', import.meta.url), 'utf8'));
    } else if (url.pathname === '/favicon.ico') {
      response.writeHead(204).end();
    } else {
      end('text/html', pageAt(url));
    }
  }
}
