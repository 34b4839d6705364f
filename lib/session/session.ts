import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Dropped } from '../log/reading.ts';
import type { AnswerTo, Command, Status } from '../messaging/commands.ts';
import type { StoredContract } from '../contract/loaded/store.ts';
import { pathOfColumn } from '../settings/columns.ts';
import type { Settings } from '../settings/settings.ts';
import type { SettingsArea } from '../settings/store.ts';
import { basisOf } from './checks.ts';
import { createOtherAnswer } from './other-answer.ts';
import { coverageOf } from './coverage.ts';
import type { FeedAnswer, FeedRequest } from './feed.ts';
import { createDrafts } from './drafts.ts';
import { createFilterStore } from './filter-store.ts';
import { isHead, lineId, type LinePlace, placeOf, type VisitShown } from './lines.ts';
import type { Counts } from './list/counts.ts';
import type { Whereabouts } from './list/list.ts';
import { NO_OVERVIEW, type OverviewShown } from './list/overview.ts';
import type { ListNews } from './list/telling.ts';
import { createListStore } from './list-store.ts';
import { createResending } from './resending.ts';
import { createLooking, type Tab } from './looking.ts';
import { NOTHING_RELATED, type Related } from './related.ts';
import { siteOf } from '../log/scope.ts';
import { createScopes } from './scopes.ts';
import { createSelection } from './selection.ts';
import type { CaptureShown } from './shown.ts';

/** How long the background may take to answer before the panel says that it does not, in milliseconds. */
const ANSWERS_WITHIN = 3000;

export interface SessionSurroundings {
  tabId: number;
  settings: ReadonlySignal<Settings>;
  contracts: ReadonlySignal<StoredContract[]>;
  /** The filter is there when the panel is opened again. */
  saveFilter(text: string): void;
  ask(request: FeedRequest): void;
  command<C extends Command>(command: C): Promise<AnswerTo<C>>;
  newId(): string;
  /** Where drafts are kept. */
  draftArea: Pick<SettingsArea, 'get' | 'set'>;
  /** What is known of the policies of the tab's page. */
  pagePolicies(): Promise<string[]>;
}

/** How many requests of all have been checked anew. */
export interface CheckedShown {
  done: number;
  total: number;
  /** The user has had it stopped. */
  isStopped?: true;
}

export type Session = ReturnType<typeof createSession>;

