import * as z from 'zod/mini';
import type { HookCommand } from '../capture/hook/handshake.ts';
import type { Origin } from '../capture/sighting.ts';
import type { Clearing } from '../log/clearings.ts';
import { Scope } from '../log/scope.ts';
import { DraftBatch } from '../resend/draft.ts';
import { MAX_ITEMS, MAX_PACE, type ResendJob, Way } from '../resend/job.ts';

/**
 * From a relay: what the page's world has seen. Each sighting is parsed on its own; Blobs that it
 * speaks of travel beside it, where the browser's messages can carry them.
 */
export const Sightings = z.object({
  sightings: z
    .array(z.object({ seen: z.unknown(), blobs: z.optional(z.array(z.unknown())) }))
    .check(z.maxLength(2000)),
});
export type Told = z.infer<typeof Sightings>['sightings'][number];

/** Answer to a relay: its sightings are in the log. */
export interface Acknowledgement {
  /** Who the browser says the relay's document is: it signs what it leaves in the outbox. */
  origin: Origin;
  instruction: HookCommand;
}

/** From the extension's own pages. No message from a page or a relay is ever read as one of these. */
export const Command = z.discriminatedUnion('command', [
  z.object({ command: z.literal('status'), tabId: z.int() }),
  z.object({ command: z.literal('pause'), tabId: z.int(), paused: z.boolean() }),
  z.object({
    command: z.literal('clear'),
    scope: Scope,
    /** The tab of the session that asks, and when it did: these tell one clearing from the next. */
    by: z.string(),
    at: z.int().check(z.minimum(0)),
  }),
  z.object({ command: z.literal('undo-clear'), clearing: z.string() }),
  z.object({
    command: z.literal('resend'),
    job: z.string(),
    tab: z.string(),
    captures: z.array(z.string()).check(z.minLength(1), z.maxLength(MAX_ITEMS)),
    way: Way,
    pace: z.number().check(z.minimum(0), z.maximum(MAX_PACE)),
    confirmed: z.boolean(),
  }),
  z.object({
    command: z.literal('send-draft'),
    job: z.string(),
    tab: z.string(),
    draft: DraftBatch,
    way: Way,
    confirmed: z.boolean(),
  }),
  z.object({
    command: z.literal('control-resend'),
    job: z.string(),
    action: z.enum(['pause', 'resume', 'cancel']),
  }),
  z.object({ command: z.literal('missing'), origins: z.array(z.string()) }),
  z.object({ command: z.literal('request-access'), origins: z.array(z.string()) }),
  z.object({ command: z.literal('reset-log') }),
]);
export type Command = z.infer<typeof Command>;

export interface Status {
  /** The tab's id in the log: tab ids begin anew with each start of the browser. */
  tab: string;
  /** Those that it opened, and that these opened, likewise. */
  opened: string[];
  /** All tabs that are watched, likewise; with closed ones that watched ones had opened. */
  watched: string[];
  paused: boolean;
  /** The newest job of resends of the tab's session. */
  resending?: ResendJob;
  /** What was cleared here last, as long as that can be undone. */
  cleared?: Clearing;
  /** Why the log can't be used, in the browser's words. */
  logFault?: string;
}

export interface Answers {
  status: Status;
  pause: null;
  clear: null;
  'undo-clear': null;
  /** The job or, where another of that session is not over yet, that one; nothing without a log. */
  resend: ResendJob | undefined;
  'send-draft': ResendJob | undefined;
  'control-resend': null;
  missing: string[];
  'request-access': null;
  'reset-log': null;
}
export type AnswerTo<C extends Command> = Answers[C['command']];

/** Port that a DevTools page holds while it is open on a tab: `watch:<tabId>`. */
export const WATCH_PORT = 'watch:';
/** A port alone does not keep the background awake, a message does. In milliseconds. */
export const KEEP_AWAKE_EVERY = 20_000;
