/** Bounds that both sides of the border with the page's world know; content scripts load them without the schemas. */

/** Characters of a URL. */
export const MAX_URL = 64 * 1024;
/** Characters of a call stack. */
export const MAX_STACK = 8000;
/** Characters of a method, an error or a title. */
export const MAX_WORDS = 1000;
/** Entries of a form that are handed on. */
export const MAX_FORM_ENTRIES = 1000;
/** Characters of all names and values of a form that are handed on. */
export const MAX_FORM_TEXT = 1024 * 1024;
/** Characters of a string that is told as it is; a longer one travels as a Blob. */
export const MAX_TEXT = 64 * 1024;
/** Sightings in one message from a relay. */
export const MAX_SIGHTINGS = 500;
