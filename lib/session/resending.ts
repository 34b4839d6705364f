import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { AnswerTo, Command } from '../messaging/commands.ts';
import type { DraftBatch } from '../resend/draft.ts';
import { keptHeaders, lostHeaders } from '../resend/headers.ts';
import { isOver, type JobControl, MAX_ITEMS, type ResendJob, type Way } from '../resend/job.ts';
import { askedFor } from '../resend/own-headers.ts';
import { forbiddenBy } from '../resend/policy.ts';
import { sentAs } from '../resend/request.ts';
import { asksFirst, lockedBy } from '../resend/guards.ts';
import type { Settings } from '../settings/settings.ts';
import { type Addition, additionsOf } from './additions.ts';
import type { FeedRequest } from './feed.ts';
import type { Sendable, SendableAnswer } from './sendable.ts';

interface Surroundings {
  settings: ReadonlySignal<Settings>;
  ask(request: FeedRequest): void;
  tab(): string | undefined;
  command<C extends Command>(command: C): Promise<AnswerTo<C>>;
  newId(): string;
  pagePolicies(): Promise<string[]>;
}

/** A draft that is to be sent, with what is known of it. */
export interface DraftAsked {
  batch: DraftBatch;
  key: string | undefined;
  events: number;
  /** Called when the user has said that it is sent. */
  sent(): void;
}

export type Resending = ReturnType<typeof createResending>;
/** What is sent again: what was asked for, or all requests that the filter shows. */
export type Scope = 'asked' | 'shown';

/** Pauses between two requests that are offered, in milliseconds. */
export const PACES = [0, 250, 1000, 5000] as const;

