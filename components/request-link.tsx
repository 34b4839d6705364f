import type { ComponentChildren } from 'preact';
import type { Session } from '../lib/session/session.ts';
import { useTexts } from './language.ts';
import { focusList } from './list-focus.ts';

interface RequestLinkProps {
  session: Session;
  /** What the request that is looked at has to do with; it is in the list, or in it but for the filter. */
  capture: string;
  children: ComponentChildren;
}

/** Leads to another request, as far as the filter shows that. */
export function RequestLink({ session, capture, children }: RequestLinkProps) {
  const { t } = useTexts();
  if (session.related.value.requests[capture]?.where !== 'shown') {
    return (
      <span class="muted">
        {children} ({t('hiddenByFilter')})
      </span>
    );
  }
  return (
    <button
      class="link"
      onClick={() => {
        session.show({ capture });
        focusList();
      }}
    >
      {children}
    </button>
  );
}
