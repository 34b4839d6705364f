import { MAX_TEXT } from '../../lib/contract/loaded/bounds.ts';
import type { Refusal } from '../../lib/contract/loaded/refusal.ts';
import { useTexts } from '../language.ts';

/** Bytes that a character of a file takes at most (UTF-8). */
const BYTES = 3;

interface ContractSourceProps {
  text: { value: string };
  /** Is the file's, where none has been given. */
  name: { value: string };
  refuse(why: Refusal | undefined): void;
}

/** A contract's text: from a file, or pasted. */
export function ContractSource({ text, name, refuse }: ContractSourceProps) {
  const { t } = useTexts();

  async function take(file: File) {
    if (file.size > MAX_TEXT * BYTES) {
      refuse({ message: 'contractTooLarge', params: [file.size, MAX_TEXT] });
      return;
    }
    text.value = await file.text();
    name.value ||= file.name.replace(/(?:\.schema)?\.json$/i, '');
    refuse(undefined);
  }

  return (
    <>
      <label>
        {t('contractFile')}{' '}
        <input
          type="file"
          accept=".json,application/json,application/schema+json"
          onChange={(event) => {
            const input = event.currentTarget;
            const file = input.files?.[0];
            // So that the same file, once corrected, can be chosen again.
            if (file) void take(file).finally(() => (input.value = ''));
          }}
        />
      </label>
      <label class="pasted">
        {t('contractText')}{' '}
        <textarea
          rows={6}
          spellcheck={false}
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
      </label>
    </>
  );
}
