import { quote } from '../quote.ts';
import { findingsAt, fixOf } from './facts.ts';
import { mojibakeIn } from './mojibake.ts';
import { KIND } from './name-kinds.ts';
import { GUESS, type EventRule } from './rule.ts';
import { TRAIT } from './text-traits.ts';

const idWithSpace: EventRule = {
  ...GUESS,
  id: 'id-with-space',
  title: 'ruleIdWithSpace',
  explanation: 'ruleIdWithSpaceWhy',
  traits: TRAIT.spaceInId,
  example: { event: { eventType: 'ProductViewed', productId: ' A-1' } },
  check: (facts) =>
    findingsAt(facts, (leaf) => {
      const { value } = leaf;
      if (!(leaf.traits & TRAIT.spaceInId) || typeof value !== 'string') return;
      const trimmed = value.trim();
      return { actual: quote(value), ...(!/\s/.test(trimmed) && fixOf(leaf, trimmed)) };
    }),
};

const emptyText: EventRule = {
  kind: 'event',
  id: 'empty-text',
  title: 'ruleEmptyText',
  explanation: 'ruleEmptyTextWhy',
  severity: 'info',
  grade: 'inferred',
  traits: TRAIT.blank,
  refines: true,
  example: { event: { eventType: 'ProductClicked', productId: 'A-1', listName: '' } },
  check: (facts) =>
    findingsAt(facts, ({ traits, kind, value }) => {
      // A customer may search for nothing.
      if (!(traits & TRAIT.blank) || kind & KIND.query) return;
      return { actual: quote(value) };
    }),
};

const placeholder: EventRule = {
  ...GUESS,
  id: 'placeholder-text',
  title: 'rulePlaceholder',
  explanation: 'rulePlaceholderWhy',
  traits: TRAIT.placeholder,
  refines: true,
  example: { event: { eventType: 'ProductViewed', productId: 'undefined' } },
  check: (facts) =>
    findingsAt(facts, (leaf) => {
      if (!(leaf.traits & TRAIT.placeholder)) return;
      // Of the others it is not plain what was meant.
      return { actual: quote(leaf.value), ...(leaf.value === 'null' && fixOf(leaf, null)) };
    }),
};

const mojibake: EventRule = {
  ...GUESS,
  id: 'mojibake',
  title: 'ruleMojibake',
  explanation: 'ruleMojibakeWhy',
  traits: TRAIT.garbled,
  example: { event: { eventType: 'SearchPerformed', query: 'rÃ¸dgrÃ¸d' } },
  check: (facts) =>
    findingsAt(facts, (leaf) => {
      if (!(leaf.traits & TRAIT.garbled) || typeof leaf.value !== 'string') return;
      const found = mojibakeIn(leaf.value);
      if (!found) return;
      const { meant } = found;
      return {
        actual: quote(leaf.value),
        ...(meant !== undefined && { expected: quote(meant), ...fixOf(leaf, meant) }),
      };
    }),
};

const halfCharacter: EventRule = {
  ...GUESS,
  id: 'half-character',
  title: 'ruleHalfCharacter',
  explanation: 'ruleHalfCharacterWhy',
  traits: TRAIT.halfCharacter,
  example: { event: { eventType: 'SearchPerformed', query: 'strikhue \ud83c' } },
  check: (facts) =>
    findingsAt(facts, (leaf) => {
      if (!(leaf.traits & TRAIT.halfCharacter) || typeof leaf.value !== 'string') return;
      return { actual: quote(leaf.value) };
    }),
};

const takenName: EventRule = {
  ...GUESS,
  id: 'taken-name',
  title: 'ruleTakenName',
  explanation: 'ruleTakenNameWhy',
  traits: TRAIT.takenName,
  example: { event: { eventType: 'ProductViewed', ['__proto__']: { isAdmin: true } } },
  check: (facts) =>
    findingsAt(facts, ({ traits, value }) =>
      traits & TRAIT.takenName ? { actual: quote(value) } : undefined,
    ),
};

export const TEXT_RULES = [idWithSpace, emptyText, placeholder, mojibake, halfCharacter, takenName];
