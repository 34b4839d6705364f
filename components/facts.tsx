import type { Header } from '../lib/capture/capture.ts';
import { useTexts } from './language.ts';

/** A name and its value, in a list of such. */
export function Fact({ name, value }: { name: string; value: string | undefined }) {
  if (value === undefined) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </>
  );
}

export function Headers({ title, headers }: { title: string; headers: Header[] }) {
  const { t } = useTexts();
  return (
    <>
      <h3>{title}</h3>
      {headers.length === 0 && <p class="muted">{t('noHeaders')}</p>}
      <dl>
        {headers.map(({ name, value }, index) => (
          <Fact key={`${name} ${index}`} name={name} value={value ?? t('notStored')} />
        ))}
      </dl>
    </>
  );
}
