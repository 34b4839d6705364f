import {
  isOver,
  type ItemState,
  type JobControl,
  type ResendFault,
  type ResendItem,
  type ResendJob,
  type ToSend,
} from '../resend/job.ts';
import type { Connection } from './connection.ts';
import type { PendingResend } from './schema.ts';

export interface Settled {
  state: Extract<ItemState, 'sent' | 'failed'>;
  fault?: ResendFault;
  /** The pending resend of which nothing has left: it is not expected any more. */
  notExpected?: string;
  /** The job does not go on by itself. */
  pauses?: boolean;
  waitUntil?: number;
}

export type ResendQueue = ReturnType<typeof createResendQueue>;

const NEXT_STATE = { pause: 'paused', resume: 'running', cancel: 'cancelled' } as const;

/**
 * What is to be sent again, as the log keeps it: each request is written as `sending` before it leaves,
 * so that after a death of the background nobody takes it for unsent.
 */
export function createResendQueue({ use }: Pick<Connection, 'use'>) {
  /** Changes a job where it is there; returns it as it is then. */
  function change(
    id: string,
    edit: (job: ResendJob) => ResendJob | undefined,
  ): Promise<ResendJob | undefined> {
    return use(async (db) => {
      const tx = db.transaction('jobs', 'readwrite');
      const job = await tx.store.get(id);
      const changed = job && edit(job);
      if (changed) await tx.store.put(changed);
      await tx.done;
      return changed;
    });
  }

  return {
    /** Puts a job's captures in line; the jobs of that session that are over are forgotten. */
    add(job: Omit<ResendJob, 'next' | 'counts' | 'state'>, toSend: readonly ToSend[]) {
      return use(async (db): Promise<ResendJob> => {
        const tx = db.transaction(['jobs', 'items'], 'readwrite');
        const [jobs, items] = [tx.objectStore('jobs'), tx.objectStore('items')];
        for (const old of await jobs.getAll()) {
          if (old.tab !== job.tab || !isOver(old)) continue;
          await Promise.all([jobs.delete(old.id), items.delete(itemsOf(old.id))]);
        }
        const added: ResendJob = {
          ...job,
          state: 'running',
          next: 0,
          counts: { unsent: toSend.length, sending: 0, sent: 0, failed: 0, unknown: 0 },
        };
        await Promise.all([
          jobs.put(added),
          ...toSend.map((one, position) =>
            items.put({ job: job.id, position, ...one, state: 'unsent' }),
          ),
        ]);
        await tx.done;
        return added;
      });
    },

    job: (id: string): Promise<ResendJob | undefined> => use((db) => db.get('jobs', id)),

    /** The next request of a job that runs; `undefined` where there is none left. */
    next(id: string): Promise<{ job: ResendJob; item: ResendItem } | undefined> {
      return use(async (db) => {
        const tx = db.transaction(['jobs', 'items']);
        const job = await tx.objectStore('jobs').get(id);
        if (job?.state !== 'running') return undefined;
        const item = await tx.objectStore('items').get([id, job.next]);
        return item && { job, item };
      });
    },

    /** The newest job of a session. */
    async jobOf(tab: string): Promise<ResendJob | undefined> {
      const jobs = await use((db) => db.getAll('jobs'));
      return jobs.filter((job) => job.tab === tab).toSorted((a, b) => b.at - a.at)[0];
    },

    /** Written before it is sent; returns whether it may be: the job may have been stopped meanwhile. */
    begin({ job: id, position }: ResendItem, pending: PendingResend): Promise<boolean> {
      return use(async (db) => {
        const tx = db.transaction(['jobs', 'items', 'resends'], 'readwrite');
        const job = await tx.objectStore('jobs').get(id);
        if (job?.state !== 'running' || job.next !== position) {
          await tx.done;
          return false;
        }
        const { waitUntil: _, ...rest } = job;
        const begun = {
          ...rest,
          next: position + 1,
          counts: moved(job.counts, 'unsent', 'sending'),
        };
        const item = await tx.objectStore('items').get([id, position]);
        await Promise.all([
          tx.objectStore('jobs').put(begun),
          tx.objectStore('items').put({ ...item!, state: 'sending' }),
          tx.objectStore('resends').put(pending),
        ]);
        await tx.done;
        return true;
      });
    },

    /** What became of a request, whether or not it was begun; returns its job, if that is still there. */
    settle({ job: id, position }: ResendItem, settled: Settled): Promise<ResendJob | undefined> {
      return use(async (db) => {
        const tx = db.transaction(['jobs', 'items', 'resends'], 'readwrite');
        const [jobs, items] = [tx.objectStore('jobs'), tx.objectStore('items')];
        const { state, fault, notExpected, waitUntil, pauses } = settled;
        if (notExpected !== undefined) await tx.objectStore('resends').delete(notExpected);
        const [job, item] = await Promise.all([jobs.get(id), items.get([id, position])]);
        if (!job || !item) return undefined;
        const next = Math.max(job.next, position + 1);
        const isLast = next >= total(job);
        const goesOn = job.state === 'running' && pauses ? 'paused' : job.state;
        const changed: ResendJob = {
          ...job,
          next,
          counts: moved(job.counts, item.state, state),
          state: isLast && !isOver(job) ? 'done' : goesOn,
          ...(fault && { fault }),
          ...(waitUntil !== undefined && !isLast && { waitUntil }),
        };
        await Promise.all([jobs.put(changed), items.put({ ...item, state })]);
        await tx.done;
        return changed;
      });
    },

    /** A job that is over stays so. */
    control(id: string, action: JobControl): Promise<ResendJob | undefined> {
      return change(id, (job) => {
        if (isOver(job)) return undefined;
        const { fault, ...rest } = job;
        const told = action === 'resume' || !fault ? {} : { fault };
        return { ...rest, ...told, state: NEXT_STATE[action] };
      });
    },

    /**
     * After a start of the background: what was under way is unknown, what was running is interrupted,
     * and jobs of earlier runs of the browser are forgotten.
     */
    recover(run: string): Promise<void> {
      return use(async (db) => {
        const tx = db.transaction(['jobs', 'items'], 'readwrite');
        const [jobs, items] = [tx.objectStore('jobs'), tx.objectStore('items')];
        for (const job of await jobs.getAll()) {
          if (!job.tab.startsWith(`${run}:`)) {
            await Promise.all([jobs.delete(job.id), items.delete(itemsOf(job.id))]);
            continue;
          }
          const lost = (await items.getAll(itemsOf(job.id))).filter(
            ({ state }) => state === 'sending',
          );
          for (const item of lost) await items.put({ ...item, state: 'unknown' });
          const isLast = job.next >= total(job);
          const state = job.state === 'running' ? (isLast ? 'done' : 'interrupted') : job.state;
          const counts = lost.reduce((sum) => moved(sum, 'sending', 'unknown'), job.counts);
          await jobs.put({ ...job, state, counts });
        }
        await tx.done;
      });
    },
  };
}

function itemsOf(job: string): IDBKeyRange {
  return IDBKeyRange.bound([job, 0], [job, Infinity]);
}

function total({ counts }: ResendJob): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function moved(counts: ResendJob['counts'], from: ItemState, to: ItemState): ResendJob['counts'] {
  const left = { ...counts, [from]: counts[from] - 1 };
  return { ...left, [to]: left[to] + 1 };
}
