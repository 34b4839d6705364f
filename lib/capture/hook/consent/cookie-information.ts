import type { ConsentPlatform } from './platform.ts';

const PURPOSES = ['functional', 'statistic', 'marketing'];

/**
 * Cookie Information: its event comes with an answer, given now or earlier. Without one it says of each
 * purpose that it is not given, so a refusal is believed only with the event or a closed banner.
 */
export const cookieInformation: ConsentPlatform = {
  id: 'cookie-information',
  events: ['CookieInformationConsentGiven'],
  read(page, detail) {
    const own = page.global('CookieInformation');
    const isConfirmed = page.call(own, 'wasBannerConfirmed');
    const answers = page.answers(PURPOSES, (purpose) =>
      page.call(own, 'getConsentGivenFor', [`cookie_cat_${purpose}`]),
    );
    const isAnswered = detail !== undefined || isConfirmed === true;
    if (isAnswered || (answers && answers.state !== 'refused')) return answers;
    return isConfirmed === false ? page.reading('pending') : undefined;
  },
};
