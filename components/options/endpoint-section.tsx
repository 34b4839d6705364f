import { useSignal } from '@preact/signals';
import { parseEndpoint } from '../../lib/capture/endpoints.ts';
import type { MessageId } from '../../lib/language/translate.ts';
import type { SettingsStore } from '../../lib/settings/store.ts';
import { useTexts } from '../language.ts';
import { Entries, without } from './entries.tsx';
import { Form, TextField } from './form.tsx';
import { Section } from './section.tsx';

export function EndpointSection({ store }: { store: SettingsStore }) {
  const { t } = useTexts();
  const { endpoints } = store.settings.value;
  const address = useSignal('');
  const issue = useSignal<MessageId | undefined>(undefined);

  function add() {
    const parsed = parseEndpoint(address.value);
    if (!parsed.ok) issue.value = parsed.issue.message;
    else if (endpoints.includes(parsed.endpoint)) issue.value = 'alreadyThere';
    else {
      issue.value = undefined;
      address.value = '';
      void store.change({ endpoints: [...endpoints, parsed.endpoint] });
    }
  }

  return (
    <Section title="endpoints" hint="endpointsHint">
      <Entries
        names={endpoints}
        remove={(index) => void store.change({ endpoints: without(endpoints, index) })}
      />
      <Form action="add" submit={add} issue={issue.value && t(issue.value)}>
        <TextField label="endpointAddress" value={address} />
      </Form>
    </Section>
  );
}
