import type { ComponentChildren } from 'preact';
import type { MessageId } from '../../lib/language/translate.ts';
import { useTexts } from '../language.ts';

interface FormProps {
  /** What its button says. */
  action: MessageId;
  submit(): void;
  /** Why what was entered is not taken, as a text. */
  issue: string | undefined;
  children: ComponentChildren;
}

export function Form({ action, submit, issue, children }: FormProps) {
  const { t } = useTexts();
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {children}
      <button type="submit">{t(action)}</button>
      {issue !== undefined && (
        <span class="error" role="alert">
          {issue}
        </span>
      )}
    </form>
  );
}

export function TextField({ label, value }: { label: MessageId; value: { value: string } }) {
  const { t } = useTexts();
  return (
    <label>
      {t(label)}{' '}
      <input
        type="text"
        value={value.value}
        onInput={(event) => (value.value = event.currentTarget.value)}
      />
    </label>
  );
}
