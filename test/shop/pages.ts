import { findProduct, products, searchProducts } from './catalogue.ts';
import { faults } from './faults.ts';
import { hostileBodies } from './hostile-bodies.ts';
import { html, type Html } from './html.ts';
import { documentOf, type Page } from './page.ts';
import { productDetails, productList } from './product-views.ts';

/** The page of the shop at a URL, `undefined` when there is none. */
export function findPage({ pathname, searchParams }: URL, checkoutUrl: string): Page | undefined {
  if (pathname.startsWith('/product/')) return productPage(pathname.slice('/product/'.length));
  if (/^\/app(\/|$)/.test(pathname)) return appPage;
  switch (pathname) {
    case '/':
      return homePage;
    case '/search':
      return searchPage(searchParams.get('q') ?? '');
    case '/cart':
      return cartPage;
    case '/checkout':
      return checkoutPage(checkoutUrl);
    case '/thanks':
      return thanksPage(searchParams.get('order') ?? '');
    case '/faults':
      return faultsPage;
    case '/bench':
      return { title: 'Bench', script: 'bench-page', main: html`<h1>Bench</h1>` };
    case '/consent':
      return consentPage;
    case '/hostile':
      return hostilePage;
    case '/hostile-bodies':
      return hostileBodiesPage;
    default:
      return undefined;
  }
}

const homePage: Page = {
  title: 'Forside',
  script: 'home-page',
  main: html`<section class="hero">
      <h1>Ud i det blå</h1>
      <p>Grej til fjord, fælled og alt det våde derimellem.</p>
    </section>
    ${productList(products, '')}`,
};

const appPage: Page = { title: 'App', script: 'app', main: html`<div id="view"></div>` };

const cartPage: Page = {
  title: 'Kurv',
  script: 'cart-page',
  main: html`<h1>Din kurv</h1>
    <ul id="cart-lines"></ul>
    <p id="cart-total" class="price"></p>
    <a id="to-checkout" class="button main" href="/checkout">Til betaling</a>`,
};

const faultsPage: Page = {
  title: 'Faults',
  script: 'faults-page',
  main: html`<h1>Faults on demand</h1>
    <p>Each button sends what a broken shop might send, or asks for an answer that hurts.</p>
    <div class="faults">
      ${faults.map(({ id, label }) => html`<button id="${id}">${label}</button>`)}
    </div>
    <output id="fault-result"></output>`,
};

const consentPage: Page = {
  title: 'Consent',
  script: 'consent-page',
  main: html`<h1>Consent</h1>
    <p>
      <code>?platform=</code> names the consent platform. An event is sent before its banner is
      there.
    </p>
    <button id="accept">Give consent</button>
    <button id="refuse">Refuse</button>
    <button id="send">Send an event</button>`,
};

const hostilePage: Page = {
  title: 'Hostile',
  script: 'hostile-page',
  main: html`<h1>A hostile page</h1>
    <p><code>?attack=</code> names what it does to its own world before it sends a batch.</p>
    <button id="speak">Speak as the hook</button>
    <button id="forge">Forge sightings</button>
    <button id="flood">Flood</button>`,
};

const hostileBodiesPage: Page = {
  title: 'Hostile bodies',
  script: 'hostile-bodies-page',
  main: html`<h1>Hostile bodies</h1>
    <p>Each button sends a body that is made to hurt whoever reads it.</p>
    <div class="faults">
      ${hostileBodies.map(({ id, label }) => html`<button id="${id}">${label}</button>`)}
    </div>
    <output id="sent"></output>`,
};

function productPage(id: string): Page | undefined {
  const product = findProduct(id);
  if (!product) return undefined;
  return { title: product.name, script: 'product-page', main: productDetails(product, '') };
}

function searchPage(query: string): Page {
  const found = searchProducts(query);
  const main = html`<h1>${found.length} resultater for “${query}”</h1>
    ${productList(found, '')}`;
  return { title: 'Søgning', script: 'search-page', main, query };
}

function checkoutPage(checkoutUrl: string): Page {
  const main = html`<h1>Betaling</h1>
    <iframe id="checkout" title="Betaling" data-src="${checkoutUrl}/place"></iframe>`;
  return { title: 'Betaling', script: 'checkout-page', main };
}

function thanksPage(order: string): Page {
  const main = html`<section class="hero">
    <h1>Tak for din ordre</h1>
    <p>Ordre <b id="order-number">${order}</b> er på vej til pakning på Ærø.</p>
  </section>`;
  return { title: 'Tak', script: 'thanks-page', main };
}

/** The page of the checkout's origin, shown in the iframe. */
export function placeOrderPage(endpoint: string): string {
  const body: Html = html`<section class="place">
    <p>At betale: <b id="order-total" class="price"></b></p>
    <label>Navn <input name="name" value="Åse Nørgård" /></label>
    <label>Adresse <input name="address" value="Strandvejen 3, 5985 Søby Ærø" /></label>
    <button id="place-order" class="main">Bestil og betal</button>
  </section>`;
  return documentOf('Bestil', endpoint, 'place-order', body);
}
