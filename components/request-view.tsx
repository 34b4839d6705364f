import type { Header } from '../lib/capture/capture.ts';
import type { CaptureDetail } from '../lib/session/rows.ts';
import { environmentOf } from '../lib/settings/environments.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { BodySource } from './body-source.tsx';
import { clockTime } from './format.ts';
import { ENVIRONMENT_TEXT, keyName } from './keys.tsx';
import { useTexts } from './language.ts';
import { Outcome } from './outcome.tsx';

interface RequestViewProps {
  detail: CaptureDetail;
  settings: Settings;
  /** URL of the document that sent it. */
  page: string;
}

/** A request: where to, where from, when, how, who saw it, its headers and its body. */
export function RequestView({ detail, settings, page }: RequestViewProps) {
  const { t, language } = useTexts();
  const { capture } = detail;
  const inEnvironment = (url: string) => {
    const environment = environmentOf(settings, url);
    return environment ? `${url} (${t(ENVIRONMENT_TEXT[environment])})` : url;
  };
  const observers = [
    capture.network && t('observerNetwork'),
    capture.page && t('observerPage'),
  ].filter((name) => name !== undefined);
  return (
    <>
      <dl>
        <Fact name={t('url')} value={inEnvironment(capture.url)} />
        <Fact name={t('method')} value={capture.method} />
        <Fact name={t('keyLabel')} value={keyName(t, settings, detail.batch?.key)} />
        <Fact name={t('page')} value={inEnvironment(page)} />
        {capture.route !== page && <Fact name={t('route')} value={capture.route} />}
        <Fact name={t('frame')} value={t(capture.topFrame ? 'topFrame' : 'subFrame')} />
        <Fact name={t('time')} value={clockTime(capture.at, language)} />
        {capture.ended !== undefined && (
          <Fact
            name={t('duration')}
            value={t('milliseconds', Math.round(capture.ended - capture.at))}
          />
        )}
        {capture.page && <Fact name={t('transport')} value={capture.page.transport} />}
        <Fact name={t('observers')} value={observers.join(', ')} />
      </dl>
      {!capture.network && <p class="warning">{t('pageOnly')}</p>}
      <Headers title={t('requestHeaders')} headers={capture.requestHeaders} />
      <BodySource detail={detail} />
    </>
  );
}

/** What the server said, as far as an observer saw it. */
export function ResponseView({ detail }: { detail: CaptureDetail }) {
  const { t } = useTexts();
  const { capture } = detail;
  const { status } = capture;
  return (
    <>
      <dl>
        <dt>{t('status')}</dt>
        <dd>
          <Outcome capture={capture} />
        </dd>
        {capture.error !== undefined && <Fact name={t('error')} value={capture.error} />}
      </dl>
      {status === undefined ? (
        <p>{t('noAnswer')}</p>
      ) : (
        <>
          <p>{t(status < 300 ? 'accepted' : 'rejected')}</p>
          <Headers title={t('responseHeaders')} headers={capture.responseHeaders} />
          <p class="muted">{t('responseBodyNotSeen')}</p>
        </>
      )}
    </>
  );
}

function Headers({ title, headers }: { title: string; headers: Header[] }) {
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

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </>
  );
}
