export type Severity = 'error' | 'warning' | 'info';

/** How sure a rule is: stated by Bizzkit, our reading, or read from what the user loaded. */
export type Grade = 'documented' | 'inferred' | 'learned';

/** Ids of the texts that explain an issue; components translate them. */
export type IssueMessage =
  | 'issueNotUtf8'
  | 'issueNotJson'
  | 'issueTooLarge'
  | 'issueTooDeep'
  | 'issueTooManyEvents'
  | 'issueNoKey'
  | 'issueNoEvents'
  | 'issueEmptyBatch'
  | 'issueEventNotObject'
  | 'issueNoType'
  | 'issueUnknownType'
  | 'issueMissingField'
  | 'issueWrongField';

/** One failed check. */
export interface Issue {
  severity: Severity;
  rule: string;
  /** JSON Pointer into the batch, e.g. `/events/0/currency`; empty for the whole of it. */
  path: string;
  message: IssueMessage;
  expected?: string;
  actual?: string;
  grade: Grade;
  /** Where the rule comes from. */
  contract: 'built-in';
}

/** A JSON Pointer (RFC 6901) from its parts. */
export function pointer(...parts: (string | number | symbol)[]): string {
  return parts
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
