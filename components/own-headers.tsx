import { useEffect, useRef } from 'preact/hooks';
import type { MessageId } from '../lib/language/translate.ts';
import {
  type HeaderFault,
  isBlank,
  isChromiumsOwn,
  MAX_HEADERS,
  type OwnHeader,
} from '../lib/resend/own-headers.ts';
import type { Drafts } from '../lib/session/drafts.ts';
import { useTexts } from './language.ts';

const FAULT_TEXT: Record<HeaderFault, MessageId> = {
  name: 'headerNoName',
  value: 'headerNoValue',
  browsers: 'headerBrowsers',
  pages: 'headerPages',
  secret: 'headerSecret',
  'too-long': 'headerTooLong',
  'too-many': 'headerTooMany',
};

/** The headers that a draft is sent with; one that can't be sent says why. */
export function OwnHeaders({ drafts }: { drafts: Drafts }) {
  const { t } = useTexts();
  const add = useRef<HTMLButtonElement>(null);
  const headers = drafts.draft.value?.headers ?? [];
  return (
    <details class="own-headers">
      <summary>{t('draftHeaders', headers.filter((one) => !isBlank(one)).length)}</summary>
      <ul>
        {headers.map((header, index) => (
          <HeaderItem
            key={index}
            header={header}
            fault={drafts.headerFaults.value[index]}
            number={index + 1}
            set={(changed) => drafts.setHeader(index, changed)}
            remove={() => {
              drafts.removeHeader(index);
              add.current?.focus();
            }}
          />
        ))}
      </ul>
      <button ref={add} disabled={headers.length >= MAX_HEADERS} onClick={drafts.addHeader}>
        {t('headerAdd')}
      </button>
    </details>
  );
}

interface HeaderItemProps {
  header: OwnHeader;
  fault: HeaderFault | undefined;
  number: number;
  set(header: OwnHeader): void;
  remove(): void;
}

function HeaderItem({ header, fault, number, set, remove }: HeaderItemProps) {
  const { t } = useTexts();
  const first = useRef<HTMLInputElement>(null);
  // One that has been added is what is written next.
  useEffect(() => {
    if (isBlank(header)) first.current?.focus();
  }, []);
  const [name, value] = header;
  const noted = fault && `header-fault-${number}`;
  const judged = { 'aria-invalid': fault !== undefined, 'aria-describedby': noted };
  return (
    <li>
      <input
        {...judged}
        ref={first}
        type="text"
        class="header-name"
        aria-label={t('headerName', number)}
        value={name}
        onInput={(event) => set([event.currentTarget.value, value])}
      />
      <input
        {...judged}
        type="text"
        class="header-value"
        aria-label={t('headerValue', number)}
        value={value}
        onInput={(event) => set([name, event.currentTarget.value])}
      />
      <button aria-label={t('removeNamed', name || number)} onClick={remove}>
        ✕
      </button>
      {isChromiumsOwn(name) && <span class="note muted">{t('headerChromiumsOwn', name)}</span>}
      {fault && (
        <span id={noted} class="note error">
          {t(FAULT_TEXT[fault], name)}
        </span>
      )}
    </li>
  );
}
