import type { Issue } from '../contract/issue.ts';
import { type State, stateBits } from '../filter/states.ts';
import type { CaptureDetail } from './rows.ts';

/** Of a document that is on its way out, by Chromium's word. */
const LEAVING: ReadonlySet<string> = new Set(['cached', 'pending_deletion']);

const DUPLICATES: ReadonlySet<string> = new Set([
  'duplicate-id',
  'duplicate-order',
  'duplicate-content',
]);

/** Whether an issue says that its event repeats another. */
export function isDuplicate({ rule }: Issue): boolean {
  return DUPLICATES.has(rule);
}

/** What a request is, and so each of its rows, as {@link stateBits}. */
export function requestStates({ capture, reading }: CaptureDetail): number {
  const { state, twice, resendOf, uncertain, departure, network } = capture;
  const isUnload = network?.anonymous || LEAVING.has(network?.lifecycle ?? '');
  const states: [State, boolean][] = [
    ['retry', twice !== undefined && twice.reason !== 'redirect'],
    ['resent', resendOf !== undefined],
    ['unload', isUnload],
    ['uncertain', uncertain === true],
    ['pending', state === 'pending'],
    ['failed', state === 'failed'],
    ['never-left', departure?.kind === 'never-left'],
    ['unreadable', reading === 'unreadable'],
    ['malformed', reading === 'malformed'],
  ];
  return stateBits(states.flatMap(([name, is]) => (is ? [name] : [])));
}

/** What a row is by its issues, as {@link stateBits}. */
export function issueStates(issues: readonly Issue[]): number {
  return stateBits(
    issues.flatMap((issue): State[] =>
      isDuplicate(issue) ? [issue.severity, 'duplicate'] : [issue.severity],
    ),
  );
}
