import type { Capture } from '../../../lib/capture/capture.ts';
import type { Issue } from '../../../lib/contract/issue.ts';
import type { Searchable } from '../../../lib/filter/searchable.ts';
import { readCapture, rowsOf } from '../../../lib/session/rows.ts';
import { searchablesOf } from '../../../lib/session/searchable.ts';
import { bytesOf, capture } from '../samples.ts';

/** Issues that are said to have been found, whatever the events. */
export type Found = Pick<Issue, 'severity' | 'rule'> & { event?: number };

/** What a filter is asked of, for each row of a capture with such a body. */
export function searchables(
  body: unknown,
  part: Partial<Capture> = {},
  found: readonly Found[] = [],
): Searchable[] {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const detail = readCapture(capture(part), bytesOf(text), undefined, {
    of: () => found.map(issueOf),
  });
  return searchablesOf(detail, rowsOf(detail));
}

/** One event of the key `3f2a9c41-77aa`. */
export function searchable(
  event: unknown,
  part: Partial<Capture> = {},
  found: readonly Found[] = [],
): Searchable {
  const events = [event];
  return searchables({ instrumentationKey: '3f2a9c41-77aa', events }, part, found)[0]!;
}

function issueOf(found: Found): Issue {
  return {
    path: '',
    message: 'issueDuplicateId',
    grade: 'inferred',
    contract: 'built-in',
    ...found,
  };
}
