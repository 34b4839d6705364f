import { quote } from '../quote.ts';
import { findingsAt, fixOf } from './facts.ts';
import { mojibakeIn } from './mojibake.ts';
import { KIND } from './name-kinds.ts';
import type { EventRule } from './rule.ts';
import { TRAIT } from './text-traits.ts';

const idWithSpace: EventRule = {
  kind: 'event',
  id: 'id-with-space',
  title: 'ruleIdWithSpace',
  explanation: 'ruleIdWithSpaceWhy',
  severity: 'warning',
  grade: 'inferred',
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
  kind: 'event',
  id: 'placeholder-text',
  title: 'rulePlaceholder',
  explanation: 'rulePlaceholderWhy',
  severity: 'warning',
  grade: 'inferred',
  traits: TRAIT.placeholder,
  refines: true,
  example: { event: { eventType: 'ProductViewed', productId: 'undefined' } },
  check: (facts) =>
    findingsAt(facts, ({ traits, value }) =>
      traits & TRAIT.placeholder ? { actual: quote(value) } : undefined,
    ),
};

const mojibake: EventRule = {
  kind: 'event',
  id: 'mojibake',
  title: 'ruleMojibake',
  explanation: 'ruleMojibakeWhy',
  severity: 'warning',
  grade: 'inferred',
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

export const TEXT_RULES = [idWithSpace, emptyText, placeholder, mojibake];
