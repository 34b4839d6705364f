import { say } from '../lib/language/said.ts';
import type { MessageId } from '../lib/language/translate.ts';
import {
  coverageOf,
  type Observer,
  observersOf,
  type Reason,
  type Remedy,
} from '../lib/session/coverage.ts';
import type { VisitShown } from '../lib/session/lines.ts';
import { coarseTime } from './format.ts';
import { useTexts } from './language.ts';
import { OBSERVER_TEXT } from './observer-text.ts';

/** Documents and gaps that are drawn; a page may have any number of frames. */
const MAX_DOCUMENTS = 20;
const MAX_REASONS = 50;

const OBSERVERS: Observer[] = ['network', 'page', 'devtools'];
export const REMEDY_TEXT: Record<Remedy, MessageId> = {
  allow: 'remedyAllow',
  'hook-on': 'remedyHookOn',
  resume: 'remedyResume',
  reload: 'remedyReload',
};

interface CoverageListProps {
  visit: VisitShown;
  /** Documents of the page's frames. */
  frames?: VisitShown[];
  /** Whether a receiver is known at an origin. */
  receives?(origin: string): boolean;
  /** The background does not answer: how the page is watched by now is not known. */
  isCutOff?: boolean;
}

/** Since when each observer has watched a page, and what they could not see. */
export function CoverageList(props: CoverageListProps) {
  const { visit, frames = [], receives = () => false, isCutOff = false } = props;
  const { t } = useTexts();
  const visits = [visit, ...frames];
  const { kind, reasons } = coverageOf(visits, receives);
  return (
    <div class="coverage">
      <Watched visits={visits} />
      {isCutOff && (
        <p class="error">
          <span aria-hidden="true">✖</span> {t('coverageCutOff')}
        </p>
      )}
      {kind === 'complete' ? (
        !isCutOff && (
          <p class="fine">
            <span aria-hidden="true">✓</span> {t('coverageComplete')}
          </p>
        )
      ) : (
        <>
          <h3>{t('coverageGaps')}</h3>
          <ul class="gaps">
            {reasons.slice(0, MAX_REASONS).map((reason) => (
              <ReasonItem key={reason.id} reason={reason} />
            ))}
          </ul>
          {reasons.length > MAX_REASONS && (
            <p class="muted">{t('fieldsCut', reasons.length - MAX_REASONS)}</p>
          )}
        </>
      )}
    </div>
  );
}

function Watched({ visits }: { visits: VisitShown[] }) {
  const { t } = useTexts();
  return (
    <>
      <table class="figures" aria-label={t('watchedSince')}>
        <thead>
          <tr>
            <th scope="col">{t('watchedSince')}</th>
            {OBSERVERS.map((observer) => (
              <th key={observer} scope="col" class="figure">
                {t(OBSERVER_TEXT[observer])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {visits.slice(0, MAX_DOCUMENTS).map((visit) => (
            <WatchedRow key={visit.id} visit={visit} />
          ))}
        </tbody>
      </table>
      {visits.length > MAX_DOCUMENTS && (
        <p class="muted">{t('fieldsCut', visits.length - MAX_DOCUMENTS)}</p>
      )}
    </>
  );
}

function WatchedRow({ visit }: { visit: VisitShown }) {
  const { t, language } = useTexts();
  const own = observersOf(visit);
  return (
    <tr>
      <th scope="row" class="address">
        {!visit.topFrame && <span class="mark">{t('inFrame')}</span>} <bdi>{visit.url}</bdi>
      </th>
      {OBSERVERS.map((observer) => {
        const since = visit.coverage[observer];
        if (since !== undefined) {
          return (
            <td key={observer} class="figure">
              {coarseTime(since, language)}
            </td>
          );
        }
        return (
          <td key={observer} class="figure muted">
            {own.includes(observer) && t('notWatching')}
          </td>
        );
      })}
    </tr>
  );
}

function ReasonItem({ reason: { what, at, remedy } }: { reason: Reason }) {
  const { t, language } = useTexts();
  return (
    <li>
      <bdi>{say(t, what)}</bdi>
      {at !== undefined && <> {t('lastAt', coarseTime(at, language))}</>}
      {remedy && <span class="muted"> → {t(REMEDY_TEXT[remedy])}</span>}
    </li>
  );
}
