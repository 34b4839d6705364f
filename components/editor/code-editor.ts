import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { unifiedMergeView } from '@codemirror/merge';
import { search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension, Text } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { TextChange } from '../../lib/resend/changes.ts';

/** Issues that are marked in the text. */
export type Marked = Pick<Diagnostic, 'from' | 'to' | 'severity' | 'message'>;

export interface CodeEditor {
  setMarks(marks: Marked[]): void;
  change(changes: TextChange[]): void;
  /** Shows what is another than in this text, or nothing of the kind. */
  compare(before: string | undefined): void;
  /** Goes on in another language. */
  speak(spoken: Spoken): void;
  destroy(): void;
}

/** What it says in the user's language: its own name, and CodeMirror's texts by what they are in English. */
export interface Spoken {
  label: string;
  phrases: Record<string, string>;
}

interface Options {
  parent: HTMLElement;
  text: string;
  spoken: Spoken;
  onText(text: string): void;
}

/** The theme's own colours, which have their contrast in light and dark. */
const COLOURS = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--info)' },
  { tag: tags.string, color: 'var(--fine)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--filter-field)' },
]);

const THEME = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--ground)', color: 'var(--text)' },
  '&.cm-focused': { outline: '2px solid var(--accent)' },
  '.cm-scroller': { fontFamily: "ui-monospace, 'DejaVu Sans Mono', monospace" },
  '.cm-gutters': {
    backgroundColor: 'var(--raised)',
    color: 'var(--muted)',
    borderRight: '1px solid var(--line-colour)',
  },
  '.cm-panels, .cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--text)' },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--line-colour)',
  },
  '.cm-textfield': { backgroundColor: 'var(--ground)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--raised)', color: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-ground) !important',
  },
});

/** A JSON editor: highlighting, folding, undo, find, marks, and the difference from another text. */
export function createCodeEditor({ parent, text, spoken, onText }: Options): CodeEditor {
  const [comparing, speaking] = [new Compartment(), new Compartment()];
  const extensions: Extension[] = [
    lineNumbers(),
    foldGutter(),
    history(),
    drawSelection(),
    bracketMatching(),
    json(),
    syntaxHighlighting(COLOURS),
    search({ top: true }),
    lintGutter(),
    EditorView.lineWrapping,
    THEME,
    comparing.of([]),
    speaking.of(spokenBy(spoken)),
    // Tab leaves the editor, as it leaves any field.
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap, ...lintKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onText(textOf(update.state));
    }),
  ];
  const view = new EditorView({ parent, state: stateOf(text, extensions) });

  return {
    setMarks(marks) {
      const { length } = view.state.doc;
      const inside = marks.filter(({ to }) => to <= length);
      view.dispatch(setDiagnostics(view.state, inside));
    },
    change(changes) {
      view.dispatch({
        changes: changes.map(({ start, end, insert }) => ({ from: start, to: end, insert })),
      });
    },
    compare(before) {
      const merge = unifiedMergeView({
        original: Text.of((before ?? '').split('\n')),
        mergeControls: false,
      });
      view.dispatch({ effects: comparing.reconfigure(before === undefined ? [] : merge) });
    },
    speak(next) {
      view.dispatch({ effects: speaking.reconfigure(spokenBy(next)) });
    },
    destroy: () => view.destroy(),
  };
}

function spokenBy({ label, phrases }: Spoken): Extension {
  return [
    EditorState.phrases.of(phrases),
    EditorView.contentAttributes.of({ 'aria-label': label }),
  ];
}

/** Line ends stay as they are: an editor would make them all alike. */
function stateOf(text: string, extensions: Extension): EditorState {
  return EditorState.create({
    doc: text,
    extensions: [EditorState.lineSeparator.of('\n'), extensions],
  });
}

function textOf(state: EditorState): string {
  return state.sliceDoc();
}
