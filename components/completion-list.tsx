import { useEffect, useRef } from 'preact/hooks';
import type { Completion } from '../lib/filter/complete.ts';
import { useTexts } from './language.ts';

interface CompletionListProps {
  id: string;
  options: readonly Completion[];
  /** Index of the chosen one; −1 for none. */
  active: number;
  accept(index: number): void;
}

export function optionId(list: string, index: number): string {
  return `${list}-${index}`;
}

/** What could be meant, below the field that keeps the focus. */
export function CompletionList({ id, options, active, accept }: CompletionListProps) {
  const { t } = useTexts();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <ul ref={list} id={id} class="completions" role="listbox" aria-label={t('filterCompletions')}>
      {options.map(({ label, insert, hint }, index) => (
        <li
          key={insert}
          id={optionId(id, index)}
          role="option"
          aria-selected={index === active}
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => accept(index)}
        >
          <bdi>{label}</bdi> <span class="muted">{t(hint)}</span>
        </li>
      ))}
    </ul>
  );
}
