import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PageNotes } from '../lib/messaging/devtools-channel.ts';
import type { Line } from '../lib/session/lines.ts';
import type { Session } from '../lib/session/session.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { shownColumns } from '../lib/settings/columns.ts';
import { ColumnDialog } from './column-dialog.tsx';
import type { ColumnVerbs } from './column-title.ts';
import { Columns, layoutOf } from './columns.tsx';
import { EmptyList } from './empty-list.tsx';
import { useTexts } from './language.ts';
import { LineView } from './line.tsx';
import { focusList } from './list-focus.ts';
import { actOnKey, actOnLine } from './list-keys.ts';
import { mostDrawn, type Scale, scaleOf, windowOf } from './window.ts';

/** Height of a line, in CSS pixels; `panel.css` has the same. */
export const LINE_HEIGHT = 22;

interface ListProps {
  session: Session;
  settings: Settings;
  notes: ReadonlySignal<PageNotes>;
  verbs: ColumnVerbs & { addEndpoint(url: string): void; reloadPage(): void };
}

/** What is in view: so many pixels, from one of the scrolled element on. */
interface View {
  scrolled: number;
  height: number;
}

/** The events, newest last: only the lines in view are drawn. It follows the end until the user scrolls away. */
export function List({ session, settings, notes, verbs }: ListProps) {
  const { t } = useTexts();
  const { list, selection } = session;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>({ scrolled: 0, height: 600 });
  /** Other columns are being chosen; also where there is nothing to list meanwhile. */
  const [isChoosing, setChoosing] = useState(false);
  const { length } = list.told.value;
  const scale = scaleOf(length, LINE_HEIGHT, view.height);
  // The end is scrolled to once it is drawn: what is in view then is drawn at once.
  const end = Math.max(0, scale.height - view.height);
  const scrolled = list.follows.value ? end : view.scrolled;
  const drawn = windowOf(length, LINE_HEIGHT, scale.top(scrolled), view.height);
  const seesTabs = session.scopes.seesTabs.value;
  // The same as before where nothing of them has changed: else all lines are drawn again.
  const columns = useMemo(
    () => shownColumns(settings.columns, seesTabs),
    [settings.columns, seesTabs],
  );
  const toldApart = session.filter.keysToldApart.value;
  const named = useMemo(() => ({ keys: settings.keys, toldApart }), [settings.keys, toldApart]);
  const active = selection.active.value;
  const chosen = selection.chosen.value;

  useEffect(() => {
    const sizes = new ResizeObserver(fit);
    sizes.observe(box.current!);
    return () => sizes.disconnect();
  }, []);
  // Before it is painted: else the end would be seen to lag behind.
  useLayoutEffect(() => {
    if (list.follows.value) box.current!.scrollTop = scale.height + LINE_HEIGHT;
  }, [scale.height, list.follows.value]);
  // Lines that come or go above what is in view do not move it.
  useLayoutEffect(() => {
    const { value: moved } = list.moved;
    if (!moved || list.follows.peek()) return;
    const { scrollTop } = box.current!;
    box.current!.scrollTop = scale.scroll(scale.top(scrollTop) + moved.by * LINE_HEIGHT);
    look();
  }, [list.moved.value]);
  useLayoutEffect(() => {
    const { value: target } = list.target;
    if (target) keepInView(box.current!, scale, target.at * LINE_HEIGHT);
  }, [list.target.value]);

  /** In a box of another size, the end stays in view, and so does the line that the keys act on. */
  function fit() {
    const element = box.current!;
    if (list.follows.peek()) element.scrollTop = element.scrollHeight;
    const at = list.positionOf(selection.active.peek() ?? '');
    if (at !== undefined) keepInView(element, scaleIn(element), at * LINE_HEIGHT);
    look();
  }

  /** The headings of the columns stay at the top. */
  function scaleIn({ clientHeight }: HTMLElement): Scale {
    return scaleOf(list.told.peek().length, LINE_HEIGHT, clientHeight - LINE_HEIGHT);
  }

  function look() {
    const { scrollTop, clientHeight, scrollHeight } = box.current!;
    // Of a list that is in view whole, nobody can tell whether the end is wanted.
    const isWhole = scrollHeight <= clientHeight;
    const isAtEnd = isWhole
      ? list.follows.peek()
      : scrollTop + clientHeight > scrollHeight - LINE_HEIGHT;
    const height = clientHeight - LINE_HEIGHT;
    const first = Math.floor(scaleIn(box.current!).top(scrollTop) / LINE_HEIGHT);
    list.view(first, Math.ceil(height / LINE_HEIGHT) + 1, isAtEnd);
    setView({ scrolled: scrollTop, height });
  }

  const lines = Array.from({ length: drawn.to - drawn.from }, (_, index) =>
    list.lineAt(drawn.from + index),
  );
  // None, but where the list is higher than an element can be: then lines are drawn where that is scrolled to.
  const ahead = scrolled - scale.top(scrolled);
  const isDrawn = lines.some((line) => line?.id === active);
  return (
    <div class="list-area">
      <div
        ref={box}
        class="list"
        role="treegrid"
        aria-label={t('eventList')}
        aria-rowcount={length + 1}
        aria-multiselectable
        aria-activedescendant={active !== undefined && isDrawn ? domId(active) : undefined}
        tabIndex={0}
        style={layoutOf(columns)}
        onScroll={look}
        onWheel={({ deltaY }) => deltaY < 0 && list.leaveEnd()}
        onKeyDown={(event) => actOnKey(event, session, Math.floor(view.height / LINE_HEIGHT))}
      >
        {length > 0 && (
          <Columns
            columns={columns}
            chosen={settings.columns}
            verbs={verbs}
            choose={() => setChoosing(true)}
          />
        )}
        {length === 0 && (
          <EmptyList
            session={session}
            notes={notes}
            addEndpoint={verbs.addEndpoint}
            reloadPage={verbs.reloadPage}
          />
        )}
        <div class="lines" role="rowgroup" style={{ height: `${scale.height}px` }}>
          {lines.map((line, index) => {
            if (!line) return null;
            const position = drawn.from + index;
            return (
              <LineView
                key={slotOf(line, position, view.height)}
                session={session}
                line={line}
                domId={domId(line.id)}
                position={position}
                top={position * LINE_HEIGHT + ahead}
                settings={named}
                columns={columns}
                isSelected={chosen.has(line.id)}
                isActive={line.id === active}
                act={actOnLine}
              />
            );
          })}
        </div>
      </div>
      {!list.follows.value && scale.height > view.height && <ToEnd session={session} />}
      {isChoosing && (
        <ColumnDialog
          session={session}
          columns={settings.columns}
          verbs={verbs}
          close={() => setChoosing(false)}
        />
      )}
    </div>
  );
}

