import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { parseEndpoint } from '../lib/capture/endpoints.ts';
import { type MessageId } from '../lib/language/translate.ts';
import { ENVIRONMENTS, type Environment, type Settings } from '../lib/settings/settings.ts';
import type { SettingsStore } from '../lib/settings/store.ts';
import { ENVIRONMENT_TEXT, KeyDot } from './keys.tsx';
import { useTexts } from './language.ts';

interface OptionsProps {
  store: SettingsStore;
  resetLog(): Promise<void>;
}

const LANGUAGE_TEXT: Record<Settings['language'], MessageId> = {
  browser: 'languageBrowser',
  en: 'languageEn',
  da: 'languageDa',
};

export function Options({ store, resetLog }: OptionsProps) {
  const { t } = useTexts();
  const fault = store.fault.value;
  return (
    <main class="page">
      <h1>{t('optionsTitle')}</h1>
      {fault !== undefined && (
        <p class="error" role="alert">
          {t('settingsBroken', fault)}
        </p>
      )}
      <LanguageSection store={store} />
      <EndpointSection store={store} />
      <KeySection store={store} />
      <HostSection store={store} />
      <ResetSection store={store} resetLog={resetLog} />
    </main>
  );
}

function LanguageSection({ store }: { store: SettingsStore }) {
  const { t } = useTexts();
  const languages = Object.entries(LANGUAGE_TEXT) as [Settings['language'], MessageId][];
  return (
    <Section title="language">
      <select
        aria-label={t('language')}
        value={store.settings.value.language}
        onChange={(event) => {
          const chosen = languages.find(([language]) => language === event.currentTarget.value);
          if (chosen) void store.change({ language: chosen[0] });
        }}
      >
        {languages.map(([language, text]) => (
          <option key={language} value={language}>
            {t(text)}
          </option>
        ))}
      </select>
    </Section>
  );
}

function EndpointSection({ store }: { store: SettingsStore }) {
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
      <AddForm add={add} issue={issue.value}>
        <TextField label="endpointAddress" value={address} />
      </AddForm>
    </Section>
  );
}

function KeySection({ store }: { store: SettingsStore }) {
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
            <KeyDot value={keys[index]?.key} /> <bdi>{keys[index]?.key}</bdi> {keys[index]?.alias}{' '}
            <EnvironmentName environment={keys[index]?.environment} />
          </>
        )}
        remove={(index) => void store.change({ keys: without(keys, index) })}
      />
      <AddForm add={add} issue={issue.value}>
        <TextField label="keyLabel" value={key} />
        <TextField label="alias" value={alias} />
        <EnvironmentField value={environment} none={t('envNone')} />
      </AddForm>
    </Section>
  );
}

function HostSection({ store }: { store: SettingsStore }) {
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
      <AddForm add={add} issue={undefined}>
        <TextField label="hostPattern" value={pattern} />
        <EnvironmentField value={environment} />
      </AddForm>
    </Section>
  );
}

function ResetSection({ store, resetLog }: OptionsProps) {
  const { t } = useTexts();
  const done = useSignal<MessageId | undefined>(undefined);
  const reset = async (run: () => Promise<void>, text: MessageId) => {
    await run();
    done.value = text;
  };
  return (
    <Section title="resetTitle" hint="resetHint">
      <div class="row">
        <button onClick={() => void reset(store.reset, 'settingsWereReset')}>
          {t('resetSettings')}
        </button>
        <button onClick={() => void reset(resetLog, 'logWasReset')}>{t('resetLog')}</button>
        <span role="status">{done.value && t(done.value)}</span>
      </div>
    </Section>
  );
}

interface SectionProps {
  title: MessageId;
  hint?: MessageId;
  children: ComponentChildren;
}

function Section({ title, hint, children }: SectionProps) {
  const { t } = useTexts();
  return (
    <section aria-label={t(title)}>
      <h2>{t(title)}</h2>
      {hint && <p class="muted">{t(hint)}</p>}
      {children}
    </section>
  );
}

interface EntriesProps {
  names: string[];
  draw?(index: number): ComponentChildren;
  remove(index: number): void;
}

function Entries({ names, draw, remove }: EntriesProps) {
  const { t } = useTexts();
  return (
    <ul class="entries">
      {names.map((name, index) => (
        <li key={`${index} ${name}`}>
          <span>{draw ? draw(index) : <bdi>{name}</bdi>}</span>
          <button aria-label={t('removeNamed', name)} onClick={() => remove(index)}>
            {t('remove')}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface AddFormProps {
  add(): void;
  issue: MessageId | undefined;
  children: ComponentChildren;
}

function AddForm({ add, issue, children }: AddFormProps) {
  const { t } = useTexts();
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      {children}
      <button type="submit">{t('add')}</button>
      {issue && (
        <span class="error" role="alert">
          {t(issue)}
        </span>
      )}
    </form>
  );
}

function TextField({ label, value }: { label: MessageId; value: { value: string } }) {
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

interface EnvironmentFieldProps {
  value: { value: Environment | '' };
  /** Text of the choice of none, where that is one. */
  none?: string;
}

function EnvironmentField({ value, none }: EnvironmentFieldProps) {
  const { t } = useTexts();
  return (
    <label>
      {t('environment')}{' '}
      <select
        value={value.value}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          value.value = ENVIRONMENTS.find((environment) => environment === chosen) ?? '';
        }}
      >
        {none !== undefined && <option value="">{none}</option>}
        {ENVIRONMENTS.map((environment) => (
          <option key={environment} value={environment}>
            {t(ENVIRONMENT_TEXT[environment])}
          </option>
        ))}
      </select>
    </label>
  );
}

function EnvironmentName({ environment }: { environment: Environment | undefined }) {
  const { t } = useTexts();
  return <span class="muted">{environment && t(ENVIRONMENT_TEXT[environment])}</span>;
}

function without<T>(list: T[], index: number): T[] {
  return list.toSpliced(index, 1);
}
