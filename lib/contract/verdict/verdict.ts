import type { Capture } from '../../capture/capture.ts';
import { headerValue } from '../../capture/headers.ts';
import type { Said } from '../../language/said.ts';
import type { Issue, Severity } from '../issue.ts';
import { type Answer, readAnswer, type Refusal } from './answer.ts';
import { type Located, type Place, placeInEvent, placeOf } from './place.ts';
import { explained } from './status.ts';

/** Messages of the server on one place that are listed. */
const MAX_MESSAGES = 5;
/** Characters of a header that are shown. */
const MAX_HEADER = 100;

/**
 * What the server said of a batch, laid on the fields and events that it names. Nothing is said of a batch that was
 * accepted: that it is valid or stored does not follow.
 *
 * @param response bytes of the response's body, as far as they are known
 * @param batch absent where the body could not be decoded: all is said of the whole
 */
export function verdictOf(
  capture: Pick<Capture, 'status' | 'responseHeaders'>,
  response: Uint8Array | undefined,
  batch: Located = { events: [], value: undefined },
): Issue[] {
  const { status } = capture;
  if (!status) return [];
  const answer = readAnswer(response);
  const retryAfter = headerValue(capture.responseHeaders, 'retry-after')?.slice(0, MAX_HEADER);
  const why = explained(status, lineOf(status, answer), retryAfter) ?? partly(answer);
  const isRefused = status >= 400 || why?.text === 'verdictPartly' || isOfParts(status, answer);
  return [
    ...(why
      ? [issueOf(why, 'server-answer', { path: '' }, status < 400 ? 'warning' : 'error')]
      : []),
    ...(isRefused ? refused(answer, batch) : []),
  ];
}

/** Parts of a batch may be refused by an answer that takes the rest. */
function isOfParts(status: number, { accepted, received }: Answer): boolean {
  return status === 206 || status === 207 || (accepted !== undefined && accepted !== received);
}

function partly({ received, accepted }: Answer): Said | undefined {
  if (received === undefined || accepted === undefined || accepted >= received) return undefined;
  return { text: 'verdictPartly', params: [accepted, received] };
}

function lineOf(status: number, { title, traceId }: Answer): string {
  const trace = traceId === undefined ? '' : ` (${traceId})`;
  return `${status}${title === undefined ? '' : ` ${title}`}${trace}`;
}

/** One issue for each place, with all that is said of it. */
function refused({ refusals, isCut }: Answer, batch: Located): Issue[] {
  const places = new Map<string, { place: Place; messages: string[] }>();
  for (const refusal of refusals) {
    const { place, message } = placed(refusal, batch);
    const known = places.get(place.path);
    if (known) known.messages.push(message);
    else places.set(place.path, { place, messages: [message] });
  }
  const issues = [...places.values()].map(({ place, messages }) => {
    const said = [...new Set(messages)].slice(0, MAX_MESSAGES).join(' · ');
    return issueOf({ text: 'verdictSays', params: [said] }, 'server-refusal', place, 'error');
  });
  if (isCut) {
    const more: Said = { text: 'verdictMore', params: [refusals.length] };
    issues.push(issueOf(more, 'server-refusals-cut', { path: '' }, 'info'));
  }
  return issues;
}

/** What can't be found in the body is said of the whole, with the server's own path. */
function placed(
  { path, index, message }: Refusal,
  batch: Located,
): { place: Place; message: string } {
  const event = index === undefined ? undefined : batch.events[index];
  if (event) {
    const place = path === undefined ? undefined : placeInEvent(path, event, batch);
    return { place: place ?? { path: event.path, event: event.index }, message };
  }
  const place = path === undefined ? undefined : placeOf(path, batch);
  if (place) return { place, message };
  const about = path ?? (index === undefined ? undefined : `[${index}]`);
  return { place: { path: '' }, message: about === undefined ? message : `${about}: ${message}` };
}

function issueOf(
  { text, params }: Said,
  rule: string,
  { path, event }: Place,
  severity: Severity,
): Issue {
  return {
    severity,
    rule,
    path,
    ...(event !== undefined && { event }),
    message: text,
    ...(params && { params }),
    grade: 'learned',
    contract: 'server',
  };
}
