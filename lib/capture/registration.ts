import { originPattern } from './origins.ts';

const HOOK = 'hook';
const RELAY = 'relay';

/** A content script as the browser is asked to register it. */
export interface Registration {
  id: string;
  js: string[];
  matches: string[];
  excludeMatches?: string[];
  world?: 'MAIN';
  runAt: 'document_start';
  allFrames: true;
  matchOriginAsFallback: true;
  persistAcrossSessions: false;
}

/** What is registered for the granted origins; the hook leaves out the sites that it is off for. */
export function registrationsFor(granted: string[], hookOff: readonly string[]): Registration[] {
  if (granted.length === 0) return [];
  const common = {
    matches: granted,
    runAt: 'document_start',
    allFrames: true,
    matchOriginAsFallback: true,
    persistAcrossSessions: false,
  } as const;
  const excluded = [...new Set(hookOff.map(originPattern))];
  return [
    {
      ...common,
      id: HOOK,
      js: ['content-scripts/hook.js'],
      world: 'MAIN',
      ...(excluded.length > 0 && { excludeMatches: excluded }),
    },
    { ...common, id: RELAY, js: ['content-scripts/relay.js'] },
  ];
}

interface Registered {
  id: string;
  matches?: string[] | undefined;
  excludeMatches?: string[] | undefined;
}

/** What has to change: documents that load meanwhile would go without what is taken away first. */
export function registrationChanges(
  registered: readonly Registered[],
  wanted: readonly Registration[],
): { unregister: string[]; register: Registration[] } {
  const stays = (one: Registered) =>
    wanted.some((other) => other.id === one.id && alike(one, other));
  return {
    unregister: registered.filter((one) => !stays(one)).map(({ id }) => id),
    register: wanted.filter(
      (one) => !registered.some((other) => other.id === one.id && stays(other)),
    ),
  };
}

function alike(one: Registered, other: Registered): boolean {
  const text = ({ matches = [], excludeMatches = [] }: Registered) =>
    JSON.stringify([matches.toSorted(), excludeMatches.toSorted()]);
  return text(one) === text(other);
}

/** Whether the page observer is switched off for a site, by its URL or origin, whatever its port. */
export function isHookOff(site: string, hookOff: readonly string[]): boolean {
  const url = URL.parse(site);
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  return hookOff.some((origin) => originPattern(origin) === originPattern(url.origin));
}
