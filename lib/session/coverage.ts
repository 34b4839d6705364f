import type { Gap, GapCause, Visit } from '../capture/visit.ts';
import type { Said } from '../language/said.ts';
import type { MessageId } from '../language/translate.ts';
import type { VisitShown } from './lines.ts';

export type Observer = 'network' | 'page' | 'devtools';

/** What a user can do about a gap. */
export type Remedy = 'reload' | 'allow' | 'hook-on' | 'resume';

/** A gap as it is told, once for all of the visits that it occurs in. */
export interface Reason {
  id: string;
  what: Said;
  remedy?: Remedy;
  /** The origin that the remedy is about. */
  origin?: string;
  /** When it was last so, for what happens at a moment. */
  at?: number;
}

/**
 * - `unknown`: no document has been heard of
 * - `limited`: only DevTools' own log is there
 */
export interface Coverage {
  kind: 'unknown' | 'complete' | 'limited' | 'gaps';
  visits: VisitShown[];
  reasons: Reason[];
}

interface About {
  text: MessageId;
  remedy?: Remedy;
  /** Its time says more than that of the document. */
  momentary?: true;
}

const CAUSES: Record<Exclude<GapCause, 'no-access'>, About> = {
  'loaded-before': { text: 'gapLoadedBefore', remedy: 'reload' },
  'hook-off': { text: 'gapHookOff', remedy: 'hook-on' },
  'hook-missing': { text: 'gapHookMissing', remedy: 'reload' },
  'service-worker': { text: 'gapServiceWorker' },
  restart: { text: 'gapRestart', remedy: 'reload', momentary: true },
  paused: { text: 'gapPaused', remedy: 'resume', momentary: true },
  dropped: { text: 'gapDropped', momentary: true },
  'no-devtools': { text: 'gapNoDevtools', remedy: 'reload' },
  'not-inspected': { text: 'gapNotInspected' },
};

/** Texts for an observer that is not there, and the causes that explain it already. */
const SILENT: Record<Observer, { text: MessageId; explained: GapCause[] }> = {
  network: { text: 'gapNetworkSilent', explained: ['no-access'] },
  page: {
    text: 'gapPageSilent',
    explained: ['no-access', 'hook-off', 'hook-missing', 'loaded-before'],
  },
  devtools: { text: 'gapDevtoolsSilent', explained: ['no-devtools', 'not-inspected'] },
};

/** DevTools' log is of the whole tab: what it misses is told of the page, not of its frames. */
export function observersOf(visit: VisitShown): Observer[] {
  return visit.topFrame ? ['network', 'page', 'devtools'] : ['network', 'page'];
}

/**
 * The newest page of a tab, followed by the documents of its frames.
 *
 * @param tab without any visit of it, the newest of all is meant
 */
export function newestPage(visits: Iterable<Visit>, tab: string | undefined): Visit[] {
  const inTabs = [...visits].filter(({ tab: own }) => !own.endsWith(':-1'));
  const ofTab = inTabs.filter(({ tab: own }) => own === tab);
  const all = ofTab.length > 0 ? ofTab : inTabs;
  const page = all
    .filter(({ topFrame }) => topFrame)
    .reduce<Visit | undefined>(
      (newest, one) => (newest && newest.at > one.at ? newest : one),
      undefined,
    );
  if (!page) return [];
  return [
    page,
    ...all.filter(({ topFrame, at, tab: own }) => !topFrame && at >= page.at && own === page.tab),
  ];
}

/**
 * How much was watched of some documents, the page first. It is complete only if every observer
 * watched each of them and none has a gap.
 *
 * @param receives whether a receiver is known at an origin
 */
export function coverageOf(visits: VisitShown[], receives: (origin: string) => boolean): Coverage {
  const [page] = visits;
  if (!page) return { kind: 'unknown', visits, reasons: [] };
  const reasons = reasonsOf(visits, receives);
  const { network, page: hook, devtools } = page.coverage;
  const isLimited = devtools !== undefined && network === undefined && hook === undefined;
  const kind = isLimited ? 'limited' : reasons.length > 0 ? 'gaps' : 'complete';
  return { kind, visits, reasons };
}

function reasonsOf(visits: VisitShown[], receives: (origin: string) => boolean): Reason[] {
  const reasons = new Map<string, Reason>();
  const dropped = visits.map(({ coverage }) => droppedOf(coverage.gaps)).reduce((a, b) => a + b, 0);
  const roleOf = (origin: string): MessageId => {
    const sender = visits.find(({ url }) => URL.parse(url)?.origin === origin);
    if (sender) return sender.topFrame ? 'accessPage' : 'accessFrame';
    return receives(origin) ? 'accessReceiver' : 'accessFrame';
  };
  for (const visit of visits) {
    for (const gap of visit.coverage.gaps) {
      const reason = reasonOf(gap, visit, dropped, roleOf);
      const earlier = reasons.get(reason.id);
      if (!earlier || (earlier.at ?? 0) < (reason.at ?? 0)) reasons.set(reason.id, reason);
    }
    for (const observer of observersOf(visit)) {
      const { text, explained } = SILENT[observer];
      if (visit.coverage[observer] !== undefined) continue;
      if (visit.coverage.gaps.some(({ cause }) => explained.includes(cause))) continue;
      reasons.set(`silent ${observer}`, {
        id: `silent ${observer}`,
        what: { text },
        remedy: 'reload',
      });
    }
  }
  return [...reasons.values()];
}

function reasonOf(
  { cause, at, detail }: Gap,
  visit: VisitShown,
  dropped: number,
  roleOf: (origin: string) => MessageId,
): Reason {
  const origin = detail ?? URL.parse(visit.url)?.origin ?? visit.url;
  if (cause === 'no-access') {
    const what: Said = { text: 'gapNoAccess', params: [origin, { text: roleOf(origin) }] };
    return { id: `${cause} ${origin}`, what, remedy: 'allow', origin };
  }
  const { text, remedy, momentary } = CAUSES[cause];
  const isOfOrigin = cause === 'hook-off';
  const what: Said =
    cause === 'dropped'
      ? { text, params: [dropped] }
      : { text, ...(isOfOrigin && { params: [origin] }) };
  return {
    id: isOfOrigin ? `${cause} ${origin}` : cause,
    what,
    ...(remedy && { remedy }),
    ...(isOfOrigin && { origin }),
    ...(momentary && { at }),
  };
}

/** The last word of a document on how many of its sightings were not taken. */
function droppedOf(gaps: Gap[]): number {
  const last = gaps.findLast(({ cause }) => cause === 'dropped');
  return Number(last?.detail ?? 0) || 0;
}
