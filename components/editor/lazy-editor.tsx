import { useEffect, useRef, useState } from 'preact/hooks';
import type { TextChange } from '../../lib/resend/changes.ts';
import { useTexts } from '../language.ts';
import { phrasesIn } from './phrases.ts';
import type { CodeEditor, Marked } from './code-editor.ts';

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
  /** As it is, for an editor in another language. */
  const latest = useRef(text);

  useEffect(() => {
    let made: CodeEditor | undefined;
    let isGone = false;
    import('./code-editor.ts').then(
      ({ createCodeEditor }) => {
        if (isGone || !box.current) return;
        made = createCodeEditor({
          parent: box.current,
          text: latest.current,
          label: t('draftText'),
          phrases: phrasesIn(t),
          onText(written) {
            latest.current = written;
            write(written);
          },
        });
        setEditor(made);
      },
      (error: unknown) => setFault(String(error)),
    );
    return () => {
      isGone = true;
      made?.destroy();
    };
  }, [language]);
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
