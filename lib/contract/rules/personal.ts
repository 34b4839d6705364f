import { findingsAt, type Leaf, MAX_CHARACTERS } from './facts.ts';
import { KIND, NUMERIC } from './name-kinds.ts';
import { cardIn, cprIn, emailIn, isPhone, phoneIn, tokenIn } from './personal-patterns.ts';
import { GUESS, type EventRule, type Naming } from './rule.ts';
import { TRAIT } from './text-traits.ts';

/** Characters of personal data that an issue repeats: enough to find it by. */
const SHOWN = 2;

/** A rule on personal data, wherever it stands: in a value or in a field's name. */
function personal(
  entry: Naming,
  traits: number,
  search: (text: string, leaf: Leaf) => string | undefined,
): EventRule {
  return {
    ...GUESS,
    ...entry,
    traits,
    check: (facts) =>
      findingsAt(facts, (leaf) => {
        if (!(leaf.traits & traits)) return;
        const found = search(String(leaf.value).slice(0, MAX_CHARACTERS), leaf);
        return found === undefined ? undefined : { actual: masked(found) };
      }),
  };
}

function masked(text: string): string {
  return `"${text.trim().slice(0, SHOWN)}…" (${text.trim().length})`;
}

const email = personal(
  {
    id: 'personal-email',
    title: 'rulePersonalEmail',
    explanation: 'rulePersonalEmailWhy',
    example: { event: { eventType: 'SearchPerformed', query: 'jens.hansen@mail.dk' } },
  },
  TRAIT.at,
  emailIn,
);

const phone = personal(
  {
    id: 'personal-phone',
    title: 'rulePersonalPhone',
    explanation: 'rulePersonalPhoneWhy',
    example: { event: { eventType: 'SearchPerformed', query: 'ring +45 12 34 56 78' } },
  },
  TRAIT.digits,
  (text, { kind }) => (kind & KIND.phone && isPhone(text) ? text : phoneIn(text)),
);

const cpr = personal(
  {
    id: 'personal-cpr',
    title: 'rulePersonalCpr',
    explanation: 'rulePersonalCprWhy',
    example: { event: { eventType: 'SearchPerformed', query: '070761-4285' } },
  },
  TRAIT.digits,
  (text, { kind, value }) => {
    if (kind & NUMERIC) return undefined;
    const isNamed = (kind & KIND.cpr) !== 0;
    if (typeof value === 'number') return isNamed ? cprIn(text.padStart(10, '0'), true) : undefined;
    const found = cprIn(text, isNamed);
    // Numbers of products and orders have ten digits often; those of persons should not be these.
    const isPlainId = kind & KIND.id && !(kind & KIND.person) && /^\d+$/.test(found ?? '');
    return isPlainId ? undefined : found;
  },
);

const card = personal(
  {
    id: 'personal-card',
    title: 'rulePersonalCard',
    explanation: 'rulePersonalCardWhy',
    example: { event: { eventType: 'OrderCreated', payment: '4111 1111 1111 1111' } },
  },
  TRAIT.digits,
  cardIn,
);

const token = personal(
  {
    id: 'personal-token',
    title: 'rulePersonalToken',
    explanation: 'rulePersonalTokenWhy',
    example: {
      event: { eventType: 'ProductViewed', session: 'Bearer 7Fjfp0ZBr1KtDRbnfVdmIw.x' },
    },
  },
  TRAIT.token,
  tokenIn,
);

export const PERSONAL_RULES = [email, phone, cpr, card, token];