/** Leads back to the end, and says how many events have come there. */
function ToEnd({ session: { list } }: { session: Session }) {
  const { t } = useTexts();
  const arrived = list.arrived.value;
  return (
    <button
      class="to-end"
      onClick={() => {
        list.toEnd();
        focusList();
      }}
    >
      <span aria-hidden="true">↓</span> {t('toEnd')}
      {arrived > 0 && <span class="count"> {t('arrived', arrived)}</span>}
    </button>
  );
}

/**
 * What a line is drawn in: what has gone out of view at one end is used again at the other, as drawing an event
 * into an element that is there takes less time than making it.
 */
function slotOf({ kind, id }: Line, position: number, height: number): string {
  if (kind !== 'event' && kind !== 'batch') return id;
  return `slot ${position % mostDrawn(LINE_HEIGHT, height)}`;
}

function domId(id: string): string {
  return `line ${id}`.replaceAll(' ', '-');
}

function keepInView(box: HTMLElement, scale: Scale, line: number) {
  const top = scale.top(box.scrollTop);
  if (line < top) box.scrollTop = scale.scroll(line);
  else if (line + 2 * LINE_HEIGHT > top + box.clientHeight) {
    box.scrollTop = scale.scroll(line + 2 * LINE_HEIGHT - box.clientHeight);
  }
}
