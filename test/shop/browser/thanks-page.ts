import { emptyCart } from './cart.ts';
import { startFrame } from './frame.ts';

emptyCart();
startFrame();
