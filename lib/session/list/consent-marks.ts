import type { ConsentChange } from '../../capture/consent.ts';
import { sentAt } from '../consent.ts';
import { byTime, type ConsentMark, type Entry } from './entry.ts';
import type { Routes } from './routes.ts';

/**
 * The changes of consent of one visit: each stands before the first shown entry that was sent after it, whichever
 * is added, hidden or taken away.
 */
export function createConsentMarks(visit: string, routes: Routes) {
  let marks: ConsentMark[] = [];

  function put(mark: ConsentMark, entry: Entry | undefined) {
    const ends = [mark.entry, entry];
    mark.entry = entry;
    for (const end of ends) {
      if (!end) continue;
      end.consent = marks.filter((one) => one.entry === end);
      routes.resized(end, 0);
    }
  }

  const isBefore = ({ change }: ConsentMark, { shown, row }: Entry) =>
    shown > 0 && change.at <= sentAt(row.capture);

  /** Puts marks, in their order, among some entries. */
  function spread(some: readonly ConsentMark[], entries: Iterator<Entry>) {
    let { value: entry } = entries.next();
    for (const mark of some) {
      while (entry && !isBefore(mark, entry)) ({ value: entry } = entries.next());
      put(mark, entry);
    }
  }

  return {
    /** Changes after which nothing was sent that is shown. */
    after: (): ConsentMark[] => marks.filter(({ entry }) => !entry),

    use(changes: readonly ConsentChange[]): void {
      const before = marks.map(({ change }) => change);
      if (JSON.stringify(changes) === JSON.stringify(before)) return;
      for (const mark of marks) put(mark, undefined);
      marks = changes.map((change, at) => {
        return { id: `${visit} consent ${at}`, change, entry: undefined };
      });
      spread(marks, routes.entries());
    },

    /** Other entries are shown, whichever. */
    spreadAnew: () => spread(marks, routes.entries()),

    /** An entry is there, or shown, that was not. */
    come(entry: Entry): void {
      for (const mark of marks) {
        const isFirst = !mark.entry || byTime(entry, mark.entry) < 0;
        if (isFirst && isBefore(mark, entry)) put(mark, entry);
      }
    },

    /** An entry is shown no more, or about to go. */
    leave(entry: Entry): void {
      if (entry.consent.length > 0) spread(entry.consent, routes.entries(entry));
    },
  };
}
