import type { ComponentChildren } from 'preact';

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
  return (
    <section class={`notice ${tone}`} aria-label={title}>
      <p role={tone === 'fault' ? 'alert' : 'status'}>
        <span aria-hidden="true">{tone === 'fault' ? '✖' : '⚠'}</span> <strong>{title}</strong>{' '}
        {explained}
      </p>
      <div class="remedy">{children}</div>
    </section>
  );
}
