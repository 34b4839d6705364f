import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { isEndpoint } from '../capture/endpoints.ts';
import { freshCopy, type TextChange, withoutEvent } from '../resend/changes.ts';
import { COMPOSED, type DraftBatch, MAX_DRAFT, USUAL_HEADERS } from '../resend/draft.ts';
import { exampleOf } from '../resend/examples.ts';
import {
  headerFault,
  isBlank,
  isEncoding,
  MAX_HEADERS,
  type OwnHeader,
} from '../resend/own-headers.ts';
import type { Settings } from '../settings/settings.ts';
import type { SettingsArea } from '../settings/store.ts';
import type { DraftChecked } from './draft-check.ts';
import type { FeedAnswer, FeedRequest } from './feed.ts';
import { createKeptDrafts } from './kept-drafts.ts';
import type { Resending } from './resending.ts';

/** How long nothing must be typed before it is checked and kept, in milliseconds. */
const IDLE = 250;

interface Surroundings {
  area: Pick<SettingsArea, 'get' | 'set'>;
  settings: ReadonlySignal<Settings>;
  ask(request: FeedRequest): void;
  resending: Pick<Resending, 'askDraft'>;
  /** The address of the newest request to a receiver, where there is one. */
  usualUrl(): string;
  now(): number;
  newId(): string;
}

/** What is being edited. */
export interface OpenDraft extends DraftBatch {
  id: string;
  /** The text of the original; absent of a new batch, or where the original is gone. */
  before?: string;
  /** How the original was packed, and the header that said so, where one did. */
  wasPacked: { packing: DraftBatch['packing']; encoding: OwnHeader[] };
  /** The original was in another encoding, or damaged: the draft is sent as UTF-8. */
  isReencoded: boolean;
  /** It was taken up again, as it was left at that time. */
  keptSince?: number;
}

export type Drafts = ReturnType<typeof createDrafts>;
type Texts = Extract<FeedAnswer, { tell: 'text' }>;

