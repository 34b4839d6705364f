import type { ResendQueue, Settled } from '../log/resend-queue.ts';
import type { PendingResend } from '../log/schema.ts';
import {
  isOver,
  type FaultReason,
  type JobControl,
  type ResendFault,
  type ResendItem,
  type ResendJob,
  type SendOutcome,
  type ToSend,
} from './job.ts';
import { MAX_WAIT, waitAskedFor } from './retry-after.ts';

/** A request that is ready to leave. */
export interface Prepared {
  ok: true;
  /** Origin of the receiver: it gets one request at a time. */
  target: string;
  pending: PendingResend;
  send(): Promise<SendOutcome>;
}

interface Surroundings {
  queue(): Promise<ResendQueue | undefined>;
  prepare(item: ResendItem, job: ResendJob): Promise<Prepared | { ok: false; fault: ResendFault }>;
  /** Tells panels how far a job is. */
  announce(job: ResendJob): void;
  now(): number;
}

/** What befell the target, and so would befall the next request as well. */
const OF_TARGET: ReadonlySet<FaultReason> = new Set([
  'no-access',
  'failed',
  'page-gone',
  'tab-gone',
  'policy',
  'wait',
]);

/**
 * Sends what the queue holds: each job in its order, at its pace, with one request in flight per
 * target, and none before the time that the target has asked to wait for. Nothing is ever tried again.
 */
export function createRunner({ queue, prepare, announce, now }: Surroundings) {
  const running = new Set<string>();
  const lines = new Map<string, Promise<unknown>>();
  const notBefore = new Map<string, number>();
  /** Ends a job's rest: it has been told something. */
  const wakes = new Map<string, () => void>();

  async function run(id: string) {
    if (running.has(id)) return;
    running.add(id);
    try {
      while (await step(id));
    } catch {
      // The log can't be used, which its own fault says: nothing is sent that can't be written before.
      await pause(id).catch(() => {});
    } finally {
      running.delete(id);
    }
  }

  async function pause(id: string) {
    const job = await (await queue())?.control(id, 'pause');
    if (job) announce(job);
  }

  /** Returns whether the job may have more to send. */
  async function step(id: string): Promise<boolean> {
    const jobs = await queue();
    const next = await jobs?.next(id);
    if (!jobs || !next) return false;
    const { job, item } = next;
    const prepared = await prepare(item, job);
    if (!prepared.ok) {
      await settle(jobs, item, { state: 'failed', fault: prepared.fault });
      return true;
    }
    await inLine(prepared.target, () => send(jobs, item, prepared));
    await rest(id, now() + job.pace);
    return true;
  }

  async function send(jobs: ResendQueue, item: ResendItem, { target, pending, send }: Prepared) {
    if (!(await mayGo(jobs, item.job, target))) return;
    if (!(await jobs.begin(item, { ...pending, at: now() }))) return;
    const outcome = await send();
    if (!outcome.ok) {
      const { fault, neverLeft } = outcome;
      return settle(jobs, item, {
        state: 'failed',
        fault,
        ...(neverLeft && { notExpected: pending.id }),
      });
    }
    const wait = waitAskedFor(outcome.status, outcome.retryAfter, now());
    if (wait === undefined) return settle(jobs, item, { state: 'sent' });
    const isTooLong = wait > MAX_WAIT;
    const waitUntil = now() + Math.min(wait, MAX_WAIT);
    notBefore.set(target, waitUntil);
    return settle(jobs, item, {
      state: 'sent',
      waitUntil,
      ...(isTooLong && { fault: { reason: 'wait' }, pauses: true }),
    });
  }

  async function settle(jobs: ResendQueue, item: ResendItem, settled: Settled) {
    const pauses = settled.fault && OF_TARGET.has(settled.fault.reason);
    const job = await jobs.settle(item, { ...settled, ...(pauses && { pauses }) });
    if (job) announce(job);
  }

  function inLine(target: string, run: () => Promise<void>): Promise<void> {
    const before = lines.get(target) ?? Promise.resolve();
    const done = before.then(run);
    lines.set(
      target,
      done.catch(() => {}),
    );
    return done;
  }

  /** Waits for as long as the target asked to; returns false if the job is stopped meanwhile. */
  async function mayGo(jobs: ResendQueue, id: string, target: string): Promise<boolean> {
    for (;;) {
      const until = notBefore.get(target) ?? 0;
      if (now() >= until) return true;
      await rest(id, until);
      if ((await jobs.job(id))?.state !== 'running') return false;
    }
  }

  /** Until a time, or until the job is told something. */
  async function rest(id: string, until: number) {
    const left = until - now();
    if (left <= 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, left);
    wakes.set(id, resolve);
    await promise;
    clearTimeout(timer);
    wakes.delete(id);
  }

  return {
    async start(
      job: Pick<ResendJob, 'id' | 'tab' | 'way' | 'pace' | 'confirmed'>,
      toSend: readonly ToSend[],
    ): Promise<ResendJob | undefined> {
      const jobs = await queue();
      const current = await jobs?.jobOf(job.tab);
      // One at a time for a session: it is the one that its panel shows.
      if (!jobs || (current && !isOver(current))) return current;
      const added = await jobs.add({ ...job, at: now() }, toSend);
      void run(added.id);
      return added;
    },

    async control(id: string, action: JobControl): Promise<null> {
      const job = await (await queue())?.control(id, action);
      if (!job) return null;
      announce(job);
      wakes.get(id)?.();
      if (action === 'resume') void run(id);
      return null;
    },
  };
}
