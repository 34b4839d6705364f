import { html, type Html } from './html.ts';

export interface Page {
  title: string;
  main: Html;
  /** The module in `browser/` that brings it to life, without its ending. */
  script: string;
  /** The text of the search field. */
  query?: string;
}

const transports = ['fetch', 'keepalive', 'xhr', 'beacon'];

/** A whole page of the shop. `endpoint` is where its events go, unless told otherwise. */
export function shopPage({ title, main, script, query = '' }: Page, endpoint: string): string {
  return documentOf(
    title,
    endpoint,
    script,
    html`<header>
        <a class="brand" href="/">Fjord <b>&amp;</b> Fælled</a>
        <form id="search" action="/search">
          <input name="q" value="${query}" placeholder="Søg efter jakker, telte, støvler …" />
          <button>Søg</button>
        </form>
        <nav>
          <a href="/app">App</a>
          <a id="to-cart" href="/cart">Kurv <span id="cart-count">0</span></a>
        </nav>
      </header>
      <main>${main}</main>
      <footer>
        <span>Fjord &amp; Fælled · Havnegade 12, 5970 Ærøskøbing</span>
        <a href="/faults">Faults</a>
        <label
          >Transport
          <select id="transport">
            ${transports.map((name) => html`<option>${name}</option>`)}
          </select></label
        >
      </footer>
      <aside id="consent">
        <p>Må vi måle, hvad du kigger på, så butikken bliver bedre?</p>
        <button id="consent-refuse">Nej tak</button>
        <button id="consent-accept" class="main">Ja, det er fint</button>
      </aside>`,
  );
}

/** A page without the shop's frame, as in the checkout's iframe. */
export function documentOf(title: string, endpoint: string, script: string, body: Html): string {
  return html`<!doctype html>
    <html lang="da" data-endpoint="${endpoint}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} – Fjord &amp; Fælled</title>
        <link rel="stylesheet" href="/shop.css" />
        <script type="module" src="/modules/browser/${script}.ts"></script>
      </head>
      <body>
        ${body}
      </body>
    </html>`.markup.trimStart();
}
