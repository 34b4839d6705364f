import { useSignal } from '@preact/signals';
import { useTexts } from './language.ts';

interface AccessRequestProps {
  origins: string[];
  /** Resolves with whether access was given. */
  request(): Promise<boolean>;
}

export function AccessRequest({ origins, request }: AccessRequestProps) {
  const { t } = useTexts();
  const granted = useSignal<boolean | undefined>(undefined);
  const ask = async () => {
    granted.value = await request();
  };
  return (
    <main class="page">
      <h1>{t('accessPageTitle')}</h1>
      <ul>
        {origins.map((origin) => (
          <li key={origin}>
            <bdi>{origin}</bdi>
          </li>
        ))}
      </ul>
      <p>{t('accessPageHint')}</p>
      <button id="allow" class="primary" onClick={() => void ask()}>
        {t('allowAccess')}
      </button>
      <p role="status">
        {granted.value !== undefined && t(granted.value ? 'accessGranted' : 'accessRefused')}
      </p>
    </main>
  );
}
