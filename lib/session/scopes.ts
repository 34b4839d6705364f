import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Recording } from '../log/recordings.ts';
import { ofTabs, type Scope } from '../log/scope.ts';
import type { Status } from '../messaging/commands.ts';

/**
 * What the user has chosen to see:
 * - `tab`: this tab with the tabs that it opened
 * - `site`: what the pages of an origin sent, in any tab
 * - `all`: all tabs that are watched
 * - `recording`: an earlier one, to be read only
 */
export type ScopeChoice =
  | { kind: 'tab' }
  | { kind: 'site'; site: string }
  | { kind: 'all' }
  | { kind: 'recording'; recording: Recording };

/** The panel asks for the earlier recordings. */
export interface RecordingsRequest {
  ask: 'recordings';
}
export interface RecordingsAnswer {
  tell: 'recordings';
  recordings: Recording[];
}

interface Surroundings {
  status: ReadonlySignal<Status | undefined>;
  ask(request: RecordingsRequest): void;
  /** Shows a scope from its beginning. */
  open(scope: Scope, tab: string): void;
  /** Shows what the scope at hand has more than before. */
  widen(scope: Scope): void;
}

export type Scopes = ReturnType<typeof createScopes>;

/** What of the log a session shows: the user's choice, by what there is now. */
export function createScopes({ status, ask, open, widen }: Surroundings) {
  const choice = signal<ScopeChoice>({ kind: 'tab' });
  const areAsked = signal(false);
  const recordings = signal<Recording[] | undefined>(undefined);
  /** Tabs of what is shown, in the order in which they were seen first. */
  const tabs = signal<readonly string[]>([]);
  /** Scope and tab that are open. */
  let opened: { scope: Scope; tab: string } | undefined;

  const scope = computed(() => status.value && scopeOf(choice.value, status.value));
  const family = computed(() => status.value && ofTabs(status.value.tab, ...status.value.opened));

  function follow(anew = false): void {
    const tab = status.peek()?.tab;
    const next = scope.peek();
    if (tab === undefined || !next) return;
    const before = opened;
    opened = { scope: next, tab };
    if (anew || !before || before.tab !== tab || !isWithin(before.scope, next)) open(next, tab);
    else if (!isWithin(next, before.scope)) widen(next);
  }

  return {
    choice: choice as ReadonlySignal<ScopeChoice>,
    scope,
    tabs,
    /** Nothing is changed by the panel of what it shows. */
    isReadOnly: computed(() => choice.value.kind === 'recording'),
    /** More than one tab may be seen. */
    seesTabs: computed(() => {
      const now = scope.value;
      return now?.kind === 'site' || (now?.kind === 'tabs' && now.tabs.length > 1);
    }),
    /** Earlier recordings, as they are looked through; `undefined` until they are told. */
    areAsked: areAsked as ReadonlySignal<boolean>,
    recordings: computed(() => recordings.value?.filter(({ tab }) => !isOfTabs(family.value, tab))),

    /** Shows what there is now, from its beginning where that is asked for or it is another scope. */
    follow,

    choose(next: ScopeChoice): void {
      batch(() => {
        choice.value = next;
        areAsked.value = false;
      });
      follow();
    },

    askRecordings(): void {
      batch(() => {
        recordings.value = undefined;
        areAsked.value = true;
      });
      ask({ ask: 'recordings' });
    },

    leaveRecordings(): void {
      areAsked.value = false;
    },

    hear(answer: RecordingsAnswer): void {
      recordings.value = answer.recordings;
    },
  };
}

function scopeOf(choice: ScopeChoice, { tab, opened, watched }: Status): Scope {
  switch (choice.kind) {
    case 'tab':
      return ofTabs(tab, ...opened);
    case 'all':
      // A panel may be there before its tab counts as watched.
      return ofTabs(...new Set([tab, ...opened, ...watched]));
    case 'site':
      return { kind: 'site', site: choice.site };
    case 'recording':
      return { kind: 'visits', visits: choice.recording.visits };
  }
}

function isOfTabs(scope: Scope | undefined, tab: string): boolean {
  return scope?.kind === 'tabs' && scope.tabs.includes(tab);
}

/** Whether a scope has nothing that another one of its kind lacks. */
function isWithin(scope: Scope, other: Scope): boolean {
  switch (scope.kind) {
    case 'tabs':
      return other.kind === 'tabs' && scope.tabs.every((tab) => other.tabs.includes(tab));
    case 'site':
    case 'visits':
      return JSON.stringify(scope) === JSON.stringify(other);
  }
}
