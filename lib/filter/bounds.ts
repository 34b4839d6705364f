/** UTF-16 units of a filter's text. */
export const MAX_LENGTH = 2000;
/** Texts, fields and facts in one filter. */
export const MAX_TERMS = 100;
/** Parentheses and signs of "not" within each other. */
export const MAX_DEPTH = 20;
/** Names from an event down to a field. */
export const MAX_PATH = 20;
/** Faults of one text that are told. */
export const MAX_FAULTS = 5;
/** Completions that are offered at a time. */
export const MAX_COMPLETIONS = 12;
/** Pairs that are compared to find out whether a filter only narrows another. */
export const MAX_NARROWING_STEPS = 10_000;
