import { drawArt } from './art.ts';
import { showPrice, type Product } from './catalogue.ts';
import { html, type Html } from './html.ts';

/** Where products live: on pages of their own, or as routes of the single-page part. */
export type Base = '' | '/app';

export function productList(products: readonly Product[], base: Base): Html {
  return html`<ul class="products">
    ${products.map((product, i) => {
      const path = `${base}/product/${product.id}`;
      return html`<li>
        <a
          href="${path}"
          data-product="${product.id}"
          data-position="${i + 1}"
          ${route(base, path)}
        >
          ${drawArt(product.art, product.colour)}
          <span class="name">${product.name}</span>
          <span class="price">${showPrice(product.price)}</span>
          ${product.outlet ? html`<span class="outlet">Outlet</span>` : ''}
        </a>
      </li>`;
    })}
  </ul>`;
}

export function productDetails(product: Product, base: Base): Html {
  const back = base || '/';
  return html`<article class="details">
    ${drawArt(product.art, product.colour)}
    <div>
      <h1>${product.name}</h1>
      <p class="number">Varenr. ${product.id}</p>
      <p>${product.text}</p>
      <p class="price">${showPrice(product.price)}</p>
      <button id="add-to-cart" class="main">Læg i kurv</button>
      <p><a href="${back}" ${route(base, back)}>← Alle varer</a></p>
    </div>
  </article>`;
}

function route(base: Base, path: string): Html {
  return base === '/app' ? html`data-route="${path}"` : html``;
}
