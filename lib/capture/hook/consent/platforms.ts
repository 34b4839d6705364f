import { cookieInformation } from './cookie-information.ts';
import { cookiebot } from './cookiebot.ts';
import { oneTrust } from './onetrust.ts';
import type { ConsentPlatform } from './platform.ts';
import { tcf } from './tcf.ts';
import { usercentrics } from './usercentrics.ts';

/** The consent platforms that are heard. */
export const PLATFORMS: readonly ConsentPlatform[] = [
  tcf,
  cookiebot,
  cookieInformation,
  oneTrust,
  usercentrics,
];
