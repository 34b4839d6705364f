import type { ReadonlySignal } from '@preact/signals';
import type { ContractStore } from '../lib/settings/contracts.ts';
import type { SettingsStore } from '../lib/settings/store.ts';
import { useTexts } from './language.ts';
import { ContractSection } from './options/contract-section.tsx';
import { EndpointSection } from './options/endpoint-section.tsx';
import { HostSection } from './options/host-section.tsx';
import { KeySection } from './options/key-section.tsx';
import { LanguageSection } from './options/language-section.tsx';
import { LockSection } from './options/lock-section.tsx';
import { LogSection } from './options/log-section.tsx';
import { ResetSection } from './options/reset-section.tsx';
import { RuleSection } from './options/rule-section.tsx';

interface OptionsProps {
  store: SettingsStore;
  contracts: ContractStore;
  /** In bytes; `undefined` where it is not known. */
  logSize: ReadonlySignal<number | undefined>;
  resetLog(): Promise<void>;
}

export function Options({ store, contracts, logSize, resetLog }: OptionsProps) {
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
      <LockSection store={store} />
      <RuleSection store={store} />
      <ContractSection contracts={contracts} />
      <LogSection store={store} logSize={logSize} />
      <ResetSection store={store} resetLog={resetLog} />
    </main>
  );
}
