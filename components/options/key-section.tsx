import { useSignal } from '@preact/signals';
import type { MessageId } from '../../lib/language/translate.ts';
import type { Environment } from '../../lib/settings/settings.ts';
import type { SettingsStore } from '../../lib/settings/store.ts';
import { KeyDot } from '../keys.tsx';
import { useTexts } from '../language.ts';
import { ColourField } from './colour-field.tsx';
import { Entries, without } from './entries.tsx';
import { EnvironmentField, EnvironmentName } from './environment.tsx';
import { Form, TextField } from './form.tsx';
import { Section } from './section.tsx';

export function KeySection({ store }: { store: SettingsStore }) {
  const { t } = useTexts();
  const { keys } = store.settings.value;
  const key = useSignal('');
  const alias = useSignal('');
  const environment = useSignal<Environment | ''>('');
  const issue = useSignal<MessageId | undefined>(undefined);

  function add() {
    const value = key.value.trim();
    if (!value) return;
    if (keys.some((one) => one.key === value)) {
      issue.value = 'alreadyThere';
      return;
    }
    const entry = {
      key: value,
      alias: alias.value.trim(),
      ...(environment.value && { environment: environment.value }),
    };
    issue.value = undefined;
    key.value = '';
    alias.value = '';
    void store.change({ keys: [...keys, entry] });
  }

  return (
    <Section title="keysTitle" hint="keysHint">
      <Entries
        names={keys.map((one) => one.alias || one.key)}
        draw={(index) => (
          <>
            <KeyDot settings={store.settings.value} value={keys[index]?.key} />{' '}
            <bdi>{keys[index]?.key}</bdi> {keys[index]?.alias}{' '}
            <EnvironmentName environment={keys[index]?.environment} />{' '}
            <ColourField
              of={keys[index]!}
              choose={(next) => void store.change({ keys: keys.with(index, next) })}
            />
          </>
        )}
        remove={(index) => void store.change({ keys: without(keys, index) })}
      />
      <Form action="add" submit={add} issue={issue.value && t(issue.value)}>
        <TextField label="keyLabel" value={key} />
        <TextField label="alias" value={alias} />
        <EnvironmentField value={environment} none={t('envNone')} />
      </Form>
    </Section>
  );
}
