import { findProduct } from '../catalogue.ts';
import { keyA } from '../keys.ts';
import { startAddButton } from './add-button.ts';
import { startFrame } from './frame.ts';
import { startTracker } from './tracking.ts';

const tracker = startTracker(keyA);
const product = findProduct(decodeURIComponent(location.pathname.split('/').at(-1) ?? ''));

if (product) {
  tracker.track({ eventType: 'ProductViewed', productId: product.id });
  startAddButton(tracker, product);
}
startFrame();
