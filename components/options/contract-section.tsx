import { useSignal } from '@preact/signals';
import type { Contract, ContractRecord } from '../../lib/contract/loaded/contract.ts';
import type { Refusal } from '../../lib/contract/loaded/refusal.ts';
import { say } from '../../lib/language/said.ts';
import type { Language, Translate } from '../../lib/language/translate.ts';
import type { ContractStore } from '../../lib/settings/contracts.ts';
import { shortKey } from '../../lib/wire/keys.ts';
import { dateAndTime } from '../format.ts';
import { useTexts } from '../language.ts';
import { ContractSource } from './contract-source.tsx';
import { Entries } from './entries.tsx';
import { Form, TextField } from './form.tsx';
import { Section } from './section.tsx';

/** The contracts that are loaded, and a form to load one. */
export function ContractSection({ contracts: store }: { contracts: ContractStore }) {
  const { t, language } = useTexts();
  const contracts = store.contracts.value;
  const fields = {
    text: useSignal(''),
    name: useSignal(''),
    host: useSignal(''),
    key: useSignal(''),
    types: useSignal(''),
  };
  const isForBatch = useSignal(false);
  const refusal = useSignal<Refusal | undefined>(undefined);
  const loaded = useSignal<Contract | undefined>(undefined);

  async function load() {
    const text = (name: keyof typeof fields) => fields[name].value.trim();
    const types = text('types')
      .split(/\s*,\s*/)
      .filter(Boolean);
    const result = await store.load(fields.text.value, {
      name: text('name'),
      scope: {
        ...(text('host') && { host: text('host') }),
        ...(text('key') && { key: text('key') }),
      },
      ...(isForBatch.value ? { covers: 'batch' } : types.length > 0 && { covers: types }),
    });
    refusal.value = result.ok ? undefined : result.refusal;
    loaded.value = result.ok ? result.contract : undefined;
    if (result.ok) for (const field of Object.values(fields)) field.value = '';
  }

  const ignored = loaded.value?.compiled.ignored.map(({ pointer }) => pointer) ?? [];
  return (
    <Section title="contractsTitle" hint="contractsHint">
      {store.fault.value !== undefined && (
        <p class="error" role="alert">
          {t('contractBroken', store.fault.value)}
        </p>
      )}
      <Entries
        names={contracts.map((one) => (one.ok ? one.record.name : one.name))}
        draw={(index) => {
          const one = contracts[index];
          if (!one) return null;
          if (one.ok) return <Entry record={one.record} language={language} />;
          return (
            <span class="error">
              <bdi>{one.name}</bdi> {t('contractBroken', one.reason)}
            </span>
          );
        }}
        remove={(index) => void store.remove(contracts[index]?.id ?? '')}
      />
      <Form
        action="contractLoad"
        submit={() => void load()}
        issue={refusal.value && refusalText(t, refusal.value)}
      >
        <ContractSource
          text={fields.text}
          name={fields.name}
          refuse={(why) => (refusal.value = why)}
        />
        <TextField label="contractName" value={fields.name} />
        <label>
          {t('contractCovers')}{' '}
          <select
            value={isForBatch.value ? 'batch' : 'events'}
            onChange={(event) => (isForBatch.value = event.currentTarget.value === 'batch')}
          >
            <option value="events">{t('contractCoversEvents')}</option>
            <option value="batch">{t('contractCoversBatch')}</option>
          </select>
        </label>
        {!isForBatch.value && <TextField label="contractTypes" value={fields.types} />}
        <TextField label="contractHost" value={fields.host} />
        <TextField label="contractKey" value={fields.key} />
      </Form>
      {ignored.length > 0 && <p role="status">{t('contractIgnored', ignored.join(', '))}</p>}
    </Section>
  );
}

function Entry({ record, language }: { record: ContractRecord; language: Language }) {
  const { t } = useTexts();
  const { name, loadedAt, covers, scope } = record;
  const types = covers === 'batch' ? [] : covers.map(({ eventType }) => eventType);
  return (
    <>
      <bdi>{name}</bdi>{' '}
      <bdi>{covers === 'batch' ? t('contractCoversBatch') : types.join(', ')}</bdi>{' '}
      <span class="muted">
        <bdi>{scope.host}</bdi> <bdi>{scope.key && shortKey(scope.key)}</bdi>{' '}
        {dateAndTime(loadedAt, language)}
      </span>
    </>
  );
}

/** Where it is, and why it is refused. */
function refusalText(t: Translate, { message, params = [], place }: Refusal): string {
  const reason = say(t, { text: message, params });
  if (!place) return reason;
  if ('line' in place) return `${t('contractLine', place.line, place.column)}: ${reason}`;
  const where = place.pointer === '' ? t('contractAtTop') : t('contractAt', place.pointer);
  return `${where}: ${reason}`;
}
