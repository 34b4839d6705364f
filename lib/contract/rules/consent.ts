import type { ConsentState } from '../../capture/consent.ts';
import type { About, BatchRule, CheckSettings, Finding } from './rule.ts';

/** A finding where consent was in a state when the batch was sent. */
function findingIn(state: ConsentState, { consent }: About, settings: CheckSettings): Finding[] {
  if (consent !== state) return [];
  return [{ path: '', severity: settings.consentRequired ? 'warning' : 'info' }];
}

const BODY = { instrumentationKey: 'key-1', events: [{ eventType: 'ProductViewed' }] };

const beforeConsent: BatchRule = {
  kind: 'batch',
  id: 'before-consent',
  title: 'ruleBeforeConsent',
  explanation: 'ruleBeforeConsentWhy',
  severity: 'info',
  grade: 'inferred',
  example: { body: BODY, about: { consent: 'pending' } },
  check: (_batch, about, settings) => findingIn('pending', about, settings),
};

const afterRefusal: BatchRule = {
  kind: 'batch',
  id: 'after-refusal',
  title: 'ruleAfterRefusal',
  explanation: 'ruleAfterRefusalWhy',
  severity: 'info',
  grade: 'inferred',
  example: { body: BODY, about: { consent: 'refused' } },
  check: (_batch, about, settings) => findingIn('refused', about, settings),
};

export const CONSENT_RULES = [beforeConsent, afterRefusal];
