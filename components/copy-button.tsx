import { useState } from 'preact/hooks';
import { useTexts } from './language.ts';

interface CopyButtonProps {
  text: string;
  /** Whether it could be copied. */
  copy(text: string): Promise<boolean>;
  /** −1 where there is another way by the keyboard. */
  tabIndex?: number;
}

/** Copies a text, and says so until the user turns away. */
export function CopyButton({ text, copy, tabIndex }: CopyButtonProps) {
  const { t } = useTexts();
  const [state, setState] = useState<'copyValue' | 'copied' | 'copyFailed'>('copyValue');
  const name = t(state);
  return (
    <button
      class={`copy ${state}`}
      tabIndex={tabIndex}
      aria-label={name}
      aria-live="polite"
      title={name}
      onClick={() => void copy(text).then((done) => setState(done ? 'copied' : 'copyFailed'))}
      onBlur={() => setState('copyValue')}
      onPointerLeave={() => setState('copyValue')}
    />
  );
}
