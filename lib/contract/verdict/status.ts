import type { Said } from '../../language/said.ts';
import type { MessageId } from '../../language/translate.ts';

/** What a status says of why a batch was not taken, by RFC 9110 and RFC 6585. */
const BY_STATUS: Readonly<Record<number, MessageId>> = {
  400: 'verdictInvalid',
  401: 'verdictUnauthorized',
  403: 'verdictForbidden',
  404: 'verdictNotFound',
  405: 'verdictMethod',
  408: 'verdictTimeout',
  410: 'verdictNotFound',
  413: 'verdictTooLarge',
  415: 'verdictMediaType',
  422: 'verdictInvalid',
  429: 'verdictTooMany',
};

/**
 * Why a batch was not taken, in words; `undefined` for a status that says that it was.
 *
 * @param line the status with what the server adds to it
 * @param retryAfter the header of that name: seconds, or a date
 */
export function explained(status: number, line: string, retryAfter?: string): Said | undefined {
  if (status >= 200 && status < 300) return undefined;
  if ((status === 429 || status === 503) && retryAfter !== undefined) {
    return { text: 'verdictWait', params: [line, retryAfter] };
  }
  const text =
    BY_STATUS[status] ??
    (status >= 500 ? 'verdictServerFault' : status >= 400 ? 'verdictRefused' : 'verdictNotTaken');
  return { text, params: [line] };
}
