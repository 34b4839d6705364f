import type { Capture } from '../../capture/capture.ts';
import type { Issue } from '../../contract/issue.ts';
import { lineId, type LinePlace, placeOf } from '../lines.ts';
import type { List } from './list.ts';
import type { Telling } from './telling.ts';
import { NOTHING_RELATED, type Related, relatedTo } from '../related.ts';
import type { CaptureShown } from '../shown.ts';

export type LookedAtAnswer =
  | ({ tell: 'detail'; detail: CaptureShown | undefined; related: Related } & LinePlace)
  /** What is looked at has to do with other captures than before. */
  | ({ tell: 'related'; related: Related } & LinePlace);

/** What is looked at, and from which character on its source. */
export interface LookedPlace extends LinePlace {
  sourceFrom?: number;
}

/** Follows what one panel looks at: tells its detail, and what it has to do with, as they change. */
export function createLookedAt(
  list: List,
  telling: Telling,
  read: (place: LookedPlace, isWanted: () => boolean) => Promise<CaptureShown | undefined>,
  tell: (answer: LookedAtAnswer) => void,
) {
  let asked: LookedPlace | undefined;
  /** Its detail is to be told: for the first time, or as something of it has changed. */
  let isDue = false;
  /** What was told of it last. */
  let told: { capture: Capture; issues: readonly Issue[]; related: string } | undefined;

  const placeNow = (place: LinePlace) => placeOf(list.find(place).id);

  async function tellDetail(): Promise<void> {
    if (!asked || !isDue) return;
    isDue = false;
    const wanted = asked;
    const place = placeNow(wanted);
    // Whoever moves on through the list does not wait for what was passed.
    const isWanted = () => asked === wanted;
    const { sourceFrom } = wanted;
    const looked = { ...place, ...(sourceFrom !== undefined && { sourceFrom }) };
    const detail = await read(looked, isWanted);
    if (!isWanted()) return;
    const related = detail ? relatedTo(detail.capture, detail.issues, list) : NOTHING_RELATED;
    const { capture, issues } = detail ?? {};
    told = capture && { capture, issues: issues ?? [], related: JSON.stringify(related) };
    telling.touch();
    telling.flush();
    tell({ tell: 'detail', detail, related, ...place });
  }

  return {
    tellDetail,

    look(place: LookedPlace | undefined): void {
      asked = place;
      isDue = true;
      told = undefined;
      telling.look(place, place && lineId(place));
    },

    /** Captures have changed: whether the one that is looked at is among them, and to be told again. */
    isDueAfter(captures: readonly Capture[]): boolean {
      isDue ||= captures.some(({ id, mergedInto = id }) => mergedInto === asked?.capture);
      return isDue;
    },

    /** A capture has turned out to be part of another. */
    merge(from: string, into: string): void {
      if (asked?.capture !== from) return;
      asked = { ...asked, capture: into };
      told = undefined;
      telling.look(asked, lineId(asked));
    },

    tellRelated(): void {
      if (!asked || !told) return;
      const related = relatedTo(told.capture, told.issues, list);
      const text = JSON.stringify(related);
      if (text === told.related) return;
      told.related = text;
      tell({ tell: 'related', related, ...placeNow(asked) });
    },
  };
}
