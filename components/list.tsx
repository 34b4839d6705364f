import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReadonlySignal } from '@preact/signals';
import type { PageNotes } from '../lib/messaging/devtools-channel.ts';
import type { Line } from '../lib/session/lines.ts';
import type { Session } from '../lib/session/session.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { EmptyList } from './empty-list.tsx';
import { LineView } from './line.tsx';
import { useTexts } from './language.ts';
import { windowOf } from './window.ts';

/** Height of a line, in CSS pixels; `panel.css` has the same. */
export const LINE_HEIGHT = 22;

interface ListProps {
  session: Session;
  settings: Settings;
  notes: ReadonlySignal<PageNotes>;
  addEndpoint(url: string): void;
}

/** The events, newest last. It follows the end until the user scrolls away from it. */
export function List({ session, settings, notes, addEndpoint }: ListProps) {
  const { t } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const follows = useRef(true);
  const lines = session.lines.value;

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const sizes = new ResizeObserver(() =>
      setView({ top: element.scrollTop, height: element.clientHeight }),
    );
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);
  useEffect(() => {
    if (follows.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines.length]);

  function onScroll() {
    const { scrollTop, clientHeight, scrollHeight } = box.current!;
    follows.current = scrollTop + clientHeight > scrollHeight - LINE_HEIGHT;
    setView({ top: scrollTop, height: clientHeight });
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') session.move(1);
    else if (event.key === 'ArrowUp') session.move(-1);
    else if (event.key === 'Escape') session.select(undefined);
    else return;
    event.preventDefault();
    const at = lines.findIndex(({ id }) => id === session.selected.value);
    keepInView(box.current!, at * LINE_HEIGHT);
  }

  const drawn = windowOf(lines.length, LINE_HEIGHT, view.top, view.height);
  return (
    <div
      ref={box}
      class="list"
      role="grid"
      aria-label={t('eventList')}
      aria-rowcount={lines.length}
      aria-activedescendant={
        session.selectedLine.value ? domId(session.selectedLine.value) : undefined
      }
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      {lines.length === 0 && (
        <EmptyList session={session} notes={notes} addEndpoint={addEndpoint} />
      )}
      <div class="lines" role="rowgroup" style={{ height: `${lines.length * LINE_HEIGHT}px` }}>
        {lines.slice(drawn.from, drawn.to).map((line, index) => (
          <LineView
            key={line.id}
            session={session}
            line={line}
            domId={domId(line)}
            position={drawn.from + index}
            settings={settings}
            selected={line.id === session.selected.value}
            select={session.select.bind(session)}
          />
        ))}
      </div>
    </div>
  );
}

function domId(line: Line): string {
  return `line ${line.id}`.replaceAll(' ', '-');
}

function keepInView(box: HTMLElement, top: number) {
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + LINE_HEIGHT > box.scrollTop + box.clientHeight) {
    box.scrollTop = top + LINE_HEIGHT - box.clientHeight;
  }
}
