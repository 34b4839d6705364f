import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Visit } from '../capture/visit.ts';
import { type Filter, isEmpty, NONE } from '../filter/filter.ts';
import type { Dropped } from '../log/log.ts';
import type { AnswerTo, Command, ResendResult, Status } from '../messaging/commands.ts';
import type { StoredContract } from '../contract/loaded/store.ts';
import type { Settings } from '../settings/settings.ts';
import type { CheckBasis } from './checks.ts';
import { coverageOf, newestPage } from './coverage.ts';
import type { FeedAnswer, FeedRequest } from './feed.ts';
import { type Line, linesOf } from './lines.ts';
import type { CaptureDetail, CaptureRow } from './rows.ts';

export interface Choice {
  value: string;
  count: number;
}

export interface SessionSurroundings {
  tabId: number;
  settings: ReadonlySignal<Settings>;
  contracts: ReadonlySignal<StoredContract[]>;
  saveFilter(filter: Filter): void;
  ask(request: FeedRequest): void;
  command<C extends Command>(command: C): Promise<AnswerTo<C>>;
}

export type Session = ReturnType<typeof createSession>;
export type Tab = 'event' | 'batch' | 'request' | 'response';

/** What one panel shows of the log, as signals, and what it can do, as verbs. */
export function createSession(surroundings: SessionSurroundings) {
  const { tabId, command, ask } = surroundings;
  const captures = signal<ReadonlyMap<string, CaptureRow>>(new Map());
  const visits = signal<ReadonlyMap<string, Visit>>(new Map());
  const filter = signal<Filter>(surroundings.settings.peek().filter);
  const status = signal<Status | undefined>(undefined);
  const fault = signal<string | undefined>(undefined);
  const dropped = signal<Dropped>({ captures: 0, visits: 0 });
  const selected = signal<string | undefined>(undefined);
  const detail = signal<CaptureDetail | undefined>(undefined);
  const tab = signal<Tab>('event');
  const confirming = signal<CaptureDetail | undefined>(undefined);
  const resent = signal<ResendResult | 'sending' | undefined>(undefined);
  /** Of what the coverage is shown: the newest page with its frames, or one visit. */
  const coverageOpen = signal<{ visit?: string } | undefined>(undefined);

  const lines = computed<Line[]>(() => linesOf(captures.value.values(), visits.value));
  const events = computed(() =>
    [...captures.value.values()].flatMap((of) =>
      of.reading === 'other' ? [] : of.rows.map((row) => ({ row, of })),
    ),
  );
  const keys = computed(() =>
    tally(
      events.value.map(({ of }) => of.key ?? NONE),
      filter.value.keys,
    ),
  );
  const types = computed(() =>
    tally(
      events.value.map(({ row }) => row.type ?? NONE),
      filter.value.types,
    ),
  );
  const selectedLine = computed(() => {
    const line = lines.value.find(({ id }) => id === selected.value);
    return line?.kind === 'event' ? line : undefined;
  });

  const receives = (origin: string) =>
    captures.value.values().some(({ capture }) => capture.url.startsWith(`${origin}/`));
  const coverage = computed(() => coverageOf(newestPage(visits.value.values()), receives));
  const coverageShown = computed(() => {
    if (!coverageOpen.value) return undefined;
    const { visit } = coverageOpen.value;
    const one = visit === undefined ? undefined : visits.value.get(visit);
    return one ? coverageOf([one], receives) : coverage.value;
  });

  function setFilter(next: Filter) {
    filter.value = next;
    ask({ ask: 'filter', filter: next });
    surroundings.saveFilter(next);
  }

  let checkedBy = '';
  effect(() => {
    const basis = basisOf(surroundings.settings.value, surroundings.contracts.value);
    const text = JSON.stringify(basis);
    if (text === checkedBy) return;
    checkedBy = text;
    ask({ ask: 'check', basis });
  });

  async function refreshStatus() {
    const next = await command({ command: 'status', tabId });
    const isNewTab = next.tab !== status.value?.tab || fault.value !== undefined;
    batch(() => {
      status.value = next;
      fault.value = next.logFault;
    });
    if (isNewTab && !next.logFault) ask({ ask: 'open', tab: next.tab, filter: filter.value });
  }

  return {
    filter,
    keys,
    types,
    lines,
    captures,
    visits,
    status,
    fault,
    dropped,
    selected,
    selectedLine,
    detail,
    tab,
    confirming,
    resent,
    coverage,
    receives,
    coverageShown,
    total: computed(() => events.value.length),
    shown: computed(() => lines.value.filter(({ kind }) => kind === 'event').length),
    isFiltered: computed(() => !isEmpty(filter.value)),
    refreshStatus,

    receive(answer: FeedAnswer) {
      switch (answer.tell) {
        case 'rows':
          batch(() => {
            const known = answer.anew ? new Map() : new Map(captures.value);
            for (const row of answer.rows) known.set(row.capture.id, row);
            for (const id of answer.gone ?? []) known.delete(id);
            captures.value = known;
            const documents = answer.anew ? new Map() : new Map(visits.value);
            for (const visit of answer.visits) documents.set(visit.id, visit);
            visits.value = documents;
            dropped.value = answer.dropped ?? dropped.value;
          });
          // Its outcome may be among what has changed.
          if (answer.rows.some(({ capture }) => capture.id === detail.value?.capture.id)) {
            ask({ ask: 'detail', capture: detail.value!.capture.id });
          }
          break;
        case 'shown': {
          const { ids } = answer;
          const all = [...captures.value].map(([id, of]): [string, CaptureRow] => [
            id,
            { ...of, rows: of.rows.map((row) => ({ ...row, shown: ids.has(row.id) })) },
          ]);
          captures.value = new Map(all);
          break;
        }
        case 'detail':
          if (selected.value?.startsWith(`${answer.capture}#`)) detail.value = answer.detail;
          break;
        case 'fault':
          fault.value = answer.reason;
          break;
      }
    },

    toggleKey: (key: string) =>
      setFilter({ ...filter.value, keys: toggled(filter.value.keys, key) }),
    toggleType: (type: string) =>
      setFilter({ ...filter.value, types: toggled(filter.value.types, type) }),
    search: (text: string) => setFilter({ ...filter.value, text }),
    clearFilter: () => setFilter({ keys: [], types: [], text: '' }),

    select(id: string | undefined) {
      selected.value = id;
      resent.value = undefined;
      const line = lines.value.find((one) => one.id === id);
      const capture = line?.kind === 'event' ? line.of.capture.id : undefined;
      if (detail.value?.capture.id !== capture) detail.value = undefined;
      if (capture !== undefined) ask({ ask: 'detail', capture });
    },

    /** Selects the first event of a capture, where that is shown. */
    show(capture: string) {
      this.select(captures.value.get(capture)?.rows[0]?.id);
    },

    /** How much was watched of one document. */
    coverageOf: (visit: Visit) => coverageOf([visit], receives),
    /** Shows the coverage of a visit, or of the newest page with its frames. */
    openCoverage(visit?: string) {
      coverageOpen.value = visit === undefined ? {} : { visit };
    },
    closeCoverage() {
      coverageOpen.value = undefined;
    },

    /** Selects the event before (−1) or after (1) the selected one. */
    move(step: 1 | -1) {
      const all = lines.value.filter(({ kind }) => kind === 'event');
      const at = all.findIndex(({ id }) => id === selected.value);
      const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
      if (next) this.select(next.id);
    },

    async pause() {
      await command({ command: 'pause', tabId, paused: !status.value?.paused });
      await refreshStatus();
    },

    async clear() {
      if (!status.value) return;
      this.select(undefined);
      await command({ command: 'clear', tab: status.value.tab });
    },

    async resetLog() {
      await command({ command: 'reset-log' });
      await refreshStatus();
    },

    confirmResend() {
      confirming.value = detail.value;
    },

    cancelResend() {
      confirming.value = undefined;
    },

    async resend() {
      const original = confirming.value?.capture.id;
      confirming.value = undefined;
      if (original === undefined) return;
      resent.value = 'sending';
      try {
        resent.value = await command({ command: 'resend', capture: original });
      } catch (error) {
        resent.value = { ok: false, reason: 'failed', detail: String(error) };
      }
    },
  };
}

function toggled(list: string[], value: string): string[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}

/** Each value with how often it occurs; those chosen stay, though they do not occur. */
function tally(values: string[], chosen: string[]): Choice[] {
  const counts = new Map(chosen.map((value) => [value, 0]));
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => a.value.localeCompare(b.value));
}

function basisOf(settings: Settings, contracts: StoredContract[]): CheckBasis {
  const { rules, keys, hosts, consentRequired } = settings;
  const records = contracts.flatMap((stored) => (stored.ok ? [stored.record] : []));
  return { settings: { rules, keys, hosts, consentRequired }, contracts: records };
}
