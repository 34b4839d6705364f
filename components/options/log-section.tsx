import { type ReadonlySignal, useSignal } from '@preact/signals';
import { LOG_LIMIT } from '../../lib/settings/settings.ts';
import type { SettingsStore } from '../../lib/settings/store.ts';
import { megabytes } from '../format.ts';
import { useTexts } from '../language.ts';
import { Form, TextField } from './form.tsx';
import { Section } from './section.tsx';

interface LogSectionProps {
  store: SettingsStore;
  /** In bytes; `undefined` where it is not known. */
  logSize: ReadonlySignal<number | undefined>;
}

/** How large the log may become, and how large it is. */
export function LogSection({ store, logSize }: LogSectionProps) {
  const { t, language } = useTexts();
  const { logLimit } = store.settings.value;
  const typed = useSignal<string | undefined>(undefined);
  const isRefused = useSignal(false);
  const value = {
    get value() {
      return typed.value ?? String(logLimit);
    },
    set value(text) {
      typed.value = text;
    },
  };

  function set() {
    const limit = /^\s*\d+\s*$/.test(value.value) ? Number(value.value) : 0;
    isRefused.value = limit < LOG_LIMIT.least || limit > LOG_LIMIT.most;
    if (isRefused.value) return;
    typed.value = undefined;
    void store.change({ logLimit: limit });
  }

  const range = t('logLimitRange', LOG_LIMIT.least, LOG_LIMIT.most);
  return (
    <Section title="logTitle" hint="logHint">
      <Form action="set" submit={set} issue={isRefused.value ? range : undefined}>
        <TextField label="logLimit" value={value} />
      </Form>
      {logSize.value !== undefined && <p>{t('logSize', megabytes(logSize.value, language))}</p>}
    </Section>
  );
}
