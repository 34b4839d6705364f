import { BODY_GAP_TEXT } from '../lib/session/body-gaps.ts';
import { shortKey } from '../lib/session/keys.ts';
import type { CaptureDetail } from '../lib/session/rows.ts';
import { useTexts } from './language.ts';

/** Characters of a body that are drawn. */
const MAX_TEXT = 20_000;

/** A key by its name, in JSON, perhaps within a string, or in a form. */
const NAMED_KEY =
  /((?:instrumentation_?key|i_?key|api_?key|write_?key)(?:\\*"\s*:\s*\\*"|=))([^"\\&\s]+)/gi;

/** A request's body as it came, or the reason why there is nothing to show. */
export function BodySource({ detail }: { detail: CaptureDetail }) {
  const { t } = useTexts();
  const { body } = detail.capture;
  if (body.kind === 'empty') return <p class="muted">{t('bodyEmpty')}</p>;
  if (body.kind === 'unreadable') {
    return (
      <>
        <h3>{t('source')}</h3>
        <p class="muted">{t(BODY_GAP_TEXT[body.reason])}</p>
      </>
    );
  }
  return (
    <BodyText
      title={t('source')}
      size={body.size}
      text={detail.text}
      bytes={detail.bytes}
      secret={detail.batch?.key}
    />
  );
}

interface BodyTextProps {
  title: string;
  /** Of the whole body, in bytes. */
  size: number;
  text: string | undefined;
  /** Shown in hex, where the body is no text. */
  bytes: Uint8Array | undefined;
  /** The instrumentation key, which is not shown whole. */
  secret: string | undefined;
}

export function BodyText({ title, size, text, bytes, secret }: BodyTextProps) {
  const { t } = useTexts();
  const whole = bytes ? hex(bytes) : (text ?? '');
  return (
    <>
      <h3>
        {title} <span class="muted">{t('bytes', size)}</span>
      </h3>
      <pre class="source">{withoutKey(whole.slice(0, MAX_TEXT), secret)}</pre>
      {whole.length > MAX_TEXT && <p class="muted">{t('textCut', MAX_TEXT)}</p>}
    </>
  );
}

function withoutKey(text: string, key: string | undefined): string {
  // Events may have keys of their own, and a body that could not be decoded has its as well.
  const shown = text.replace(NAMED_KEY, (_, name: string, named: string) => name + shortKey(named));
  return key ? shown.replaceAll(key, shortKey(key)) : shown;
}

function hex(bytes: Uint8Array): string {
  const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  return pairs.join(' ').replace(/((?:\w\w ){16})/g, '$1\n');
}