/** What a session sends again: what is asked before, and how far it is. */
export function createResending(surroundings: Surroundings) {
  const { settings, tab, command, newId } = surroundings;
  /** What the dialog is about, by the ids of captures in their order. */
  const asked = signal<{ captures: readonly string[]; draft?: DraftAsked } | undefined>(undefined);
  /** What is known of these, and of all that the filter shows. */
  const known = signal<Pick<SendableAnswer, 'asked' | 'shown'>>({ asked: [], shown: [] });
  let number = 0;
  const scope = signal<Scope>('asked');
  const way = signal<Way>('extension');
  const pace = signal<number>(PACES[0]);
  /** That it may touch real statistics; and that this need not be asked again for its keys. */
  const agreed = signal(false);
  const remembers = signal(false);
  const agreedKeys = signal<ReadonlySet<string | undefined>>(new Set());
  const job = signal<ResendJob | undefined>(undefined);
  const fault = signal<string | undefined>(undefined);
  /** Of the tab's page, as far as they are known. */
  const policies = signal<readonly string[]>([]);
  let closed: string | undefined;

  const rows = computed<readonly Sendable[]>(() => {
    if (!asked.value) return [];
    return scope.value === 'shown' ? known.value.shown : known.value.asked;
  });
  const chosen = computed(() => rows.value.map(({ id }) => id));

  const additions = computed(() => {
    const draft = asked.value?.draft;
    return (draft ? [additionOf(draft)] : additionsOf(rows.value)).map((addition) => {
      const { key, target } = addition;
      const locked = lockedBy(settings.value, target, key === undefined ? [] : [key]);
      const isReal = asksFirst(settings.value, target, key);
      return { ...addition, isReal, ...(locked !== undefined && { locked }) };
    });
  });
  /** Real statistics may be at stake, and nobody has agreed to that for one of the keys. */
  const asksToAgree = computed(
    () =>
      additions.value.some(({ isReal, key }) => isReal && !agreedKeys.value.has(key)) ||
      // Events may have keys that are known to the background alone.
      job.value?.fault?.reason === 'unconfirmed',
  );

  /** The directive by which the page's policy forbids one of what would be sent, as far as is known. */
  const forbidden = computed(() => {
    const url = asked.value?.draft?.batch.url;
    for (const row of rows.value) {
      const directive = forbiddenBy(policies.value, row.route, url ?? row.url);
      // The page has tried it itself.
      const found = directive ?? row.violation;
      if (found !== undefined) return found;
    }
    return undefined;
  });

  /** What would be sent, as far as its headers and its way are concerned. */
  const outgoing = computed(() => {
    const draft = asked.value?.draft?.batch;
    if (!draft) {
      return rows.value.map(({ url, route, requestHeaders }) => {
        const headers = keptHeaders(requestHeaders);
        return { url, route, headers, ...sentAs(requestHeaders) };
      });
    }
    const route = rows.value[0]?.route ?? '';
    return [{ url: draft.url, route, headers: draft.headers, isOpaque: false }];
  });

  function begin(what: NonNullable<typeof asked.value>) {
    batch(() => {
      scope.value = 'asked';
      agreed.value = false;
      remembers.value = false;
      policies.value = [];
      known.value = { asked: [], shown: [] };
      asked.value = what;
    });
    number += 1;
    surroundings.ask({ ask: 'sendable', number, captures: what.captures });
    void surroundings.pagePolicies().then((told) => (policies.value = told));
  }

  function hear(told: ResendJob | undefined) {
    if (told && told.tab === tab() && told.id !== closed) job.value = told;
  }

  return {
    asked,
    scope,
    way,
    pace,
    agreed,
    remembers,
    asksToAgree,
    maySend: computed(
      () =>
        (agreed.value || !asksToAgree.value) &&
        additions.value.some(({ locked }) => locked === undefined) &&
        (job.value === undefined || isOver(job.value)),
    ),
    /** The ids of what would be sent. */
    chosen,
    /** What that would add to which key's statistics. */
    additions,
    forbidden,
    /** Headers that what would be sent can't have as it had them. */
    lostHeaders: computed(() => {
      const names = rows.value.flatMap(({ requestHeaders }) =>
        lostHeaders(requestHeaders, way.value === 'page'),
      );
      const own = asked.value?.draft?.batch.headers.map(([name]) => name.toLowerCase()) ?? [];
      return [...new Set(names)].filter((name) => !own.includes(name));
    }),
    /** Headers for which the browser would ask the receiver first, where the page sends. */
    askedFor: computed(() => {
      const names = outgoing.value.flatMap(({ url, route, headers, isOpaque }) =>
        isOpaque || URL.parse(url)?.origin === URL.parse(route)?.origin ? [] : askedFor(headers),
      );
      return [...new Set(names)];
    }),
    job: computed(() => job.value),
    /** Why the background could not be asked to send. */
    fault: computed(() => fault.value),
    isBusy: computed(() => job.value !== undefined && !isOver(job.value)),
    /** All that the filter shows, but for resends. */
    shown: computed(() => known.value.shown),

    /** Asks whether to send captures again; nothing is sent by this. */
    ask(ids: readonly string[]) {
      if (ids.length === 0) return;
      begin({ captures: ids.slice(0, MAX_ITEMS) });
    },

    /** Asks whether to send a draft; nothing is sent by this. */
    askDraft(draft: DraftAsked) {
      const { original } = draft.batch;
      begin({ captures: original === undefined ? [] : [original], draft });
    },

    callOff() {
      asked.value = undefined;
    },

    /** Sends what was asked about, once. */
    async send(): Promise<void> {
      const session = tab();
      const ids = chosen.value;
      const real = additions.value.filter(({ isReal }) => isReal).map(({ key }) => key);
      const isRefused = asksToAgree.value && !agreed.value;
      const confirmed = agreed.value || real.length > 0;
      const draft = asked.value?.draft;
      asked.value = undefined;
      if ((ids.length === 0 && !draft) || session === undefined || isRefused) return;
      if (agreed.value && remembers.value) agreedKeys.value = agreedKeys.value.union(new Set(real));
      fault.value = undefined;
      const how = { job: newId(), way: way.value, confirmed, tab: session };
      try {
        draft?.sent();
        const sending = draft
          ? command({ command: 'send-draft', draft: draft.batch, ...how })
          : command({ command: 'resend', captures: ids, pace: pace.value, ...how });
        hear(await sending);
      } catch (error) {
        fault.value = String(error);
      }
    },

    hear,

    hearSendable(answer: SendableAnswer) {
      if (answer.number === number) known.value = answer;
    },

    async control(action: JobControl): Promise<void> {
      if (job.value) await command({ command: 'control-resend', job: job.value.id, action });
    },

    /** Takes away what is said of a job that is over. */
    close() {
      fault.value = undefined;
      if (!job.value || !isOver(job.value)) return;
      closed = job.value.id;
      job.value = undefined;
    },
  };
}

function additionOf({ batch: { url }, key, events }: DraftAsked): Addition {
  const [target = ''] = url.split(/[?#]/, 1);
  return { key, target, requests: 1, events };
}
