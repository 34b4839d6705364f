import { isHead, isSelectable, type Line } from '../lib/session/lines.ts';
import type { Session } from '../lib/session/session.ts';

/** What the list does on a key; `page` is how many lines are in view. */
export function actOnKey(event: KeyboardEvent, session: Session, page: number): void {
  // A button in a line has its own keys.
  if (event.target !== event.currentTarget) return;
  const { selection } = session;
  const isRange = event.shiftKey;
  const actions: Record<string, () => void> = {
    ArrowDown: () => selection.move(1, isRange),
    ArrowUp: () => selection.move(-1, isRange),
    PageDown: () => selection.move(page, isRange),
    PageUp: () => selection.move(-page, isRange),
    End: () => selection.move(Infinity, isRange),
    Home: () => selection.move(-Infinity, isRange),
    ArrowLeft: selection.goLeft,
    ArrowRight: selection.goRight,
    Enter: () => enter(session),
    ' ': () => enter(session),
  };
  const isCommand = event.ctrlKey || event.metaKey;
  const action =
    isCommand && event.key === 'a' ? selection.selectAll : !isCommand && actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

/** Folds or unfolds a heading; of an event, the keys go on in what is shown of it. */
function enter({ selection, list }: Session): void {
  const line = list.lineAt(list.positionOf(selection.active.peek() ?? '') ?? -1);
  if (line && isHead(line)) selection.fold(line.id, !line.isFolded);
  else if (line)
    document.querySelector<HTMLElement>('.detail [role=tab][aria-selected=true]')?.focus();
}

/** What a click on a line does. */
export function actOnLine(event: MouseEvent, session: Session, line: Line): void {
  const { selection } = session;
  if (isHead(line)) selection.fold(line.id, !line.isFolded);
  if (!isSelectable(line)) return;
  if (event.shiftKey) selection.selectTo(line.id);
  else if (event.ctrlKey || event.metaKey) selection.toggle(line.id);
  else session.select(line.id);
}
