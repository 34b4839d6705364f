/** A consent banner as a platform shows it. */
export interface Banner {
  answer(isGiven: boolean): void;
}

const PURPOSES = ['preferences', 'statistics', 'marketing'] as const;

/** Stand-ins for consent platforms, with what a page sees of them; each shows its banner at once. */
export const platforms: Record<string, () => Banner> = { cookiebot, tcf };

function cookiebot(): Banner {
  const consent = { preferences: false, statistics: false, marketing: false };
  const Cookiebot = { hasResponse: false, consent };
  const say = (event: string) => dispatchEvent(new Event(`CookiebotOn${event}`));
  Object.assign(globalThis, { Cookiebot });
  say('DialogDisplay');
  return {
    answer(isGiven) {
      for (const purpose of PURPOSES) consent[purpose] = isGiven;
      Cookiebot.hasResponse = true;
      say('ConsentReady');
      say(isGiven ? 'Accept' : 'Decline');
    },
  };
}

type Tell = (data: object, success: boolean) => void;

function tcf(): Banner {
  const listeners: Tell[] = [];
  let data: object = { gdprApplies: true, eventStatus: 'cmpuishown', purpose: { consents: {} } };
  const tell = (listenerId: number) => listeners[listenerId]?.({ ...data, listenerId }, true);
  Object.assign(globalThis, {
    __tcfapi(command: string, _version: number, callback: Tell) {
      if (command === 'addEventListener') tell(listeners.push(callback) - 1);
    },
  });
  return {
    answer(isGiven) {
      const consents = { 1: isGiven, 7: isGiven };
      data = { gdprApplies: true, eventStatus: 'useractioncomplete', purpose: { consents } };
      for (const listenerId of listeners.keys()) tell(listenerId);
    },
  };
}
