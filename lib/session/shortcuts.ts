import type { MessageId } from '../language/translate.ts';

export type ShortcutId =
  | 'filter'
  | 'find'
  | 'previousIssue'
  | 'nextIssue'
  | 'compare'
  | 'compareBase'
  | 'help'
  | 'close'
  | 'copyValue'
  | 'fieldMenu'
  | 'toggle'
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'in'
  | 'out'
  | 'nextHit'
  | 'previousHit'
  | 'endSearch';

/** Where a key is pressed: anywhere but in a field, in the overview, in the list, in the fields of a detail, in the search of these. */
export type ShortcutPlace = 'panel' | 'overview' | 'list' | 'tree' | 'search';

export interface Shortcut {
  place: ShortcutPlace;
  /** By `KeyboardEvent.key`, with `Control+` (or Command) and `Shift+` in front. */
  keys: readonly string[];
  text: MessageId;
  /** Absent where the browser, or the list, knows the key itself. */
  id?: ShortcutId;
}

/** All keys of the panel: what is listed and what acts. */
export const SHORTCUTS: readonly Shortcut[] = [
  { place: 'panel', keys: ['/'], text: 'keyFilter', id: 'filter' },
  { place: 'panel', keys: ['Control+f'], text: 'keyFind', id: 'find' },
  { place: 'panel', keys: ['['], text: 'keyPreviousIssue', id: 'previousIssue' },
  { place: 'panel', keys: [']'], text: 'keyNextIssue', id: 'nextIssue' },
  { place: 'panel', keys: ['c'], text: 'keyCompare', id: 'compare' },
  { place: 'panel', keys: ['m'], text: 'keyCompareBase', id: 'compareBase' },
  { place: 'panel', keys: ['?'], text: 'keyHelp', id: 'help' },
  { place: 'panel', keys: ['Escape'], text: 'keyCloseDetail', id: 'close' },
  { place: 'overview', keys: ['ArrowLeft', 'ArrowRight'], text: 'keyTimeMove' },
  { place: 'overview', keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'], text: 'keyTimeRange' },
  { place: 'overview', keys: ['Enter'], text: 'keyTimeFilter' },
  { place: 'overview', keys: [' '], text: 'keyTimeShow' },
  { place: 'overview', keys: ['Escape'], text: 'keyTimeClear' },
  { place: 'list', keys: ['ArrowUp', 'ArrowDown'], text: 'keyMove' },
  { place: 'list', keys: ['PageUp', 'PageDown'], text: 'keyMovePage' },
  { place: 'list', keys: ['Home', 'End'], text: 'keyMoveEnd' },
  { place: 'list', keys: ['ArrowLeft', 'ArrowRight'], text: 'keyFoldHeading' },
  { place: 'list', keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], text: 'keyRange' },
  { place: 'list', keys: ['Control+a'], text: 'keySelectAll' },
  { place: 'list', keys: ['Enter', ' '], text: 'keyEnter' },
  { place: 'tree', keys: ['ArrowUp'], text: 'keyPreviousField', id: 'previous' },
  { place: 'tree', keys: ['ArrowDown'], text: 'keyNextField', id: 'next' },
  { place: 'tree', keys: ['ArrowRight'], text: 'keyFieldIn', id: 'in' },
  { place: 'tree', keys: ['ArrowLeft'], text: 'keyFieldOut', id: 'out' },
  { place: 'tree', keys: ['Home'], text: 'keyFirstField', id: 'first' },
  { place: 'tree', keys: ['End'], text: 'keyLastField', id: 'last' },
  { place: 'tree', keys: ['Enter', ' '], text: 'keyFold', id: 'toggle' },
  { place: 'tree', keys: ['Control+c'], text: 'copyValue', id: 'copyValue' },
  { place: 'tree', keys: ['ContextMenu', 'Shift+F10'], text: 'keyFieldMenu', id: 'fieldMenu' },
  { place: 'search', keys: ['Enter'], text: 'nextHit', id: 'nextHit' },
  { place: 'search', keys: ['Shift+Enter'], text: 'previousHit', id: 'previousHit' },
  { place: 'search', keys: ['Escape'], text: 'endSearch', id: 'endSearch' },
];

/** The part of a `KeyboardEvent` that a shortcut is known by. */
export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  getModifierState(key: string): boolean;
}

/** What a key does in a place. */
export function shortcutOf(place: ShortcutPlace, pressed: Pressed): ShortcutId | undefined {
  const name = nameOf(pressed);
  return SHORTCUTS.find((one) => one.place === place && one.keys.includes(name))?.id;
}

function nameOf(pressed: Pressed): string {
  const { key, ctrlKey, metaKey, shiftKey } = pressed;
  // On many keyboards brackets are typed with AltGr, which Windows tells as Control and Alt.
  const isControl = (ctrlKey || metaKey) && !pressed.getModifierState('AltGraph');
  // A character says by itself whether Shift was needed.
  const isShift = shiftKey && key.length > 1;
  const isLetter = key.length === 1 && isControl;
  return `${isControl ? 'Control+' : ''}${isShift ? 'Shift+' : ''}${isLetter ? key.toLowerCase() : key}`;
}
