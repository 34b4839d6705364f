import type { NetworkPart } from '../lib/capture/capture.ts';
import type { MessageId } from '../lib/language/translate.ts';
import type { CaptureShown } from '../lib/session/shown.ts';
import type { Session } from '../lib/session/session.ts';
import { environmentOf } from '../lib/settings/environments.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { CallStack, type OpenSource } from './call-stack.tsx';
import { Fact, Headers } from './facts.tsx';
import { clockTime, milliseconds } from './format.ts';
import { ENVIRONMENT_TEXT, keyName, UnknownKey } from './keys.tsx';
import { useTexts } from './language.ts';
import { MarkNotes } from './mark-notes.tsx';
import { Testimonies } from './testimonies.tsx';
import { Timing } from './timing.tsx';

interface RequestViewProps {
  session: Session;
  detail: CaptureShown;
  settings: Settings;
  openSource: OpenSource;
}

/** A request: where to, where from, who saw what of it, when, and by which code. */
export function RequestView({ session, detail, settings, openSource }: RequestViewProps) {
  const { t } = useTexts();
  const { capture } = detail;
  const visit = session.related.value.visit;
  const stack = capture.page?.stack ?? capture.devtools?.stack;
  return (
    <>
      <MarkNotes session={session} detail={detail} />
      <RequestFacts
        session={session}
        detail={detail}
        settings={settings}
        page={visit?.url ?? capture.site ?? capture.route}
      />
      <Testimonies capture={capture} visit={visit} />
      {capture.network && <Way network={capture.network} />}
      <Timing capture={capture} />
      {stack !== undefined && <CallStack stack={stack} openSource={openSource} />}
      <Headers title={t('requestHeaders')} headers={capture.requestHeaders} />
    </>
  );
}

const LIFECYCLE_TEXT: Record<string, MessageId> = {
  prerender: 'lifecyclePrerender',
  cached: 'lifecycleCached',
};

/** The key, shown whole where the user asks for it. */
function KeyFact({
  session,
  settings,
  value,
}: Pick<RequestViewProps, 'session' | 'settings'> & { value: string | undefined }) {
  const { t } = useTexts();
  const isRevealed = value !== undefined && session.revealedKeys.value.has(value);
  return (
    <>
      <dt>{t('keyLabel')}</dt>
      <dd>
        <UnknownKey settings={settings} value={value} />{' '}
        <bdi>{keyName(t, settings, value, isRevealed)}</bdi>{' '}
        {value && (
          <button class="link" onClick={() => session.toggleKey(value)}>
            {t(isRevealed ? 'hideKey' : 'revealKey')}
          </button>
        )}
      </dd>
    </>
  );
}

function RequestFacts({
  session,
  detail,
  settings,
  page,
}: Pick<RequestViewProps, 'session' | 'detail' | 'settings'> & { page: string }) {
  const { t, language } = useTexts();
  const { capture } = detail;
  const { network, devtools } = capture;
  const inEnvironment = (url: string) => {
    const environment = environmentOf(settings, url);
    return environment ? `${url} (${t(ENVIRONMENT_TEXT[environment])})` : url;
  };
  const lifecycle = network?.lifecycle && LIFECYCLE_TEXT[network.lifecycle];
  return (
    <dl>
      <Fact name={t('url')} value={inEnvironment(capture.url)} />
      <Fact name={t('method')} value={capture.method} />
      <KeyFact session={session} settings={settings} value={detail.batch?.key} />
      <Fact name={t('page')} value={inEnvironment(page)} />
      {capture.route !== page && <Fact name={t('route')} value={capture.route} />}
      <Fact name={t('frame')} value={t(capture.topFrame ? 'topFrame' : 'subFrame')} />
      {lifecycle && <Fact name={t('lifecycle')} value={t(lifecycle)} />}
      <Fact name={t('time')} value={clockTime(capture.at, language)} />
      <Fact name={t('transport')} value={capture.page?.transport} />
      <Fact name={t('requestType')} value={network?.type} />
      <Fact name={t('initiator')} value={network?.initiator || undefined} />
      <Fact name={t('serverAddress')} value={devtools?.serverAddress} />
    </dl>
  );
}

/** How a request came to where it went: asked for by a preflight, sent on by redirects. */
function Way({ network }: { network: NetworkPart }) {
  const { t, language } = useTexts();
  const { preflight, hops, url } = network;
  return (
    <>
      {preflight && (
        <>
          <h3>{t('preflight')}</h3>
          <p>
            <bdi>
              OPTIONS {preflight.status ?? preflight.error ?? t('pending')}
              {preflight.ended !== undefined &&
                `, ${milliseconds(preflight.ended - preflight.at, language)}`}
            </bdi>
          </p>
        </>
      )}
      {hops.length > 0 && (
        <>
          <h3>{t('redirects')}</h3>
          <ol class="hops">
            {hops.map((hop, index) => (
              <li key={index}>
                <bdi>
                  {hop.status} {hop.url}
                </bdi>
              </li>
            ))}
            <li>
              <bdi>
                {network.status ?? network.error ?? t('pending')} {url}
              </bdi>
            </li>
          </ol>
        </>
      )}
    </>
  );
}
