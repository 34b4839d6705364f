import { say } from '../lib/language/said.ts';
import { type Mark, marksOf } from '../lib/session/marks.ts';
import type { CaptureSummary } from '../lib/session/summary.ts';
import { useTexts } from './language.ts';
import { Sign } from './sign.tsx';

interface MarksProps {
  capture: CaptureSummary;
  isDuplicate?: boolean | undefined;
}

/** The signs of a row; each has its name and its reasons as a title. */
export function Marks({ capture, isDuplicate }: MarksProps) {
  const marks = marksOf(capture, isDuplicate);
  if (marks.length === 0) return null;
  return (
    <span class="marks">
      {marks.map((mark) => (
        <MarkSign key={mark.text} mark={mark} />
      ))}
    </span>
  );
}

function MarkSign({ mark }: { mark: Mark }) {
  const { t } = useTexts();
  const name = t(mark.text);
  const title = [name, ...mark.why.map((why) => say(t, why))].join('\n');
  return (
    <span class={`mark ${mark.tone}`} role="img" aria-label={name} title={title}>
      <Sign of={mark.sign} />
      {mark.spelled && <span class="mark-name"> {name}</span>}
    </span>
  );
}
