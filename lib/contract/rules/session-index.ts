import type { Capture } from '../../capture/capture.ts';
import type { Batch, Event } from '../../wire/decode.ts';
import type { Issue } from '../issue.ts';
import { issuesOfSession } from './apply.ts';
import { marksOf } from './event-marks.ts';
import { digestOf } from './digest.ts';
import type { CheckSettings } from './rule.ts';

/** What the index needs of a capture. */
export type Captured = Pick<Capture, 'id' | 'visit' | 'at' | 'body' | 'twice' | 'resendOf'>;

/** An event that was there before. */
export interface Original {
  capture: string;
  visit: string;
  event: number;
}

/** How one event of a capture repeats others. */
export interface Repeated {
  event: number;
  id?: Original;
  order?: Original;
  content?: Original;
}

/** What a rule of the session is told of a capture: what was known when it was first seen. */
export interface Memory {
  capture: string;
  visit: string;
  repeated: readonly Repeated[];
  /** Its visit had sent with another key before. */
  hasOtherKey: boolean;
  /** A request like it is expected to repeat events. */
  again?: 'retry' | 'resend';
}

interface Remembered {
  visit: string;
  /** Tells whether the body is still the same. */
  body: string;
  repeated: Repeated[];
  hasOtherKey: boolean;
  keys: readonly number[];
  /** What it put into the maps, to be taken out again. */
  ids: number[];
  contents: number[];
}

interface Occurrence extends Original {
  at: number;
}

/** Captures and events that are remembered; the oldest are forgotten first. */
const MAX_CAPTURES = 50_000;
const MAX_EVENTS = 500_000;
/** Events of one batch that are remembered. */
const MAX_OF_BATCH = 10_000;
/** Keys of one visit that are told apart. */
const MAX_KEYS = 50;
/** Events that say the same within so many milliseconds are likely one event, tracked twice. */
const SAME_WITHIN = 2000;

export type SessionIndex = ReturnType<typeof createSessionIndex>;

/**
 * What is known across the captures of a session: which ids, orders and contents have been there, and the
 * keys of each visit. Feed it capture by capture, in the order in which they are to be read: an event is
 * compared with those that came before it. The work for one is bounded by its own size.
 */
