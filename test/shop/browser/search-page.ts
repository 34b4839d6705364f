import { searchProducts } from '../catalogue.ts';
import { keyA, keyB } from '../keys.ts';
import { startFrame } from './frame.ts';
import { newId } from './new-id.ts';
import { trackProductClicks } from './product-clicks.ts';
import { startTracker } from './tracking.ts';

const shop = startTracker(keyA);
const outlet = startTracker(keyB);
const query = new URLSearchParams(location.search).get('q') ?? '';
const found = searchProducts(query);
const search = { eventType: 'SearchPerformed', query, searchId: newId() };

shop.track({ ...search, numberOfResults: found.length });
outlet.track({ ...search, numberOfResults: found.filter(({ outlet }) => outlet).length });
trackProductClicks(shop, { searchId: search.searchId });
startFrame();
