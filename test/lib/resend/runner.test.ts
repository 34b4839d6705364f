import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Log, openLog } from '../../../lib/log/log.ts';
import type { ResendJob, SendOutcome } from '../../../lib/resend/job.ts';
import { createRunner } from '../../../lib/resend/runner.ts';
import { RECEIVER } from '../samples.ts';

const HOW = { id: 'job', tab: 'run:1', way: 'extension', pace: 0, confirmed: true } as const;
const OK: SendOutcome = { ok: true, status: 202 };

let log: Log;
let sent: string[];
let inFlight: number;
let mostInFlight: number;
let answers: Map<string, SendOutcome>;
let told: ResendJob[];
/** Called as a request leaves. */
let onSend: (original: string) => unknown;

beforeEach(async () => {
  log = await openLog(new IDBFactory());
  sent = [];
  inFlight = 0;
  mostInFlight = 0;
  answers = new Map();
  told = [];
  onSend = () => {};
});

function start() {
  return createRunner({
    queue: () => Promise.resolve(log.resendQueue),
    announce: (job) => told.push(job),
    now: () => Date.now(),
    async prepare({ job, position, original }) {
      if (original === 'gone') return { ok: false, fault: { reason: 'gone' } };
      return {
        ok: true,
        target: 'https://receiver.test',
        pending: {
          id: `${job}:${position}`,
          original,
          tab: 'run:1',
          url: RECEIVER,
          at: 0,
          way: 'extension',
        },
        async send() {
          sent.push(original);
          inFlight += 1;
          mostInFlight = Math.max(mostInFlight, inFlight);
          await onSend(original);
          inFlight -= 1;
          return answers.get(original) ?? OK;
        },
      };
    },
  });
}

const sends = (...originals: string[]) => originals.map((original) => ({ original }));
const jobNow = async (id = 'job') => (await log.resendQueue.job(id))!;
const ended = (state: ResendJob['state'], id = 'job') =>
  vi.waitFor(async () => expect((await jobNow(id)).state).toBe(state), 10_000);