export function createSessionIndex() {
  const captures = new Map<string, Remembered>();
  const ids = new Map<number, Original>();
  const contents = new Map<number, Occurrence>();
  const keysByVisit = new Map<string, Map<number, number>>();
  let events = 0;

  function learn(capture: Captured, batch: Batch): Remembered {
    const isCopy = capture.resendOf !== undefined;
    const remembered: Remembered = {
      visit: capture.visit,
      body: bodyOf(capture, batch),
      repeated: [],
      hasOtherKey: false,
      keys: [],
      ids: [],
      contents: [],
    };
    captures.set(capture.id, remembered);
    if (isCopy) return remembered;
    learnKeys(remembered, keysOf(batch));
    const ofBatch = digestOf(batch.key ?? '');
    for (const event of batch.events.slice(0, MAX_OF_BATCH)) {
      const key = event.key === undefined ? ofBatch : digestOf(event.key);
      const repeated = learnEvent(capture, event, key, remembered);
      if (repeated) remembered.repeated.push(repeated);
    }
    events += remembered.ids.length + remembered.contents.length;
    return remembered;
  }

  function learnKeys(remembered: Remembered, own: readonly number[]) {
    const keys = keysByVisit.get(remembered.visit) ?? new Map<number, number>();
    if (own.length > 0) keysByVisit.set(remembered.visit, keys);
    const others = keys.size - own.filter((key) => keys.has(key)).length;
    remembered.hasOtherKey = own.length > 1 || (own.length === 1 && others > 0);
    const learnt = own.filter((key) => keys.has(key) || keys.size < MAX_KEYS);
    for (const key of learnt) keys.set(key, (keys.get(key) ?? 0) + 1);
    remembered.keys = learnt;
  }

  function learnEvent(
    { id: capture, visit, at }: Captured,
    event: Event,
    key: number,
    remembered: Remembered,
  ): Repeated | undefined {
    const here: Occurrence = { capture, visit, event: event.index, at: event.at ?? at };
    const { id, order, content } = marksOf(event, key);
    const sameId = id === undefined ? undefined : learnId(id, here, remembered);
    const sameOrder = order === undefined ? undefined : learnId(order, here, remembered);
    const sameContent = content === undefined ? undefined : learnContent(content, here, remembered);
    if (!sameId && !sameOrder && !sameContent) return undefined;
    return {
      event: event.index,
      ...(sameId && { id: sameId }),
      ...(sameOrder && { order: sameOrder }),
      ...(sameContent && { content: sameContent }),
    };
  }

  /** Of an id or an order the first one is the original of all others. */
  function learnId(digest: number, here: Occurrence, remembered: Remembered) {
    const original = ids.get(digest);
    if (original) return original;
    ids.set(digest, here);
    remembered.ids.push(digest);
    return undefined;
  }

  /** Of a content the last one is, as it has to be close in time. */
  function learnContent(digest: number, here: Occurrence, remembered: Remembered) {
    const before = contents.get(digest);
    contents.set(digest, here);
    remembered.contents.push(digest);
    return before && Math.abs(here.at - before.at) <= SAME_WITHIN ? before : undefined;
  }

  function forget(capture: string) {
    const remembered = captures.get(capture);
    if (!remembered) return;
    captures.delete(capture);
    events -= remembered.ids.length + remembered.contents.length;
    for (const digest of remembered.ids) {
      if (ids.get(digest)?.capture === capture) ids.delete(digest);
    }
    for (const digest of remembered.contents) {
      if (contents.get(digest)?.capture === capture) contents.delete(digest);
    }
    forgetKeys(remembered);
  }

  function forgetKeys({ visit, keys: own }: Remembered) {
    const keys = keysByVisit.get(visit);
    if (!keys) return;
    for (const key of own) {
      const left = (keys.get(key) ?? 1) - 1;
      if (left > 0) keys.set(key, left);
      else keys.delete(key);
    }
    if (keys.size === 0) keysByVisit.delete(visit);
  }

  /** What it repeats may be gone since, or have turned out to be the same request. */
  function standing({ event, ...originals }: Repeated): Repeated[] {
    const left = Object.entries(originals).filter(([, { capture }]) => captures.has(capture));
    return left.length === 0 ? [] : [{ event, ...Object.fromEntries(left) }];
  }

  function makeRoom() {
    for (const capture of captures.keys()) {
      if (captures.size <= MAX_CAPTURES && events <= MAX_EVENTS) return;
      forget(capture);
    }
  }

  return {
    /**
     * The issues that a batch has in the company of those before it. Asked again for the same capture, it
     * says the same, by the settings of then and as far as what it repeats is still there; a capture whose body has
     * changed is learnt anew.
     */
    check(capture: Captured, batch: Batch, settings: CheckSettings): Issue[] {
      let remembered = captures.get(capture.id);
      if (remembered?.body !== bodyOf(capture, batch)) {
        forget(capture.id);
        remembered = learn(capture, batch);
        makeRoom();
      }
      const { visit, hasOtherKey } = remembered;
      const repeated = remembered.repeated.flatMap(standing);
      const memory: Memory = { capture: capture.id, visit, repeated, hasOtherKey };
      // A batch that was composed repeats none.
      if (capture.resendOf) memory.again = 'resend';
      else if (capture.twice?.reason === 'retry') memory.again = 'retry';
      return issuesOfSession(memory, batch, settings);
    },

    /** Of captures that are gone nothing is known any more: what repeats them is an original. */
    forget(gone: Iterable<string>) {
      for (const capture of gone) forget(capture);
    },

    clear() {
      captures.clear();
      ids.clear();
      contents.clear();
      keysByVisit.clear();
      events = 0;
    },

    /** Entries that are held, of all kinds. */
    get size() {
      return captures.size + ids.size + contents.size + keysByVisit.size;
    },
  };
}

/** Digests of the keys that a batch and its events carry. */
function keysOf({ key, events }: Batch): number[] {
  const keys = new Set(key === undefined ? [] : [key]);
  for (const event of events.slice(0, MAX_OF_BATCH)) {
    if (event.key !== undefined) keys.add(event.key);
    if (keys.size > MAX_KEYS) break;
  }
  return [...keys].slice(0, MAX_KEYS).map((one) => digestOf(one));
}

function bodyOf({ body, visit }: Captured, { events, key }: Batch): string {
  const digest = body.kind === 'bytes' ? body.digest : body.kind;
  return [digest, events.length, visit, key === undefined ? '' : digestOf(key)].join(' ');
}
