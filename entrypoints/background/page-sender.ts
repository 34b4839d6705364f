import type { browser as Browser } from 'wxt/browser';
import { toBase64 } from '../../lib/messaging/base64.ts';
import type { ResendFault, SendOutcome } from '../../lib/resend/job.ts';
import { outcomeInPage } from '../../lib/resend/page-answer.ts';
import type { Outgoing } from '../../lib/resend/request.ts';
import { missingOrigins } from './access.ts';

/** How long a receiver may take to answer, and how much longer the page to say so, in milliseconds. */
const ANSWER_WITHIN = 60_000;
const TOLD_WITHIN = 5000;

export interface PagePlace {
  tabId: number;
  /** Of the document that sent the original. */
  origin: string;
}

/** The frame of a tab that has a document of that origin now, the outermost first. */
export async function findFrame(
  browser: typeof Browser,
  { tabId, origin }: PagePlace,
): Promise<{ ok: true; frameId: number } | Extract<SendOutcome, { ok: false }>> {
  if ((await missingOrigins(browser, [origin])).length > 0) {
    return { ok: false, fault: { reason: 'no-access', detail: origin } };
  }
  try {
    const frames = await browser.scripting.executeScript({
      target: { tabId, allFrames: true },
      func: () => location.origin,
    });
    const own = frames
      .filter(({ result }) => result === origin)
      .toSorted((a, b) => a.frameId - b.frameId)[0];
    if (own) return { ok: true, frameId: own.frameId };
  } catch {
    // The tab has been closed, or shows a page that nobody may run anything in.
  }
  return { ok: false, fault: await goneOf(browser, { tabId, origin }) };
}

/** Whether it is the tab that is gone or, in it, the page. */
async function goneOf(browser: typeof Browser, { tabId, origin }: PagePlace): Promise<ResendFault> {
  const isThere = await browser.tabs.get(tabId).then(
    () => true,
    () => false,
  );
  return { reason: isThere ? 'page-gone' : 'tab-gone', detail: origin };
}

/** Sends in the page's own world: its Origin, cookies, policy and service worker have their say. */
export async function sendThroughPage(
  browser: typeof Browser,
  { tabId, origin }: PagePlace,
  frameId: number,
  { url, method, headers, body, withCookies, isOpaque }: Outgoing,
): Promise<SendOutcome> {
  const told = {
    origin,
    url,
    method,
    headers,
    base64: body ? toBase64(body) : null,
    withCookies,
    isOpaque,
    within: ANSWER_WITHIN,
  };
  const { promise: late, resolve } = Promise.withResolvers<SendOutcome>();
  const gone: SendOutcome = { ok: false, fault: { reason: 'page-gone' } };
  const timer = setTimeout(() => resolve(gone), ANSWER_WITHIN + TOLD_WITHIN);
  const answer = browser.scripting
    .executeScript({
      target: { tabId, frameIds: [frameId] },
      world: 'MAIN',
      func: sendHere,
      args: [told],
    })
    .then(
      ([frame]) => outcomeInPage(frame?.result),
      // The frame was not there, or went away in the middle.
      () => gone,
    );
  const outcome = await Promise.race([answer, late]);
  clearTimeout(timer);
  if (outcome.ok || outcome.fault.reason !== 'page-gone') return outcome;
  return { ...outcome, fault: await goneOf(browser, { tabId, origin }) };
}

interface ToldToPage {
  origin: string;
  url: string;
  method: string;
  headers: [string, string][];
  base64: string | null;
  withCookies: boolean;
  isOpaque: boolean;
  within: number;
}

/** Runs in the page's world, and closes over nothing here. */
async function sendHere(told: ToldToPage) {
  if (location.origin !== told.origin) return { gone: true };
  let violation: string | undefined;
  const onViolation = (event: SecurityPolicyViolationEvent) => {
    if (told.url.startsWith(event.blockedURI)) violation = event.effectiveDirective;
  };
  document.addEventListener('securitypolicyviolation', onViolation);
  try {
    const response = await fetch(told.url, {
      method: told.method,
      headers: told.headers,
      credentials: told.withCookies ? 'include' : 'same-origin',
      mode: told.isOpaque ? 'no-cors' : 'cors',
      cache: 'no-store',
      signal: AbortSignal.timeout(told.within),
      body:
        told.base64 === null
          ? null
          : Uint8Array.from(atob(told.base64), (character) => character.charCodeAt(0)),
    });
    // An answer that nobody reads may be given up, and would count as aborted.
    response.arrayBuffer().catch(() => {});
    const retryAfter = response.headers.get('retry-after');
    return { status: response.status, ...(retryAfter !== null && { retryAfter }) };
  } catch (error) {
    // The violation is told in a task of its own.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return {
      error: String(error).slice(0, 1000),
      ...(violation !== undefined && { violation }),
    };
  } finally {
    document.removeEventListener('securitypolicyviolation', onViolation);
  }
}
