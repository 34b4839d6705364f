import type { About, BatchRule, CheckSettings, ConsentState, Finding } from './rule.ts';

/** The answer in force at a time; `undefined`: none is known from then. */
function stateAt({ consent = [] }: About, at: number): ConsentState | undefined {
  return consent.findLast((state) => state.at <= at);
}

function finding({ consentRequired }: CheckSettings): Finding {
  return { path: '', severity: consentRequired ? 'warning' : 'info' };
}

const BODY = { instrumentationKey: 'key-1', events: [{ eventType: 'ProductViewed' }] };

const beforeConsent: BatchRule = {
  kind: 'batch',
  id: 'before-consent',
  title: 'ruleBeforeConsent',
  explanation: 'ruleBeforeConsentWhy',
  severity: 'info',
  grade: 'inferred',
  example: { body: BODY, about: { at: 2000, consent: [{ at: 1000 }, { given: true, at: 3000 }] } },
  check(_batch, about, settings) {
    const state = about.at === undefined ? undefined : stateAt(about, about.at);
    return state && state.given === undefined ? [finding(settings)] : [];
  },
};

const afterRefusal: BatchRule = {
  kind: 'batch',
  id: 'after-refusal',
  title: 'ruleAfterRefusal',
  explanation: 'ruleAfterRefusalWhy',
  severity: 'info',
  grade: 'inferred',
  example: { body: BODY, about: { at: 2000, consent: [{ given: false, at: 1000 }] } },
  check(_batch, about, settings) {
    const state = about.at === undefined ? undefined : stateAt(about, about.at);
    return state?.given === false ? [finding(settings)] : [];
  },
};

export const CONSENT_RULES = [beforeConsent, afterRefusal];
