import { useTexts } from './language.ts';

interface CheckedProps {
  /** Requests that have been checked anew, and all that are to be. */
  done: number;
  total: number;
}

/** How far what is there is checked anew, after a change of contracts or rules. */
export function Checked({ done, total }: CheckedProps) {
  const { t } = useTexts();
  if (done >= total) return <span class="checked">{t('checkedAnew', done, total)}</span>;
  const text = t('checkingAnew', done, total);
  return (
    <span class="checked">
      {text} <progress value={done} max={total} aria-label={text} />
    </span>
  );
}