/** What one panel shows of the log, as signals, and what it can do, as verbs. */
export function createSession(surroundings: SessionSurroundings) {
  const { tabId, command, ask } = surroundings;
  const list = createListStore(ask);
  const selection = createSelection(list, ask);
  const overview = signal<OverviewShown>(NO_OVERVIEW);
  const counts = signal<Counts>({ events: 0, batches: 0, keys: [], types: [], states: [] });
  /** The newest page with its frames. */
  const page = signal<VisitShown[]>([]);
  /** The site of the tab's own page, as far as that is known. */
  const site = signal<string | undefined>(undefined);
  /** Addresses that events were sent to, without queries. */
  const endpoints = signal<readonly string[]>([]);
  const status = signal<Status | undefined>(undefined);
  /** The background has not answered for a while. */
  const isCutOff = signal(false);
  /** The clearing that the user wants to hear no more of. */
  const leftCleared = signal<string | undefined>(undefined);
  const fault = signal<string | undefined>(undefined);
  const dropped = signal<Dropped>({ captures: 0, visits: 0 });
  const detail = signal<CaptureShown | undefined>(undefined);
  /** The line that the detail is of, and what its capture has to do with. */
  const detailOf = signal<string | undefined>(undefined);
  const related = signal<Related>(NOTHING_RELATED);
  /** How far what is there is checked anew; it says that it has ended until something else is looked at. */
  const checked = signal<CheckedShown | undefined>(undefined);
  const tab = signal<Tab>('event');
  /** Of what the coverage is shown: the newest page with its frames, or one visit. */
  const coverageOpen = signal<{ visit?: VisitShown } | undefined>(undefined);

  const resending = createResending({
    settings: surroundings.settings,
    ask,
    tab: () => status.value?.tab,
    command,
    newId: surroundings.newId,
    pagePolicies: surroundings.pagePolicies,
  });
  const otherAnswer = createOtherAnswer((capture) => ask({ ask: 'answer', capture }));
  const drafts = createDrafts({
    ...surroundings,
    area: surroundings.draftArea,
    resending,
    usualUrl: () => endpoints.value.at(-1) ?? '',
    now: Date.now,
  });
  const filter = createFilterStore({
    settings: surroundings.settings,
    counts,
    overview,
    use: (wanted) => askForList({ ask: 'filter', filter: wanted }),
    save: surroundings.saveFilter,
  });

  const scopes = createScopes({
    status,
    ask,
    open: (scope, tab) => ask({ ask: 'open', scope, tab, filter: filter.inForce.value }),
    widen: (scope) => ask({ ask: 'widen', scope }),
  });

  /** What is hidden by the filter is not looked at. */
  const detailListed = computed(() => (selection.isListed.value ? detail.value : undefined));
  const looking = createLooking({ ask, list, selection, detail: detailListed, tab, show });

  const receivers = computed(() => new Set(endpoints.value.map((one) => URL.parse(one)?.origin)));
  const receives = (origin: string) => receivers.value.has(origin);
  const coverage = computed(() => coverageOf(page.value, receives));
  const coverageShown = computed(() => {
    if (!coverageOpen.value) return undefined;
    const { visit } = coverageOpen.value;
    return visit ? coverageOf([newest(visit)], receives) : coverage.value;
  });

  /** A visit as it was told last. */
  function newest(visit: VisitShown): VisitShown {
    const heads = list.told.value.lines.filter(isHead);
    const headed = heads.flatMap((head) => (head.kind === 'visit' && head.visit) || []);
    return [...page.value, ...headed].find(({ id }) => id === visit.id) ?? visit;
  }

  // What was shown of another line is not shown of this one.
  effect(() => {
    if (detailOf.value !== selection.looked.value) detail.value = undefined;
  });

  /** The line in whose source another part is shown than that of its event. */
  let turnedIn: string | undefined;
  effect(() => {
    void tab.value;
    const looked = selection.looked.peek();
    if (turnedIn !== undefined && turnedIn === looked) ask({ ask: 'detail', ...placeOf(looked) });
    turnedIn = undefined;
  });

  // That all is checked is said until something else is looked at.
  effect(() => {
    void selection.looked.value;
    otherAnswer.close();
    drafts.refused.value = undefined;
    const { done, total } = checked.peek() ?? {};
    if (done === total) checked.value = undefined;
  });

  function receiveList(news: ListNews) {
    list.receive(news);
    selection.receive(news);
    counts.value = news.counts ?? counts.value;
    overview.value = news.overview ?? overview.value;
    page.value = news.page ?? page.value;
    scopes.tabs.value = news.tabs ?? scopes.tabs.value;
    const own = page.value[0];
    if (own && own.tab === status.value?.tab) site.value = siteOf(own.url) ?? site.value;
    dropped.value = news.dropped ?? dropped.value;
    endpoints.value = news.endpoints ?? endpoints.value;
    if (!news.anew) return;
    checked.value = undefined;
    looking.comparing.close();
  }

  // What is compared is shown until something else is selected.
  effect(() => {
    void selection.turns.value;
    looking.comparing.close();
  });

  /** Asks for another list of the same: what is looked at is all that stays selected, and stays in view if it was. */
  function askForList(request: Extract<FeedRequest, { ask: 'filter' | 'draw' }>) {
    const looked = selection.looked.peek();
    const isKept = looked !== undefined && (list.shows(looked) || !selection.isListed.peek());
    selection.narrow();
    ask(request);
    if (isKept) ask({ ask: 'keep' });
  }

  /** Looks at an event, or the first one of a capture, and brings it into view. */
  function show(place: LinePlace) {
    selection.select(lineId(place));
    ask({ ask: 'reveal', ...place });
  }

  let drawnBy = '';
  /** The event that was looked at when batches were listed instead. */
  let eventBefore: string | undefined;
  effect(() => {
    const { listMode: mode, columns } = surroundings.settings.value;
    const fields = columns.flatMap(({ id }) => (pathOfColumn(id) ? [id] : []));
    const next = JSON.stringify({ mode, fields });
    if (next === drawnBy) return;
    drawnBy = next;
    askForList({ ask: 'draw', mode, fields });
    const looked = selection.looked.peek();
    if (looked === undefined) return;
    const { capture, event } = placeOf(looked);
    if (event !== undefined) eventBefore = looked;
    else if (eventBefore !== undefined && mode === 'events') {
      if (placeOf(eventBefore).capture === capture) selection.lookOnAt(eventBefore);
    }
  });

  const checkedBySettings = (['rules', 'keys', 'hosts', 'consentRequired'] as const).map((name) =>
    computed(() => surroundings.settings.value[name]),
  );
  /** By what is checked. The settings change with each keystroke in the filter, and contracts are large. */
  const basis = computed(() => {
    for (const part of checkedBySettings) void part.value;
    return basisOf(surroundings.settings.peek(), surroundings.contracts.value);
  });
  let checkedBy = '';
  effect(() => {
    const text = JSON.stringify(basis.value);
    if (text === checkedBy) return;
    checkedBy = text;
    checkAnew();
  });

  function checkAnew() {
    checked.value = undefined;
    ask({ ask: 'check', basis: basis.peek() });
  }

  async function refreshStatus() {
    const next = await command({ command: 'status', tabId });
    const isRepaired = fault.value !== undefined;
    batch(() => {
      status.value = next;
      fault.value = next.logFault;
      resending.hear(next.resending);
    });
    if (!next.logFault) scopes.follow(isRepaired);
  }

  /** Finds out whether the background is there, and takes in its status where it was not. */
  async function lookForBackground() {
    const late = setTimeout(() => (isCutOff.value = true), ANSWERS_WITHIN);
    try {
      await command({ command: 'status', tabId });
      if (isCutOff.value || !status.value) await refreshStatus();
      isCutOff.value = false;
    } catch {
      // That it has a fault of its own is no better.
      isCutOff.value = true;
    } finally {
      clearTimeout(late);
    }
  }

  return {
    filter,
    list,
    selection,
    status,
    isCutOff,
    fault,
    dropped,
    /** What was cleared here last, as long as that can be undone. */
    cleared: computed(() => {
      const cleared = status.value?.cleared;
      return cleared?.id === leftCleared.value ? undefined : cleared;
    }),
    selected: selection.looked,
    detail: detailListed,
    related: computed(() => related.value),
    checked,
    tab,
    endpoints,
    overview: overview as ReadonlySignal<OverviewShown>,
    resending,
    otherAnswer,
    drafts,
    ...looking.verbs,
    coverage,
    receives,
    coverageShown,
    scopes,
    site: computed(() => site.value),
    /** Events, whatever the filter, and those that it shows. */
    total: computed(() => counts.value.events),
    batches: computed(() => counts.value.batches),
    shown: computed(() => list.told.value.shown),
    refreshStatus,
    lookForBackground,

    receive(answer: FeedAnswer) {
      switch (answer.tell) {
        case 'list':
          batch(() => receiveList(answer));
          break;
        case 'excluded':
          filter.excluded.value = answer.parts;
          break;
        case 'words':
          filter.words.value = answer.words;
          break;
        case 'detail':
        case 'related':
          if (lineId(answer) !== selection.looked.value) break;
          batch(() => {
            related.value = answer.related;
            if (answer.tell !== 'detail') return;
            detailOf.value = lineId(answer);
            detail.value = answer.detail;
          });
          break;
        case 'recordings':
          scopes.hear(answer);
          break;
        case 'range':
          selection.receiveRange(answer.ids, answer.isCut);
          break;
        case 'compared':
        case 'copied':
        case 'issue':
        case 'first':
          looking.receive(answer);
          break;
        case 'sendable':
          resending.hearSendable(answer);
          break;
        case 'text':
          void drafts.hearText(answer);
          break;
        case 'draft':
          drafts.hearChecked(answer);
          break;
        case 'answer':
          otherAnswer.hear(answer.answer);
          break;
        case 'checked':
          // What was told before it heard that it is to stop is told too late.
          if (!checked.peek()?.isStopped) {
            checked.value = { done: answer.done, total: answer.total };
          }
          break;
        case 'fault':
          fault.value = answer.reason;
          checked.value = undefined;
          break;
      }
    },

    select: selection.select,

    show,

    /** Closes what is compared or else what is looked at; `false` where there is neither. */
    closeOne(): void | false {
      if (looking.comparing.shown.peek() !== undefined) looking.comparing.close();
      else if (selection.looked.peek() !== undefined) selection.leave();
      else return false;
    },

    /** Leaves what is not checked anew as it was checked before. */
    stopChecking() {
      const { value } = checked;
      if (!value || value.done === value.total) return;
      checked.value = { ...value, isStopped: true };
      ask({ ask: 'leave-checking' });
    },
    checkAnew,

    /** Shows the source of what is looked at from a character on, until another tab is chosen. */
    showSource(sourceFrom: number) {
      const id = selection.looked.peek();
      if (id === undefined) return;
      ask({ ask: 'detail', ...placeOf(id), sourceFrom });
      turnedIn = id;
    },

    /** Whether an event that the detail leads to is in the list, in it but for the filter, or not there. */
    whereIs: (place: LinePlace): Whereabouts => related.value.events[lineId(place)] ?? 'gone',

    /** How much was watched of one document. */
    coverageOf: (visit: VisitShown) => coverageOf([visit], receives),
    /** Shows the coverage of a visit, or of the newest page with its frames. */
    openCoverage(visit?: VisitShown) {
      coverageOpen.value = visit ? { visit } : {};
    },
    closeCoverage() {
      coverageOpen.value = undefined;
    },

    async pause() {
      await command({ command: 'pause', tabId, paused: !status.value?.paused });
      await refreshStatus();
    },

    async clear() {
      const scope = scopes.scope.value;
      if (!status.value || !scope || scopes.isReadOnly.value) return;
      selection.select(undefined);
      await command({ command: 'clear', scope, by: status.value.tab, at: Date.now() });
    },

    /** Brings back what was cleared last. */
    async undoClear() {
      const cleared = status.value?.cleared;
      if (cleared) await command({ command: 'undo-clear', clearing: cleared.id });
    },

    leaveCleared() {
      leftCleared.value = status.value?.cleared?.id;
    },

    async resetLog() {
      await command({ command: 'reset-log' });
      await refreshStatus();
    },

    /** Asks whether to send again what is selected. */
    resendSelection() {
      if (scopes.isReadOnly.value) return;
      resending.ask([...new Set(selection.places.peek().map(({ capture }) => capture))]);
    },
  };
}
