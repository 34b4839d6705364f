import type { Visit } from '../capture/visit.ts';
import type { Gone } from '../log/log.ts';
import type { CaptureRecord } from '../log/record.ts';
import type { Scope } from '../log/scope.ts';
import type { ResendJob } from '../resend/job.ts';

/** The BroadcastChannel on which the background tells of changes to the log: the Workers of panels, and the options of its size. */
export const LOG_CHANNEL = 'tracking-log';
/** The one on which it tells panels of the rest: a message costs all who listen, whether they want it or not. */
export const STATUS_CHANNEL = 'tracking-status';

export type Announcement =
  | {
      kind: 'changes';
      /** The log's revision before these changes: who has read less has a gap to fill. */
      from: number;
      captures: CaptureRecord[];
      visits: Visit[];
      /** Small bodies by digest; the others are in the log. */
      bodies: Map<string, Uint8Array<ArrayBuffer>>;
      /** What the log has dropped to make room. */
      gone?: Gone;
    }
  /** What a scope shows was cleared; without one, something that was cleared may be back anywhere. */
  | { kind: 'cleared'; scope?: Scope }
  /** The log has been ended and begun anew. */
  | { kind: 'reset' };

export type StatusAnnouncement =
  /** How far a job of resends is. */
  | { kind: 'resending'; job: ResendJob }
  /** Site access, pausing or the log's health may have changed: ask for the status. */
  | { kind: 'status' };
