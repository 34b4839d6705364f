import { ENVIRONMENTS, type Environment } from '../../lib/settings/settings.ts';
import { ENVIRONMENT_TEXT } from '../keys.tsx';
import { useTexts } from '../language.ts';

interface EnvironmentFieldProps {
  value: { value: Environment | '' };
  /** Text of the choice of none, where that is one. */
  none?: string;
}

export function EnvironmentField({ value, none }: EnvironmentFieldProps) {
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

export function EnvironmentName({ environment }: { environment: Environment | undefined }) {
  const { t } = useTexts();
  return <span class="muted">{environment && t(ENVIRONMENT_TEXT[environment])}</span>;
}
