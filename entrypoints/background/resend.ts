import type { browser as Browser } from 'wxt/browser';
import { sha256 } from '../../lib/capture/bodies.ts';
import { isEndpoint } from '../../lib/capture/endpoints.ts';
import { isSecret } from '../../lib/capture/headers.ts';
import type { Log } from '../../lib/log/log.ts';
import type { ResendPlace } from '../../lib/log/schema.ts';
import { type DraftBatch, draftRequest } from '../../lib/resend/draft.ts';
import { headerFault, withoutSecrets } from '../../lib/resend/own-headers.ts';
import type { Capture } from '../../lib/capture/capture.ts';
import { asksFirst, keysIn, lockedBy } from '../../lib/resend/guards.ts';
import type { ResendFault, ResendItem, ResendJob, SendOutcome } from '../../lib/resend/job.ts';
import { sendOwn } from '../../lib/resend/own-sender.ts';
import { type Outgoing, resendRequest, type ResendRequest } from '../../lib/resend/request.ts';
import { createRunner, type Prepared } from '../../lib/resend/runner.ts';
import { missingOrigins } from './access.ts';
import { findFrame, sendThroughPage } from './page-sender.ts';
import type { Recording } from './recording.ts';

/** How long the network observer may take to see what was sent, in milliseconds. */
const SEEN_WITHIN = 10_000;

/** Drafts with secrets that are held until they are sent. */
const MAX_SECRET = 20;

export type Resending = ReturnType<typeof createResending>;

/**
 * Sends captures again. There is no way back from here: each request is seen by the network observer, and
 * recorded as a capture with `resendOf`.
 */
