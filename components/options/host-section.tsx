import { useSignal } from '@preact/signals';
import type { Environment } from '../../lib/settings/settings.ts';
import type { SettingsStore } from '../../lib/settings/store.ts';
import { Entries, without } from './entries.tsx';
import { EnvironmentField, EnvironmentName } from './environment.tsx';
import { Form, TextField } from './form.tsx';
import { Section } from './section.tsx';

export function HostSection({ store }: { store: SettingsStore }) {
  const { hosts } = store.settings.value;
  const pattern = useSignal('');
  const environment = useSignal<Environment | ''>('test');

  function add() {
    const value = pattern.value.trim();
    if (!value || environment.value === '') return;
    pattern.value = '';
    void store.change({ hosts: [...hosts, { pattern: value, environment: environment.value }] });
  }

  return (
    <Section title="hostsTitle" hint="hostsHint">
      <Entries
        names={hosts.map((host) => host.pattern)}
        draw={(index) => (
          <>
            <bdi>{hosts[index]?.pattern}</bdi>{' '}
            <EnvironmentName environment={hosts[index]?.environment} />
          </>
        )}
        remove={(index) => void store.change({ hosts: without(hosts, index) })}
      />
      <Form action="add" submit={add} issue={undefined}>
        <TextField label="hostPattern" value={pattern} />
        <EnvironmentField value={environment} />
      </Form>
    </Section>
  );
}
