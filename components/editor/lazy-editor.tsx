import { useEffect, useRef, useState } from 'preact/hooks';
import type { TextChange } from '../../lib/resend/changes.ts';
import type { Translate } from '../../lib/language/translate.ts';
import { useTexts } from '../language.ts';
import { phrasesIn } from './phrases.ts';
import type { CodeEditor, Marked, Spoken } from './code-editor.ts';

function spokenIn(t: Translate): Spoken {
  return { label: t('draftText'), phrases: phrasesIn(t) };
}

interface LazyEditorProps {
  /** The text at first; from then on the editor has it. */
  text: string;
  marks: Marked[];
  /** Raised with each change that is not typed. */
  changes: { turn: number; changes: TextChange[] };
  /** What it is compared with. */
  before: string | undefined;
  write(text: string): void;
}

/** The editor, which is loaded when it is first used. */
export function LazyEditor({ text, marks, changes, before, write }: LazyEditorProps) {
  const { t, language } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<CodeEditor | undefined>(undefined);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const applied = useRef(changes.turn);

  useEffect(() => {
    let made: CodeEditor | undefined;
    let isGone = false;
    import('./code-editor.ts').then(
      ({ createCodeEditor }) => {
        if (isGone || !box.current) return;
        made = createCodeEditor({
          parent: box.current,
          text,
          spoken: spokenIn(t),
          onText: write,
        });
        setEditor(made);
      },
      (error: unknown) => setFault(String(error)),
    );
    return () => {
      isGone = true;
      made?.destroy();
    };
  }, []);
  useEffect(() => editor?.speak(spokenIn(t)), [editor, language]);
  useEffect(() => editor?.setMarks(marks), [editor, marks]);
  useEffect(() => editor?.compare(before), [editor, before]);
  useEffect(() => {
    if (!editor || applied.current === changes.turn) return;
    applied.current = changes.turn;
    editor.change(changes.changes);
  }, [editor, changes]);

  return (
    <div ref={box} class="code-editor" aria-busy={!editor}>
      {fault !== undefined && (
        <p class="error" role="alert">
          {t('draftNoEditor', fault)}
        </p>
      )}
    </div>
  );
}