export function createResending(browser: typeof Browser, recording: Recording) {
  /** What an earlier background left is settled before anything is sent. */
  const recovered = recording
    .log()
    .then((log) => log?.resendQueue.recover(recording.run()))
    // A log that can't be used says so itself.
    .catch(() => {});
  let looking = false;
  /** Drafts with a secret in their headers, by their jobs: the log is not told it. */
  const secret = new Map<string, DraftBatch>();

  async function queue() {
    await recovered;
    return (await recording.log())?.resendQueue;
  }

  const runner = createRunner({
    queue,
    prepare,
    announce: (job) => recording.announceStatus({ kind: 'resending', job }),
    now: () => Date.now(),
  });

  async function prepare(
    item: ResendItem,
    job: ResendJob,
  ): Promise<Prepared | Extract<SendOutcome, { ok: false }>> {
    const log = await recording.log();
    if (!log) return { ok: false, fault: { reason: 'gone' } };
    const capture = await log.capture(item.original);
    const request = await requestOf(log, item, capture);
    if (!request.ok) return request;
    const { outgoing } = request;
    const { url } = outgoing;
    const guarded = await guardOf(outgoing, job);
    if (guarded) return { ok: false, fault: guarded };
    const place = capture ?? (await newestPage(log, job.tab));
    const tab = tabOf(place, job);
    const sender = await senderOf(outgoing, { tab, route: place?.route ?? '' }, job);
    if (!sender.ok) return sender;
    const digest = outgoing.body && (await sha256(outgoing.body));
    return {
      ok: true,
      target: new URL(url).origin,
      pending: {
        id: `${item.job}:${String(item.position).padStart(6, '0')}`,
        original: item.original,
        ...(!capture && place && { place }),
        tab,
        url,
        at: Date.now(),
        way: job.way,
        ...(digest !== undefined && { digest }),
      },
      send: async () => {
        lookForLost();
        secret.delete(item.job);
        return sender.send();
      },
    };
  }

  async function requestOf(
    log: Log,
    { job, draft: written }: ResendItem,
    capture: Capture | undefined,
  ): Promise<ResendRequest> {
    if (written) {
      const draft = secret.get(job) ?? written;
      if (draft.headers.some((header) => headerFault(header) === 'secret')) {
        return { ok: false, fault: { reason: 'no-secret' } };
      }
      const { endpoints } = await recording.settings();
      if (!isEndpoint('POST', draft.url, endpoints)) {
        return { ok: false, fault: { reason: 'no-endpoint', detail: draft.url.slice(0, 500) } };
      }
      return { ok: true, outgoing: await draftRequest(draft, capture) };
    }
    if (!capture) return { ok: false, fault: { reason: 'gone' } };
    const body = capture.body.kind === 'bytes' ? await log.body(capture.body.digest) : undefined;
    return resendRequest(capture, body);
  }

  /** Where a batch is listed that was written from nothing: the newest page of its session. */
  async function newestPage(log: Log, tab: string): Promise<ResendPlace | undefined> {
    const visits = await log.visits(recording.run());
    const page = visits
      .filter((visit) => visit.tab === tab && visit.topFrame)
      .toSorted((a, b) => b.at - a.at)[0];
    return page && { tab, visit: page.id, route: page.url, topFrame: true };
  }

  /** What forbids it, by the options or because nobody has agreed: decided here, whoever asks. */
  async function guardOf(
    { url, body, headers: all }: Outgoing,
    { confirmed }: ResendJob,
  ): Promise<ResendFault | undefined> {
    const headers = all.map(([name, value]) => ({ name, value }));
    const settings = await recording.settings();
    const keys = keysIn(body, { url, headers }, settings.resendLock.keys);
    const locked = lockedBy(settings, url, keys);
    if (locked !== undefined) return { reason: 'locked', detail: locked };
    const asked = (keys.length > 0 ? keys : [undefined]).some((key) =>
      asksFirst(settings, url, key),
    );
    return asked && !confirmed ? { reason: 'unconfirmed' } : undefined;
  }

  async function senderOf(
    outgoing: Outgoing,
    { tab, route }: Pick<ResendPlace, 'tab' | 'route'>,
    { way }: ResendJob,
  ): Promise<{ ok: true; send(): Promise<SendOutcome> } | Extract<SendOutcome, { ok: false }>> {
    if (way === 'page') {
      const origin = URL.parse(route)?.origin ?? '';
      // Browsers number tabs anew: one of an earlier run is another.
      if (!tab.startsWith(`${recording.run()}:`)) {
        return { ok: false, fault: { reason: 'tab-gone', detail: origin } };
      }
      const place = { tabId: tabIdOf(tab), origin };
      const frame = await findFrame(browser, place);
      if (!frame.ok) return frame;
      await recording.expectThroughPage();
      return { ok: true, send: () => sendThroughPage(browser, place, frame.frameId, outgoing) };
    }
    const { origin } = new URL(outgoing.url);
    if ((await missingOrigins(browser, [origin])).length > 0) {
      return { ok: false, fault: { reason: 'no-access', detail: origin } };
    }
    return { ok: true, send: () => sendOwn(outgoing) };
  }

  /** The recorder is given time to come to a request; one that it never sees is of unknown outcome. */
  function lookForLost() {
    if (looking) return;
    looking = true;
    setTimeout(() => {
      looking = false;
      const look = async () => {
        await recording.recordLost(Date.now() - SEEN_WITHIN);
        const pending = await (await recording.log())?.pendingResends();
        if (pending && pending.length > 0) lookForLost();
      };
      // It is looked for again with the next one.
      look().catch(() => {});
    }, SEEN_WITHIN);
  }

  // An earlier background may have been stopped before it looked.
  void recovered.then(lookForLost);

  return {
    start: runner.start,

    startDraft(
      job: Omit<Parameters<typeof runner.start>[0], 'pace'>,
      draft: DraftBatch,
    ): Promise<ResendJob | undefined> {
      const written = { ...draft, headers: withoutSecrets(draft.headers) };
      if (draft.headers.some(([name]) => isSecret(name))) secret.set(job.id, draft);
      const [oldest] = secret.keys();
      if (secret.size > MAX_SECRET && oldest !== undefined) secret.delete(oldest);
      return runner.start({ ...job, pace: 0 }, [
        { original: draft.original ?? '', draft: written },
      ]);
    },

    control: runner.control,
    jobOf: async (tab: string) => {
      const jobs = await queue();
      return jobs?.jobOf(tab).catch(() => undefined);
    },
  };
}

/** The tab that shows the page: the original's or, where that was sent without one, the session's. */
function tabOf(place: ResendPlace | undefined, job: ResendJob): string {
  return place && place.site === undefined ? place.tab : job.tab;
}

/** Of a tab as the log names it: (run, tab id). */
function tabIdOf(tab: string): number {
  return Number(tab.slice(tab.lastIndexOf(':') + 1));
}
