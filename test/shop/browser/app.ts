/** The single-page part of the shop: the address changes, the page does not load. */
import { findProduct, products } from '../catalogue.ts';
import { keyA } from '../keys.ts';
import { productDetails, productList } from '../product-views.ts';
import { startAddButton } from './add-button.ts';
import { startFrame } from './frame.ts';
import { startTracker } from './tracking.ts';

const tracker = startTracker(keyA);
const view = document.querySelector<HTMLElement>('#view');

document.addEventListener('click', (click) => {
  if (!(click.target instanceof Element) || click.ctrlKey || click.metaKey) return;
  const link = click.target.closest<HTMLAnchorElement>('a[data-route]');
  if (!link) return;
  click.preventDefault();
  const { product: productId, position } = link.dataset;
  if (productId !== undefined) {
    tracker.track({
      eventType: 'ProductClicked',
      productId,
      position: Number(position),
      listId: 'app',
    });
  }
  goTo(link.dataset['route'] ?? '/app');
});
addEventListener('popstate', draw);
draw();
startFrame();

/** Flushed first, so that events are sent from the route on which they happened. */
function goTo(route: string): void {
  void tracker.flush();
  history.pushState(null, '', route);
  draw();
}

function draw(): void {
  if (!view) return;
  const product = findProduct(location.pathname.split('/product/')[1] ?? '');
  view.dataset['shown'] = location.pathname;
  // `html` escapes every value.
  view.innerHTML = (
    product ? productDetails(product, '/app') : productList(products, '/app')
  ).markup;
  if (!product) return;
  tracker.track({ eventType: 'ProductViewed', productId: product.id });
  startAddButton(tracker, product);
}
