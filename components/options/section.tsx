import type { ComponentChildren } from 'preact';
import type { MessageId } from '../../lib/language/translate.ts';
import { useTexts } from '../language.ts';

interface SectionProps {
  title: MessageId;
  hint?: MessageId;
  children: ComponentChildren;
}

/** A part of the options under a heading. */
export function Section({ title, hint, children }: SectionProps) {
  const { t } = useTexts();
  return (
    <section aria-label={t(title)}>
      <h2>{t(title)}</h2>
      {hint && <p class="muted">{t(hint)}</p>}
      {children}
    </section>
  );
}
