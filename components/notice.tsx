import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useFocusHandedOn } from './list-focus.ts';

interface NoticeProps {
  /** A `fault` is read out at once. */
  tone: 'fault' | 'caution';
  title: string;
  explained?: string;
  /** What can be done about it. */
  children: ComponentChildren;
}

/** Something about the panel as a whole that the user should know, and what to do. */
export function Notice({ tone, title, explained, children }: NoticeProps) {
  const box = useRef<HTMLElement>(null);
  useFocusHandedOn(box);
  return (
    <section ref={box} class={`notice ${tone}`} aria-label={title}>
      <p role={tone === 'fault' ? 'alert' : 'status'}>
        <span aria-hidden="true">{tone === 'fault' ? '✖' : '⚠'}</span> <strong>{title}</strong>{' '}
        {explained}
      </p>
      <div class="remedy">{children}</div>
    </section>
  );
}
