import type { Capture } from '../../lib/capture/capture.ts';
import type { Visit } from '../../lib/capture/visit.ts';
import type { Expected } from './expected.ts';
import { GAPS, type Gap } from './gaps.ts';

/** What a run of a row left: at the receiver, and in the log. */
export interface Evidence {
  /** Without what came by a redirect. */
  received: { digest: string; size: number }[];
  captures: Capture[];
  /** By the capture of the page's own first request: which tab and visit it was. */
  page: Pick<Capture, 'tab' | 'visit'> | undefined;
  visits: Pick<Visit, 'id' | 'topFrame'>[];
  /** Digests of the bodies in the log, reckoned anew from their bytes. */
  bodies: string[];
}

export interface Cell {
  /** Nothing unexpected, whether exact or not. */
  ok: boolean;
  text: string;
}

/** A row's cell of the table: `✓` or the reasons why it is not exact, and which observers saw it. */
export function judge(evidence: Evidence, expected: Expected): Cell {
  const deviations = deviationsOf(evidence, expected);
  const gaps: { id: string; gap: Gap }[] = expected.gaps.map((id) => ({ id, gap: GAPS[id] }));
  const explained = gaps.flatMap(({ gap }) => gap.shows);
  const shown = gaps.filter(({ gap }) => gap.shows.every((one) => deviations.includes(one)));
  const unexpected = deviations.filter((one) => !explained.includes(one));
  // Where there is nothing, nothing else shows of it.
  const vanished = deviations.includes('missing')
    ? []
    : gaps.filter((one) => !shown.includes(one) && !one.gap.sometimes);

  const seen = seenBy(evidence.captures);
  const problems = [
    ...unexpected,
    ...vanished.map(({ id }) => `not ${id}`),
    ...(evidence.captures.length > 0 && !expected.seen.split('|').includes(seen)
      ? [`seen by ${seen || 'nobody'}`]
      : []),
  ];
  const state = shown.length === 0 ? '✓' : shown.map(({ id }) => id).join(', ');
  return problems.length > 0
    ? { ok: false, text: `✗ ${problems.join(', ')}` }
    : { ok: true, text: `${state} ${seen}`.trim() };
}

/** The cell of a request that the browser has lost: the log may hold the call, but no answer to it. */
export function judgeLost({ captures }: Evidence): Cell {
  const answered = captures.filter(({ status }) => status !== undefined).map(outcomeOf);
  return answered.length > 0
    ? { ok: false, text: `✗ outcome ${answered.join('/')}` }
    : { ok: true, text: `lost ${seenBy(captures)}`.trim() };
}

/** Each by a short name; none if the log tells exactly what has been. */
function deviationsOf(evidence: Evidence, expected: Expected): string[] {
  const { captures, received, page, visits, bodies } = evidence;
  const { outcomes, inFrame, departure } = expected;
  if (captures.length < outcomes.length) return ['missing'];
  if (captures.length > outcomes.length) return ['doubled'];
  const found = new Set<string>();

  const sent = received.map(({ digest }) => digest).toSorted();
  const kept = captures.flatMap(({ body }) => (body.kind === 'bytes' ? [body.digest] : []));
  const wrong = kept.filter((digest) => !sent.includes(digest));
  for (const { body } of captures) {
    if (body.kind === 'unreadable') found.add(`body ${body.reason}`);
    if (body.kind === 'empty' && received.some(({ size }) => size > 0)) found.add('body empty');
  }
  if (received.length > 0 && wrong.length > 0) found.add('other bytes');
  if (kept.some((digest) => !bodies.includes(digest))) found.add('body not stored');

  const told = captures.map(outcomeOf).toSorted();
  if (told.join() !== outcomes.toSorted().join()) found.add(`outcome ${told.join('/')}`);

  for (const capture of captures) {
    const visit = visits.find(({ id }) => id === capture.visit);
    if (departureOf(capture) !== departure)
      found.add(`departure ${departureOf(capture) || 'sent'}`);
    if (capture.tab !== page?.tab) found.add('tab');
    else if ((capture.visit !== page.visit) !== inFrame) found.add('visit');
    if (capture.topFrame === inFrame || visit?.topFrame === inFrame) found.add('frame');
    if (capture.uncertain) found.add('uncertain');
  }
  return [...found];
}

/** `202`, `failed`, `202 failed` (answered, and refused to the page), `pending`, `unknown`. */
function outcomeOf({ state, status }: Capture): string {
  if (state === 'done') return String(status ?? 'done');
  return status === undefined ? state : `${status} ${state}`;
}

/** `never-left csp`, `page-only no-end`, `unconfirmed`, or nothing for what has been sent. */
function departureOf({ departure }: Capture): string {
  switch (departure?.kind) {
    case 'never-left':
      return `never-left ${departure.reason}`;
    case 'page-only':
      return `page-only ${departure.doubts.join('+')}`;
    case 'unconfirmed':
      return 'unconfirmed';
    case undefined:
      return '';
  }
}

/** `npd` where network, page and devtools observer saw each; with a slash where captures differ. */
function seenBy(captures: readonly Capture[]): string {
  const letters = captures.map(
    ({ network, page, devtools }) =>
      `${network ? 'n' : ''}${page ? 'p' : ''}${devtools ? 'd' : ''}`,
  );
  return [...new Set(letters)].toSorted().join('/');
}
