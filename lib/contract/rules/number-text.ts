/** Longer texts are no numbers. */
const MAX_LENGTH = 30;

const PLAIN = /^[+-]?\d+(?:\.\d+)?$/;
const COMMA = /^[+-]?\d+,\d+$/;
const DOTS_AND_COMMA = /^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/;
const COMMAS_AND_DOT = /^[+-]?\d{1,3}(?:,\d{3})+\.\d+$/;
const AMBIGUOUS = /^[+-]?\d{1,3}[.,]\d{3}$/;

/**
 * What a text that is a number says, in the way of writing of JSON, of Danish (`1.299,50`) or of English
 * (`1,299.50`); `undefined` if it is no number, `value` absent if it may be two (`1.299`).
 */
export function numberIn(text: string): { value?: number } | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const trimmed = text.trim();
  if (AMBIGUOUS.test(trimmed)) return {};
  if (PLAIN.test(trimmed)) return { value: Number(trimmed) };
  if (COMMA.test(trimmed)) return { value: Number(trimmed.replace(',', '.')) };
  if (DOTS_AND_COMMA.test(trimmed)) {
    return { value: Number(trimmed.replaceAll('.', '').replace(',', '.')) };
  }
  if (COMMAS_AND_DOT.test(trimmed)) return { value: Number(trimmed.replaceAll(',', '')) };
  return undefined;
}
