import type { Session } from '../lib/session/session.ts';
import { CoverageList } from './coverage-list.tsx';

/** How much of the newest page is watched; nothing while no page has been heard of. */
export function PageCoverage({ session }: { session: Session }) {
  const [visit, ...frames] = session.coverage.value.visits;
  if (!visit) return null;
  return (
    <CoverageList
      visit={visit}
      frames={frames}
      receives={session.receives}
      isCutOff={session.isCutOff.value}
    />
  );
}
