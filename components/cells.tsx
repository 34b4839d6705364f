import type { ComponentChildren } from 'preact';
import type { LineOf, RequestShown } from '../lib/session/lines.ts';
import type { Session } from '../lib/session/session.ts';
import { type BuiltInColumnId, pathOfColumn } from '../lib/settings/columns.ts';
import type { KeyNames } from '../lib/settings/environments.ts';
import { clockTime, kilobytes, milliseconds } from './format.ts';
import { KeyDot, keyName, UnknownKey } from './keys.tsx';
import { countOf, type Texts } from './language.ts';
import { Marks } from './marks.tsx';
import { Outcome } from './outcome.tsx';
import { READING_TEXT } from './reading-text.ts';
import { ResendLink } from './resend-link.tsx';
import { tabName } from './tab-name.ts';

interface Given extends Texts {
  line: LineOf<'event' | 'batch'>;
  of: RequestShown;
  settings: KeyNames;
  session: Session;
}

/** What stands in each column, of an event or of a batch. */
const CELLS: Record<BuiltInColumnId, (given: Given) => ComponentChildren> = {
  time: ({ of, language }) => clockTime(of.capture.at, language),
  key: ({ t, of, settings }) => (
    <>
      <KeyDot settings={settings} value={of.key} />{' '}
      <UnknownKey settings={settings} value={of.key} />{' '}
      <bdi class="key-name">{keyName(t, settings, of.key)}</bdi>
    </>
  ),
  type: ({ t, line, of }) => {
    if (line.kind === 'event') {
      if (line.row.index === undefined) return <em>{t(READING_TEXT[of.reading])}</em>;
      return <bdi>{line.row.type ?? t('noType')}</bdi>;
    }
    const { shown, events } = line.sum;
    if (events === 0) return <em>{t(READING_TEXT[of.reading])}</em>;
    return shown === events ? countOf(t, events, 'eventCount') : t('shownOf', shown, events);
  },
  brief: ({ t, line, of, session: { show } }) => {
    if (line.kind === 'event') {
      return (
        <>
          <Marks capture={of.capture} isDuplicate={line.row.isDuplicate} />
          <ResendLink show={show} line={line} />
          <bdi>{line.row.brief}</bdi>
        </>
      );
    }
    const { types, typesLeft } = line.sum;
    return (
      <>
        <Marks capture={of.capture} />
        <ResendLink show={show} line={line} />
        <bdi>
          {types.join(' · ')}
          {typesLeft > 0 && ` · ${t('fieldsCut', typesLeft)}`}
        </bdi>
      </>
    );
  },
  tab: ({ t, of, session }) => tabName(t, session, of.capture.tab),
  outcome: ({ of }) => <Outcome capture={of.capture} />,
  page: ({ of }) => <bdi>{URL.parse(of.capture.route)?.pathname ?? of.capture.route}</bdi>,
  host: ({ of }) => <bdi>{URL.parse(of.capture.url)?.host}</bdi>,
  transport: ({ of }) => of.capture.transport,
  size: ({ of: { capture }, language }) =>
    capture.body.kind === 'bytes' && kilobytes(capture.body.size, language),
  duration: ({ of: { capture }, language }) =>
    capture.ended !== undefined && milliseconds(capture.ended - capture.at, language),
};

/** The cell of a column; of a field's it is what the event has there. */
export function cellOf(id: string, given: Given): ComponentChildren {
  if (pathOfColumn(id)) {
    const { line } = given;
    return <bdi>{line.kind === 'event' ? line.fields?.[id] : ''}</bdi>;
  }
  return Object.hasOwn(CELLS, id) ? CELLS[id as BuiltInColumnId](given) : null;
}
