/** The consent platforms that the page observer hears, by the names that they are known by. */
export const CONSENT_PLATFORMS = {
  tcf: 'IAB TCF',
  cookiebot: 'Cookiebot',
  'cookie-information': 'Cookie Information',
  onetrust: 'OneTrust',
  usercentrics: 'Usercentrics',
} as const;
export type ConsentPlatformId = keyof typeof CONSENT_PLATFORMS;

/**
 * - `unknown`: the platform is there, and says nothing that holds of its customer
 * - `pending`: the customer is asked, and has not answered
 * - `partly`: given for some purposes, refused for others
 */
export const CONSENT_STATES = ['unknown', 'pending', 'given', 'refused', 'partly'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** Purposes that are named with an answer, of each kind; further ones only count for its state. */
export const MAX_PURPOSES = 24;
/** Characters of a purpose's name. */
export const MAX_PURPOSE = 60;
/** Changes that are kept of a visit: the first ones, and the last. */
export const MAX_CHANGES = 50;

/** What a platform said of its customer's consent, as the page has it: a claim. */
export interface ConsentChange {
  at: number;
  platform: ConsentPlatformId;
  state: ConsentState;
  /** Purposes by the platform's own names. */
  given: string[];
  refused: string[];
}

/** Changes with one more, in order; as they were where it says nothing new, as when it is told again. */
export function withChange(
  changes: readonly ConsentChange[] = [],
  change: ConsentChange,
): readonly ConsentChange[] {
  const { platform, at } = change;
  const before = changes.findLast((one) => one.platform === platform && one.at <= at);
  if (before && says(before) === says(change)) return changes;
  const all = [...changes, change].toSorted((a, b) => a.at - b.at);
  return all.toSpliced(MAX_CHANGES - 1, all.length - MAX_CHANGES);
}

const says = ({ state, given, refused }: ConsentChange): string =>
  JSON.stringify([state, given, refused]);
