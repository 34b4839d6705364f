/** The customer's choice; events are sent unless it is `refused`. */
export type Consent = 'unasked' | 'accepted' | 'refused';

export function readConsent(): Consent {
  return parseConsent(localStorage.getItem('shop.consent'));
}

export function parseConsent(text: string | null): Consent {
  return text === 'accepted' || text === 'refused' ? text : 'unasked';
}

/** Remembers a choice, and shows it as `data-consent` on the root element. */
export function rememberConsent(consent: Consent): void {
  localStorage.setItem('shop.consent', consent);
  showConsent(consent);
}

export function showConsent(consent: Consent): void {
  document.documentElement.dataset['consent'] = consent;
}
