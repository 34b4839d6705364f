import type { ComponentChildren } from 'preact';
import type { Severity } from '../lib/contract/issue.ts';
import type { MessageId } from '../lib/language/translate.ts';
import type { Line } from '../lib/session/lines.ts';
import type { Session } from '../lib/session/session.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { CoverageMark } from './coverage-button.tsx';
import { clockTime } from './format.ts';
import { KeyDot, keyName } from './keys.tsx';
import { countOf, useTexts } from './language.ts';
import { Marks } from './marks.tsx';
import { Outcome } from './outcome.tsx';

interface LineProps {
  session: Session;
  line: Line;
  domId: string;
  position: number;
  settings: Settings;
  selected: boolean;
  select(id: string): void;
}

export const SEVERITY_SIGN: Record<Severity, string> = { error: '✖', warning: '⚠', info: 'ℹ' };
const WORST_TEXT: Record<Severity, MessageId> = {
  error: 'worstError',
  warning: 'worstWarning',
  info: 'worstInfo',
};
const READING_TEXT = {
  batch: 'emptyBatchRow',
  malformed: 'malformedRow',
  unreadable: 'unreadableRow',
  other: 'malformedRow',
} as const satisfies Record<string, MessageId>;

export function LineView(props: LineProps) {
  const { line } = props;
  switch (line.kind) {
    case 'visit':
      return <VisitLine {...props} line={line} />;
    case 'site':
      return <HeadLine {...props} kind="visit" text={line.site} count={line.count} isSite />;
    case 'route':
      return <HeadLine {...props} kind="route" text={shortUrl(line.url)} count={line.count} />;
    case 'event':
      return <EventLine {...props} line={line} />;
    case 'others':
      return <OthersLine {...props} count={line.count} />;
  }
}

function VisitLine(props: LineProps & { line: Extract<Line, { kind: 'visit' }> }) {
  const { visit, url, count } = props.line;
  const isFrame = visit !== undefined && !visit.topFrame;
  return (
    <HeadLine
      {...props}
      kind="visit"
      text={isFrame ? url : shortUrl(url)}
      count={count}
      {...(visit?.title && { title: visit.title })}
      isFrame={isFrame}
    >
      {visit && <CoverageMark session={props.session} visit={visit} />}
    </HeadLine>
  );
}

interface HeadProps extends LineProps {
  kind: 'visit' | 'route';
  text: string;
  title?: string;
  count: number;
  isFrame?: boolean;
  isSite?: boolean;
  children?: ComponentChildren;
}

function HeadLine(props: HeadProps) {
  const { domId, position, kind, text, title, count, isFrame, isSite, children } = props;
  const { t } = useTexts();
  return (
    <div
      id={domId}
      class={`line ${kind}`}
      role="row"
      aria-rowindex={position + 1}
      style={place(position)}
    >
      <span role="gridcell" class="head">
        {isFrame && <span class="mark">{t('inFrame')}</span>}
        {isSite && <span class="mark">{t('ofSite')}</span>} <bdi>{text}</bdi>{' '}
        {title && <bdi class="muted">{title}</bdi>}
      </span>
      {children && (
        <span role="gridcell" class="marks">
          {children}
        </span>
      )}
      <span role="gridcell" class="muted">
        {countOf(t, count, 'eventCount')}
      </span>
    </div>
  );
}

function OthersLine({ domId, position, count }: LineProps & { count: number }) {
  const { t } = useTexts();
  return (
    <div
      id={domId}
      class="line muted"
      role="row"
      aria-rowindex={position + 1}
      style={place(position)}
    >
      <span role="gridcell" class="head">
        {countOf(t, count, 'otherRequests')}
      </span>
    </div>
  );
}

function EventLine(props: LineProps & { line: Extract<Line, { kind: 'event' }> }) {
  const { line, domId, position, settings, selected, select } = props;
  const { t, language } = useTexts();
  const { row, of } = line;
  const name = keyName(t, settings, of.key);
  return (
    <div
      id={domId}
      class="line event"
      role="row"
      aria-rowindex={position + 1}
      aria-selected={selected}
      style={place(position)}
      onClick={() => select(line.id)}
    >
      <span role="gridcell" class="sign">
        {row.worst && (
          <span
            class={row.worst}
            role="img"
            aria-label={t(WORST_TEXT[row.worst], countOf(t, row.issues, 'issueCount'))}
          >
            {SEVERITY_SIGN[row.worst]}
          </span>
        )}
      </span>
      <span role="gridcell" class="time">
        {clockTime(of.capture.at, language)}
      </span>
      <span role="gridcell" class="key">
        <KeyDot value={of.key} /> <span class="key-name">{name}</span>
      </span>
      <span role="gridcell" class="type">
        {row.index === undefined ? (
          <em>{t(READING_TEXT[of.reading])}</em>
        ) : (
          <bdi>{row.type ?? t('noType')}</bdi>
        )}
      </span>
      <span role="gridcell" class="brief">
        <Marks capture={of.capture} />
        <bdi>{row.brief}</bdi>
      </span>
      <span role="gridcell" class="outcome">
        <Outcome capture={of.capture} />
      </span>
    </div>
  );
}

function place(position: number) {
  return { transform: `translateY(calc(var(--line) * ${position}))` };
}

/** A URL as a tester reads it: without the scheme and host that all of a shop's pages share. */
function shortUrl(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.pathname}${parsed.search}${parsed.hash}` : url;
}
