import type { ConsentPlatform } from './platform.ts';

const PURPOSES = ['preferences', 'statistics', 'marketing'];

/** Cookiebot: properties of `Cookiebot`, which are as they are from the first of its events on. */
export const cookiebot: ConsentPlatform = {
  id: 'cookiebot',
  events: [
    'CookiebotOnConsentReady',
    'CookiebotOnAccept',
    'CookiebotOnDecline',
    'CookiebotOnDialogDisplay',
  ],
  read(page) {
    const own = page.global('Cookiebot');
    const hasResponse = page.get(own, 'hasResponse');
    if (hasResponse === false) return page.reading('pending');
    if (hasResponse !== true) return undefined;
    const consent = page.get(own, 'consent');
    return page.answers(PURPOSES, (purpose) => page.get(consent, purpose));
  },
};