describe('a job', () => {
  test('sends its captures in their order, one at a time, each written before', async () => {
    onSend = async (original) => {
      expect((await jobNow()).counts.sending).toBe(1);
      const pending = await log.pendingResends();
      expect(pending.at(-1)?.original).toBe(original);
    };
    await start().start(HOW, sends('a', 'b', 'c'));
    await ended('done');
    expect(sent).toEqual(['a', 'b', 'c']);
    expect((await jobNow()).counts).toMatchObject({ sent: 3, unsent: 0, sending: 0 });
    expect(told.map(({ counts }) => counts.sent)).toEqual([1, 2, 3]);
  });

  test('has one request in flight per target, whichever sessions ask', async () => {
    onSend = () => new Promise((resolve) => setTimeout(resolve, 5));
    const runner = start();
    await runner.start(HOW, sends('a', 'b'));
    await runner.start({ ...HOW, id: 'other', tab: 'run:2' }, sends('c', 'd'));
    await Promise.all([ended('done'), ended('done', 'other')]);
    expect(sent.toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(mostInFlight).toBe(1);
  });

  test('is the only one of its session until it is over', async () => {
    const runner = start();
    onSend = () => runner.control('job', 'pause');
    await runner.start(HOW, sends('a', 'b'));
    await ended('paused');
    expect((await runner.start({ ...HOW, id: 'second' }, sends('c')))?.id).toBe('job');
    onSend = () => {};
    await runner.control('job', 'cancel');
    expect((await runner.start({ ...HOW, id: 'second' }, sends('c')))?.id).toBe('second');
    await ended('done', 'second');
    expect(sent).toEqual(['a', 'c']);
  });

  test('that is cancelled in the middle sends none after', async () => {
    const runner = start();
    onSend = (original) => original === 'b' && runner.control('job', 'cancel');
    await runner.start(HOW, sends('a', 'b', 'c', 'd'));
    await vi.waitFor(async () => expect((await jobNow()).counts.sent).toBe(2));
    expect(await jobNow()).toMatchObject({ state: 'cancelled', counts: { unsent: 2 } });
    await runner.control('job', 'resume');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sent).toEqual(['a', 'b']);
  });

  test('goes on where it was paused', async () => {
    const runner = start();
    onSend = (original) => original === 'a' && runner.control('job', 'pause');
    await runner.start(HOW, sends('a', 'b'));
    await vi.waitFor(async () => expect((await jobNow()).counts.sent).toBe(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sent).toEqual(['a']);
    await runner.control('job', 'resume');
    await ended('done');
    expect(sent).toEqual(['a', 'b']);
  });

  test('goes on after what can’t be sent, and pauses where the next would fail as well', async () => {
    answers.set('b', { ok: false, fault: { reason: 'failed', detail: 'refused' } });
    await start().start(HOW, sends('gone', 'a', 'b', 'c'));
    await ended('paused');
    expect(sent).toEqual(['a', 'b']);
    expect(await jobNow()).toMatchObject({
      counts: { failed: 2, sent: 1, unsent: 1 },
      fault: { reason: 'failed', detail: 'refused' },
    });
  });

  test('expects no request of what has not left, and may still see that of what failed', async () => {
    answers.set('a', { ok: false, fault: { reason: 'page-gone' }, neverLeft: true });
    answers.set('b', { ok: false, fault: { reason: 'page-gone' } });
    const runner = start();
    await runner.start(HOW, sends('a', 'b'));
    await ended('paused');
    expect(await log.pendingResends()).toEqual([]);
    await runner.control('job', 'resume');
    await ended('done');
    expect(await log.pendingResends()).toMatchObject([{ original: 'b' }]);
  });

  test('never tries again what failed', async () => {
    answers.set('a', { ok: false, fault: { reason: 'failed' } });
    const runner = start();
    await runner.start(HOW, sends('a', 'b'));
    await ended('paused');
    await runner.control('job', 'resume');
    await ended('done');
    expect(sent).toEqual(['a', 'b']);
  });
});

describe('a receiver that has had too much', () => {
  test('is left alone for as long as it asks', async () => {
    answers.set('a', { ok: true, status: 429, retryAfter: '0' });
    answers.set('b', { ok: true, status: 429, retryAfter: '1' });
    const at = new Map<string, number>();
    onSend = (original) => at.set(original, Date.now());
    await start().start(HOW, sends('a', 'b', 'c'));
    await ended('done');
    expect(sent).toEqual(['a', 'b', 'c']);
    expect(at.get('c')! - at.get('b')!).toBeGreaterThanOrEqual(1000);
    expect(told.some(({ waitUntil }) => waitUntil !== undefined)).toBe(true);
    expect((await jobNow()).waitUntil).toBeUndefined();
  });

  test('is not hurried by pausing and going on', async () => {
    answers.set('a', { ok: true, status: 429, retryAfter: '1' });
    const at = new Map<string, number>();
    onSend = (original) => at.set(original, Date.now());
    const runner = start();
    await runner.start(HOW, sends('a', 'b'));
    await vi.waitFor(() => expect(told).toHaveLength(1));
    await runner.control('job', 'pause');
    await runner.control('job', 'resume');
    await ended('done');
    expect(at.get('b')! - at.get('a')!).toBeGreaterThanOrEqual(1000);
  });

  test('is not waited for longer than five minutes: the job pauses, and says so', async () => {
    answers.set('a', { ok: true, status: 503, retryAfter: '3600' });
    await start().start(HOW, sends('a', 'b'));
    await ended('paused');
    expect(await jobNow()).toMatchObject({ fault: { reason: 'wait' }, counts: { sent: 1 } });
    expect(sent).toEqual(['a']);
  });
});

describe('after a death of the background', () => {
  /** A background that is stopped while a request is under way. */
  async function die() {
    const { promise: never } = Promise.withResolvers<void>();
    onSend = (original) => (original === 'b' ? never : undefined);
    await start().start(HOW, sends('a', 'b', 'c'));
    await vi.waitFor(() => expect(sent).toEqual(['a', 'b']));
    onSend = () => {};
  }

  test('what was under way is unknown, and only what was not sent goes on, when it is told to', async () => {
    await die();
    await log.resendQueue.recover('run');
    expect(await jobNow()).toMatchObject({
      state: 'interrupted',
      counts: { sent: 1, unknown: 1, unsent: 1 },
    });
    await start().control('job', 'resume');
    await ended('done');
    expect(sent).toEqual(['a', 'b', 'c']);
    expect((await jobNow()).counts).toMatchObject({ sent: 2, unknown: 1 });
  });

  test('a job of an earlier run of the browser is forgotten', async () => {
    await die();
    await log.resendQueue.recover('another');
    expect(await log.resendQueue.job('job')).toBeUndefined();
  });
});
