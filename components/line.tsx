import { Component, type ComponentChildren } from 'preact';
import type { Severity } from '../lib/contract/issue.ts';
import type { MessageId } from '../lib/language/translate.ts';
import { isSelectable, type Line, type LineOf } from '../lib/session/lines.ts';
import type { Session } from '../lib/session/session.ts';
import { builtInColumn, type ColumnSetting } from '../lib/settings/columns.ts';
import type { KeyNames } from '../lib/settings/environments.ts';
import { cellOf } from './cells.tsx';
import { ConsentCells } from './consent-cells.tsx';
import { CoverageMark } from './coverage-button.tsx';
import { countOf, useTexts } from './language.ts';
import { tabName } from './tab-name.ts';

interface LineProps {
  session: Session;
  line: Line;
  domId: string;
  /** Which line of all, from 0: the headings of the columns come before. */
  position: number;
  /** Pixels from the top of the scrolled element. */
  top: number;
  settings: KeyNames;
  columns: ColumnSetting[];
  isSelected: boolean;
  /** The keys act on it. */
  isActive: boolean;
  act(event: MouseEvent, session: Session, line: Line): void;
}

type Of<Kind extends Line['kind']> = LineProps & { line: LineOf<Kind> };

export const SEVERITY_SIGN: Record<Severity, string> = { error: '✖', warning: '⚠', info: 'ℹ' };
const WORST_TEXT: Record<Severity, MessageId> = {
  error: 'worstError',
  warning: 'worstWarning',
  info: 'worstInfo',
};
/** A line of the list. It is drawn anew only where something of it has changed. */
export class LineView extends Component<LineProps> {
  override shouldComponentUpdate(next: LineProps): boolean {
    const { props } = this;
    return (Object.keys(next) as (keyof LineProps)[]).some((name) => next[name] !== props[name]);
  }

  override render(props: LineProps) {
    const { line } = props;
    switch (line.kind) {
      case 'visit':
        return <VisitLine {...props} line={line} />;
      case 'site':
        return <HeadLine {...props} line={line} text={line.site} mark="ofSite" />;
      case 'route':
        return <HeadLine {...props} line={line} text={shortUrl(line.url)} />;
      case 'event':
        return <EventLine {...props} line={line} about={line.row} />;
      case 'batch':
        return <EventLine {...props} line={line} about={line.of} />;
      case 'consent':
        return <ConsentLine {...props} line={line} />;
      case 'others':
        return <OthersLine {...props} line={line} />;
    }
  }
}

interface RowProps extends LineProps {
  kind: string;
  isFolded?: boolean;
  children: ComponentChildren;
}

/** What all lines have in common. */
function Row(props: RowProps) {
  const { session, line, domId, position, top, isSelected, isActive, act, kind, children } = props;
  const { isFolded } = props;
  return (
    <div
      id={domId}
      class={`line ${kind}${isActive ? ' active' : ''}`}
      role="row"
      aria-rowindex={position + 2}
      aria-level={line.level}
      aria-expanded={isFolded === undefined ? undefined : !isFolded}
      aria-selected={isSelectable(line) ? isSelected : undefined}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={(event) => act(event, session, line)}
    >
      {children}
    </div>
  );
}

function VisitLine(props: Of<'visit'>) {
  const { visit, url } = props.line;
  const isFrame = visit !== undefined && !visit.topFrame;
  return (
    <HeadLine
      {...props}
      text={isFrame ? url : shortUrl(url)}
      {...(visit?.title && { title: visit.title })}
      {...(isFrame && { mark: 'inFrame' })}
      {...(visit && { tab: visit.tab })}
    >
      {visit && <CoverageMark session={props.session} visit={visit} />}
    </HeadLine>
  );
}

interface HeadProps extends LineProps {
  line: LineOf<'visit' | 'site' | 'route'>;
  text: string;
  title?: string;
  mark?: 'inFrame' | 'ofSite';
  tab?: string;
  children?: ComponentChildren;
}

function HeadLine(props: HeadProps) {
  const { session, line, text, title, mark, tab, children } = props;
  const { t } = useTexts();
  return (
    <Row {...props} kind={line.kind === 'route' ? 'route' : 'visit'} isFolded={line.isFolded}>
      <span role="gridcell" class="head">
        {tab !== undefined && session.scopes.seesTabs.value && (
          <span class="mark">{tabName(t, session, tab)}</span>
        )}{' '}
        {mark && <span class="mark">{t(mark)}</span>} <bdi>{text}</bdi>{' '}
        {title && <bdi class="muted">{title}</bdi>}
      </span>
      {children && (
        <span role="gridcell" class="marks">
          {children}
        </span>
      )}
      <span role="gridcell" class="muted">
        {countOf(t, line.count, 'eventCount')}
      </span>
    </Row>
  );
}

function ConsentLine(props: Of<'consent'>) {
  return (
    <Row {...props} kind="consent">
      <ConsentCells change={props.line.change} />
    </Row>
  );
}

function OthersLine(props: Of<'others'>) {
  const { t } = useTexts();
  return (
    <Row {...props} kind="muted">
      <span role="gridcell" class="head">
        {countOf(t, props.line.count, 'otherRequests')}
      </span>
    </Row>
  );
}

interface EventProps extends LineProps {
  line: LineOf<'event' | 'batch'>;
  /** What is wrong with it. */
  about: { worst?: Severity; issues: number };
}

/** An event or a batch: what is wrong with it, and a cell for each column. */
function EventLine(props: EventProps) {
  const { line, columns, settings } = props;
  const { worst, issues } = props.about;
  const texts = useTexts();
  const { t } = texts;
  return (
    <Row {...props} kind="event">
      <span role="gridcell" class="sign">
        {worst && (
          <span
            class={worst}
            role="img"
            aria-label={t(WORST_TEXT[worst], countOf(t, issues, 'issueCount'))}
          >
            {SEVERITY_SIGN[worst]}
          </span>
        )}
      </span>
      {columns.map(({ id }) => (
        <span key={id} role="gridcell" class={builtInColumn(id)?.id ?? 'field'}>
          {cellOf(id, { ...texts, line, of: line.of, settings, session: props.session })}
        </span>
      ))}
    </Row>
  );
}

/** A URL as a tester reads it: without the scheme and host that all of a shop's pages share. */
function shortUrl(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.pathname}${parsed.search}${parsed.hash}` : url;
}