/** Batches that are edited before they are sent, or written from nothing; what is typed outlives the panel. */
export function createDrafts(surroundings: Surroundings) {
  const { ask, resending, now } = surroundings;
  const kept = createKeptDrafts(surroundings.area);
  const draft = signal<OpenDraft | undefined>(undefined);
  const checked = signal<DraftChecked | undefined>(undefined);
  /** Why there is nothing to edit. */
  const refused = signal<Texts['why']>(undefined);
  /** Raised where the text is another by other means than typing. */
  const changes = signal<{ turn: number; changes: TextChange[] }>({ turn: 0, changes: [] });
  /** The text that was checked: its places are of no other. */
  const checkedText = signal<string | undefined>(undefined);
  let wanted: string | undefined;
  let turn = 0;
  let asked = '';
  let idle: ReturnType<typeof setTimeout> | undefined;

  function check() {
    if (!draft.value) return;
    const { url, headers, packing, text } = draft.value;
    turn += 1;
    asked = text;
    ask({ ask: 'draft', turn, draft: { url, headers, packing, text } });
  }

  function open(next: OpenDraft) {
    batch(() => {
      draft.value = next;
      checked.value = undefined;
      refused.value = undefined;
    });
    check();
  }

  function change(part: Partial<DraftBatch>) {
    if (!draft.value) return;
    draft.value = { ...draft.value, ...part };
    if (part.text === undefined) {
      // What is known is of other headers or another address.
      turn += 1;
      checkedText.value = undefined;
    }
    clearTimeout(idle);
    idle = setTimeout(settle, IDLE);
  }

  /** What has been typed is checked and kept. */
  function settle() {
    clearTimeout(idle);
    if (!draft.value) return;
    check();
    kept.keep(draft.value.id, draft.value, now());
  }

  function edit(made: TextChange[]) {
    if (made.length > 0) changes.value = { turn: changes.value.turn + 1, changes: made };
  }

  /** The draft is kept. */
  function close() {
    settle();
    draft.value = undefined;
    checked.value = undefined;
    checkedText.value = undefined;
  }

  /** What is known of the text as it is, and not as it was when it was checked. */
  const current = computed(() =>
    draft.value?.text === checkedText.value ? checked.value : undefined,
  );

  return {
    draft: computed(() => draft.value),
    checked: computed(() => checked.value),
    refused,
    /** Why what is typed can't be kept. */
    fault: kept.fault,
    changes: computed(() => changes.value),
    /** What is known is of the text as it is now. */
    isChecked: computed(() => current.value !== undefined),
    isEndpoint: computed(() => {
      const { url = '' } = draft.value ?? {};
      return isEndpoint('POST', url, surroundings.settings.value.endpoints);
    }),
    /** Why each header can't be sent, where it can't. */
    headerFaults: computed(() => (draft.value?.headers ?? []).map(headerFault)),
    isTooLarge: computed(() => (draft.value?.text.length ?? 0) > MAX_DRAFT),

    /** Takes up the draft of a capture, or begins one with its text. */
    edit(capture: string) {
      wanted = capture;
      refused.value = undefined;
      ask({ ask: 'text', capture });
    },

    /** Takes up the batch that was being written, or begins a new one. */
    async compose() {
      wanted = undefined;
      const found = await kept.find(COMPOSED);
      const url = surroundings.usualUrl();
      const usual = { url, headers: USUAL_HEADERS, packing: [], text: '' };
      const wasPacked = { packing: [], encoding: [] };
      const common = { ...usual, ...found, id: COMPOSED, wasPacked, isReencoded: false };
      open({ ...common, ...(found && { keptSince: found.at }) });
    },

    async hearText(told: Texts) {
      if (told.capture !== wanted) return;
      const found = await kept.find(told.capture);
      if (told.capture !== wanted) return;
      wanted = undefined;
      if (told.text === undefined && !found) {
        refused.value = told.why;
        return;
      }
      const { capture, text = '', url, headers, packing } = told;
      const begun = { url, headers, packing, text };
      const original = told.text === undefined && found ? found : begun;
      open({
        ...(found ?? begun),
        id: capture,
        original: capture,
        ...(told.text !== undefined && { before: text }),
        wasPacked: {
          packing: original.packing,
          encoding: original.headers.filter(isEncoding),
        },
        isReencoded: told.isReencoded,
        ...(found && isOther(found, begun) && { keptSince: found.at }),
      });
    },

    hearChecked(told: Extract<FeedAnswer, { tell: 'draft' }>) {
      if (told.turn !== turn || !draft.value) return;
      batch(() => {
        checked.value = told.checked;
        checkedText.value = asked;
      });
    },

    write: (text: string) => change({ text }),
    setUrl: (url: string) => change({ url }),

    addHeader() {
      const headers = draft.value?.headers ?? [];
      if (headers.length < MAX_HEADERS) change({ headers: [...headers, ['', '']] });
    },

    setHeader(index: number, header: OwnHeader) {
      change({ headers: (draft.value?.headers ?? []).with(index, header) });
    },

    removeHeader(index: number) {
      change({ headers: (draft.value?.headers ?? []).toSpliced(index, 1) });
    },

    /** Packs it as the original was packed, or leaves that; the header that says so comes and goes with it. */
    pack(isPacked: boolean) {
      if (!draft.value) return;
      const { wasPacked, headers } = draft.value;
      const others = headers.filter((header) => !isEncoding(header));
      change(
        isPacked
          ? { packing: wasPacked.packing, headers: [...others, ...wasPacked.encoding] }
          : { packing: [], headers: others },
      );
    },

    /** Ids of their own and the present time for all events. */
    refresh() {
      const known = current.value;
      if (known && draft.value) {
        edit(freshCopy(draft.value.text, known.events, now(), surroundings.newId));
      }
    },

    removeEvent(index: number) {
      const known = current.value;
      if (known?.events[index]) edit([withoutEvent(known.events, index)]);
    },

    setKey(key: string) {
      const span = current.value?.keySpan;
      if (span) edit([{ ...span, insert: JSON.stringify(key) }]);
    },

    /** Puts a text in place of all that is there. */
    replace(text: string) {
      edit([{ start: 0, end: draft.value?.text.length ?? 0, insert: text }]);
    },

    /** Begins with an example of a type of events. */
    begin(type: string, key: string) {
      this.replace(exampleOf(type, key, { eventId: surroundings.newId(), at: now() }));
    },

    /** Asks whether to send it, as it is now. */
    send() {
      if (!draft.value || !current.value) return;
      const { url, packing, text, original } = draft.value;
      const headers = draft.value.headers.filter((header) => !isBlank(header));
      const { key, total } = current.value;
      resending.askDraft({
        batch: { url, headers, packing, text, ...(original !== undefined && { original }) },
        key,
        events: total,
        sent: close,
      });
    },

    close,
  };
}

/** Whether a draft is another than what it begins with. */
function isOther(kept: DraftBatch, begun: DraftBatch): boolean {
  const told = ({ headers, packing, text }: DraftBatch) => JSON.stringify([headers, packing, text]);
  return told(kept) !== told(begun);
}
