import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { BODY_GAP_TEXT } from '../lib/session/body-gaps.ts';
import { hexDump } from '../lib/session/hex.ts';
import { withoutKeys } from '../lib/wire/keys.ts';
import { type CaptureShown, SHOWN_BYTES } from '../lib/session/shown.ts';
import { MAX_SOURCE, type SourceShown } from '../lib/session/source.ts';
import type { Session } from '../lib/session/session.ts';
import { inertText } from './inert-text.ts';
import { useTexts } from './language.ts';

/** Characters of a text that are drawn. */
const MAX_TEXT = 20_000;

/** The event that is looked at, in the source. */
export const SOURCE_EVENT = '.source mark';

interface BodySourceProps {
  session: Session;
  detail: CaptureShown;
}

/** A request's body as it came, or the reason why there is nothing to show. */
export function BodySource({ session, detail }: BodySourceProps) {
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
  return <Source size={body.size} session={session} detail={detail} />;
}

/** The text or, where it is none or that is wanted, the bytes. */
function Source({ size, session, detail }: BodySourceProps & { size: number }) {
  const { t } = useTexts();
  const { source, hex } = detail;
  const wantsHex = useSignal(false);
  const isHex = wantsHex.value || !source;
  return (
    <>
      <div class="source-head">
        <Title title={t('source')} size={size} />
        {source && hex !== undefined && (
          <label>
            <input
              type="checkbox"
              checked={isHex}
              onChange={(event) => (wantsHex.value = event.currentTarget.checked)}
            />{' '}
            {t('asBytes')}
          </label>
        )}
      </div>
      {isHex ? (
        <pre class="source hex">{hex ?? ''}</pre>
      ) : (
        <SourceText session={session} source={source} />
      )}
      {isHex && size > SHOWN_BYTES && <p class="muted">{t('bytesCut', SHOWN_BYTES)}</p>}
    </>
  );
}

interface SourceTextProps {
  session: Session;
  source: SourceShown;
}

/** The text around the event that is looked at, which stands out in it, as does a fault. */
function SourceText({ session, source }: SourceTextProps) {
  const { t } = useTexts();
  const { isAround, leftBefore, leftAfter } = source;
  return (
    <>
      {isAround && <p class="muted">{t('sourceAround')}</p>}
      {leftBefore + leftAfter > 0 && <SourcePages session={session} source={source} />}
      <pre class="source">
        {piecesOf(source).map(({ text, isEvent, isFault }) => (
          <>
            {isFault && <FaultSign />}
            {isEvent && text !== '' ? <mark>{inertText(text)}</mark> : inertText(text)}
          </>
        ))}
      </pre>
    </>
  );
}

/** Which part of a long text is shown, and what leads on to others, which are read from their beginning. */
function SourcePages({ session, source: { leftBefore, leftAfter, length } }: SourceTextProps) {
  const { t } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const isTurning = useRef(false);
  useLayoutEffect(() => {
    if (isTurning.current) box.current!.closest('[role=tabpanel]')!.scrollTop = 0;
    isTurning.current = false;
  }, [leftBefore]);
  const end = length - leftAfter;
  function turnTo(from: number) {
    isTurning.current = true;
    session.showSource(from);
  }
  return (
    <div ref={box} class="source-pages muted">
      <span role="status">{t('sourcePart', leftBefore + 1, end, length)}</span>{' '}
      <button
        aria-disabled={leftBefore === 0}
        onClick={() => leftBefore > 0 && turnTo(leftBefore - MAX_SOURCE)}
      >
        {t('sourceEarlier')}
      </button>{' '}
      <button aria-disabled={leftAfter === 0} onClick={() => leftAfter > 0 && turnTo(end)}>
        {t('sourceLater')}
      </button>
    </div>
  );
}

function FaultSign() {
  const { t } = useTexts();
  const name = t('faultHere');
  return <span class="fault-sign" role="img" aria-label={name} title={name} />;
}

interface Piece {
  text: string;
  isEvent: boolean;
  /** The fault stands before it. */
  isFault: boolean;
}

/** The source, cut where the event begins and ends and where the fault is. */
function piecesOf({ before, event, after, fault = -1 }: SourceShown): Piece[] {
  let start = 0;
  let isMarked = fault < 0;
  return [before, event, after].flatMap((part, index) => {
    const isEvent = index === 1;
    const cut = fault - start;
    start += part.length;
    if (isMarked || cut > part.length) return [{ text: part, isEvent, isFault: false }];
    isMarked = true;
    return [
      { text: part.slice(0, cut), isEvent, isFault: false },
      { text: part.slice(cut), isEvent, isFault: true },
    ];
  });
}

interface BodyTextProps {
  title: string;
  /** Of the whole body, in bytes. */
  size: number;
  text: string | undefined;
  /** Shown in hex, where the body is no text. */
  bytes: Uint8Array | undefined;
  /** The instrumentation key, which is not shown whole. */
  secret?: string | undefined;
}

export function BodyText({ title, size, text, bytes, secret }: BodyTextProps) {
  const { t } = useTexts();
  const whole = bytes ? hexDump(bytes, secret) : (text ?? '');
  return (
    <>
      <Title title={title} size={size} />
      <pre class="source">{inertText(withoutKeys(whole.slice(0, MAX_TEXT), secret))}</pre>
      {whole.length > MAX_TEXT && <p class="muted">{t('textCut', MAX_TEXT)}</p>}
    </>
  );
}

function Title({ title, size }: { title: string; size: number }) {
  const { t } = useTexts();
  return (
    <h3>
      {title} <span class="muted">{t('bytes', size)}</span>
    </h3>
  );
}
