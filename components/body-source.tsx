import type { BodyGap } from '../lib/capture/capture.ts';
import type { MessageId } from '../lib/language/translate.ts';
import { shortKey } from '../lib/session/keys.ts';
import type { CaptureDetail } from '../lib/session/rows.ts';
import { useTexts } from './language.ts';

/** Characters of a body that are drawn. */
const MAX_TEXT = 20_000;

const GAP_TEXT: Record<BodyGap, MessageId> = {
  blob: 'bodyGapBlob',
  form: 'bodyGapForm',
  stream: 'bodyGapStream',
  'not-seen': 'bodyGapNotSeen',
};

/** A body as it came: text, or hex where it is none, or the reason why there is nothing to show. */
export function BodySource({ detail }: { detail: CaptureDetail }) {
  const { t } = useTexts();
  const { body } = detail.capture;
  if (body.kind === 'empty') return <p class="muted">{t('bodyEmpty')}</p>;
  if (body.kind === 'unreadable') return <p class="muted">{t(GAP_TEXT[body.reason])}</p>;
  const whole = detail.bytes ? hex(detail.bytes) : (detail.text ?? '');
  const text = withoutKey(whole.slice(0, MAX_TEXT), detail.batch?.key);
  return (
    <>
      <h3>
        {t('source')} <span class="muted">{t('bytes', body.size)}</span>
      </h3>
      <pre class="source">{text}</pre>
      {whole.length > MAX_TEXT && <p class="muted">{t('textCut', MAX_TEXT)}</p>}
    </>
  );
}

function withoutKey(text: string, key: string | undefined): string {
  // Where the body could not be decoded, the key is still to be found by its name.
  const named = /"instrumentationKey"\s*:\s*"([^"]+)"/.exec(text)?.[1];
  const secret = key ?? named;
  return secret ? text.replaceAll(secret, shortKey(secret)) : text;
}

function hex(bytes: Uint8Array): string {
  const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  return pairs.join(' ').replace(/((?:\w\w ){16})/g, '$1\n');
}
