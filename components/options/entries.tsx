import type { ComponentChildren } from 'preact';
import { useTexts } from '../language.ts';

interface EntriesProps {
  names: string[];
  draw?(index: number): ComponentChildren;
  remove(index: number): void;
}

/** A list whose entries can be removed. */
export function Entries({ names, draw, remove }: EntriesProps) {
  const { t } = useTexts();
  return (
    <ul class="entries">
      {names.map((name, index) => (
        <li key={`${index} ${name}`}>
          <span>{draw ? draw(index) : <bdi>{name}</bdi>}</span>
          <button aria-label={t('removeNamed', name)} onClick={() => remove(index)}>
            {t('remove')}
          </button>
        </li>
      ))}
    </ul>
  );
}

export function without<T>(list: T[], index: number): T[] {
  return list.toSpliced(index, 1);
}
