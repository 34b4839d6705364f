import type { MessageId } from '../lib/language/translate.ts';
import type { Observer } from '../lib/session/coverage.ts';

export const OBSERVER_TEXT: Record<Observer, MessageId> = {
  network: 'observerNetwork',
  page: 'observerPage',
  devtools: 'observerDevtools',
};
