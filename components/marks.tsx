import { say } from '../lib/language/said.ts';
import { type Mark, marksOf } from '../lib/session/marks.ts';
import type { Capture } from '../lib/capture/capture.ts';
import { useTexts } from './language.ts';

/** The signs of a row; each has its name and its reasons as a title. */
export function Marks({ capture }: { capture: Capture }) {
  return marksOf(capture).map((mark) => <MarkSign key={mark.text} mark={mark} />);
}

function MarkSign({ mark }: { mark: Mark }) {
  const { t } = useTexts();
  const name = t(mark.text);
  const title = [name, ...mark.why.map((why) => say(t, why))].join('\n');
  return (
    <span class={`mark ${mark.tone}`} role="img" aria-label={name} title={title}>
      {mark.sign}
      {mark.spelled && ` ${name}`}
    </span>
  );
}

/** The same in words, where there is room: what is out of the ordinary, and why. */
export function MarkNote({ mark, children }: { mark: Mark; children?: preact.ComponentChildren }) {
  const { t } = useTexts();
  return (
    <li>
      <span class={`mark ${mark.tone}`} aria-hidden="true">
        {mark.sign}
      </span>{' '}
      <strong>{t(mark.text)}</strong>
      {mark.why.map((why) => (
        <span key={why.text}> {say(t, why)}</span>
      ))}{' '}
      {children}
    </li>
  );
}
