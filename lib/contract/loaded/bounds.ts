/** UTF-16 units of a contract's text. */
export const MAX_TEXT = 1_000_000;
/** Arrays and objects within each other in a contract's text. */
export const MAX_TEXT_DEPTH = 200;
/** Schemas in one contract, those within others counted. */
export const MAX_SCHEMAS = 20_000;
/** Patterns in one contract, equal ones counted once. */
export const MAX_PATTERNS = 500;
/** UTF-16 units of one pattern. */
export const MAX_PATTERN = 1000;
/** Instructions of one pattern, as the engine compiles it. */
export const MAX_PATTERN_SIZE = 5000;
/** Instructions of all patterns of one contract together. */
export const MAX_PATTERNS_SIZE = 50_000;
/** Keywords that a contract has and its draft does not know, as they are listed. */
export const MAX_IGNORED = 20;

/**
 * Steps of checking one event: a schema applied, a property or an item looked at, a few characters
 * matched. A step takes some ten nanoseconds.
 */
export const MAX_EVENT_STEPS = 200_000;
/** Steps of checking one batch, with all its events. */
export const MAX_BATCH_STEPS = 5_000_000;
/** Schemas applied within each other; each takes some frames of the engine's stack. */
export const MAX_CHECK_DEPTH = 300;
/** Faults gathered in one run; what is beyond is counted as one. */
export const MAX_FAULTS = 2000;
/** Issues of one event, or of a batch apart from its events. */
export const MAX_ISSUES = 100;

/** Contracts that are kept. */
export const MAX_CONTRACTS = 100;
/** Event types that one contract covers. */
export const MAX_TYPES = 200;
