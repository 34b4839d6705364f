import type { MessageId, Translate } from '../../lib/language/translate.ts';

/** What CodeMirror says, in its own English; it puts a number in the place of `$`. */
const PHRASES: Readonly<Record<string, MessageId>> = {
  Find: 'editorFind',
  Replace: 'editorReplace',
  next: 'editorNext',
  previous: 'editorPrevious',
  all: 'editorAll',
  'match case': 'editorMatchCase',
  regexp: 'editorRegexp',
  'by word': 'editorByWord',
  replace: 'editorReplaceOne',
  'replace all': 'editorReplaceAll',
  close: 'close',
  'Fold line': 'editorFold',
  'Unfold line': 'editorUnfold',
  'folded code': 'editorFolded',
  unfold: 'editorUnfold',
  Diagnostics: 'editorIssues',
  'No diagnostics': 'editorNoIssues',
  'Go to line': 'editorGoTo',
  go: 'editorGo',
  'current match': 'editorMatch',
  'on line': 'editorOnLine',
  'replaced match on line $': 'editorReplacedOne',
  'replaced $ matches': 'editorReplacedAll',
  'Folded lines': 'editorFoldedLines',
  'Unfolded lines': 'editorUnfoldedLines',
  to: 'editorTo',
  'Selection deleted': 'editorDeleted',
  'Control character': 'editorControl',
};

export function phrasesIn(t: Translate): Record<string, string> {
  return Object.fromEntries(Object.entries(PHRASES).map(([english, id]) => [english, t(id, '$')]));
}
