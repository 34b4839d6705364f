import { keyA } from '../keys.ts';
import { startFrame } from './frame.ts';
import { trackProductClicks } from './product-clicks.ts';
import { startTracker } from './tracking.ts';

trackProductClicks(startTracker(keyA), { listId: 'front-page' });
startFrame();
