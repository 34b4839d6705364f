import { useSignal } from '@preact/signals';
import type { MessageId } from '../../lib/language/translate.ts';
import { shortKey } from '../../lib/wire/keys.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import type { SettingsStore } from '../../lib/settings/store.ts';
import { useTexts } from '../language.ts';
import { Entries, without } from './entries.tsx';
import { Form, TextField } from './form.tsx';
import { Section } from './section.tsx';

type Kind = keyof Settings['resendLock'];

/** Hosts and keys that nothing is ever resent to. */
export function LockSection({ store }: { store: SettingsStore }) {
  const { hosts, keys } = store.settings.value.resendLock;
  return (
    <Section title="lockTitle" hint="lockHint">
      <Locked store={store} kind="hosts" label="lockHost" names={hosts} />
      <Locked store={store} kind="keys" label="lockKey" names={keys.map(shortKey)} />
    </Section>
  );
}

interface LockedProps {
  store: SettingsStore;
  kind: Kind;
  label: MessageId;
  names: string[];
}

function Locked({ store, kind, label, names }: LockedProps) {
  const { t } = useTexts();
  const lock = store.settings.value.resendLock;
  const typed = useSignal('');
  const issue = useSignal<MessageId | undefined>(undefined);
  const change = (list: string[]) => void store.change({ resendLock: { ...lock, [kind]: list } });

  function add() {
    const value = typed.value.trim();
    if (!value) return;
    issue.value = lock[kind].includes(value) ? 'alreadyThere' : undefined;
    if (issue.value) return;
    typed.value = '';
    change([...lock[kind], value]);
  }

  return (
    <>
      <Entries names={names} remove={(index) => change(without(lock[kind], index))} />
      <Form action="add" submit={add} issue={issue.value && t(issue.value)}>
        <TextField label={label} value={typed} />
      </Form>
    </>
  );
}
