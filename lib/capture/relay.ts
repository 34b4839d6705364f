import type { Acknowledgement, Told } from '../messaging/commands.ts';
import type { OutboxEntry } from '../messaging/relay-messages.ts';
import { MAX_URL, MAX_WORDS } from './bounds.ts';
import { isEndpoint } from './endpoints.ts';
import { HOOK_HELLO, type HookCommand, RELAY_HELLO } from './hook/handshake.ts';
import { createIntake } from './relay-intake.ts';
import { createOutgoing } from './relay-outgoing.ts';
import type { DocumentSighting, ViolationSighting } from './sighting.ts';

/** A hook that is brought into a document that is there already has this long, in milliseconds. */
const HOOK_WITHIN = 3000;
/** How often it is told that more has been dropped, in milliseconds. */
const TELL_DROPPED_EVERY = 1000;
/** What a Blob counts as in characters: it is a handle, but takes memory. */
const BLOB_SIZE = 1000;

interface RelaySurroundings {
  document: Pick<
    Document,
    'addEventListener' | 'removeEventListener' | 'dispatchEvent' | 'URL' | 'title' | 'readyState'
  > & { readonly prerendering?: boolean };
  page: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  /** Absent where the browser gives a document none. */
  serviceWorker?:
    | Pick<ServiceWorkerContainer, 'controller' | 'addEventListener' | 'removeEventListener'>
    | undefined;
  /** Resolves once the sightings are in the log; rejects if the background was not there. */
  deliver(sightings: Told[]): Promise<Acknowledgement>;
  /** Leaves sightings where the next background finds them, as the document is about to go. */
  leave(entry: OutboxEntry): void;
  /** Whether the extension is still the one that we belong to: it may have been reloaded. */
  isAlive(): boolean;
  /** When the document began. */
  startedAt: number;
  /** It is the tab's page. */
  top: boolean;
  /** The document was there before the relay. */
  late: boolean;
  now(): number;
}

/**
 * Hands sightings from the hook on to the background, tells what document this is, and keeps each
 * until it is acknowledged. What is on its way when the page goes away is left in the outbox as well:
 * the background counts twice told calls once.
 */
export function startRelay(surroundings: RelaySurroundings) {
  const { document, page, serviceWorker, startedAt, top, late, now } = surroundings;
  const intake = createIntake(now);
  const outgoing = createOutgoing({
    ...surroundings,
    heed: ({ instruction }) => instruct(instruction),
    end: stop,
  });
  const since = now();
  let hook: string | undefined;
  let expecting = true;
  let expectation: ReturnType<typeof setTimeout> | undefined;
  let instruction: HookCommand = { active: true, endpoints: [] };
  let hookOverdue = false;
  let dropped = 0;
  /** Those among them that are lost only if the document does not come back. */
  let lost = 0;
  let tellingDropped = false;
  let back: number | undefined;
  let told = '';
  let ended = false;
  /** The document was opened anew, by which a hook that has not spoken since hears nothing. */
  let reopened = false;
  let unheard = false;
  let name = nameNow();

  /** Later both may change with the page's routes, which are told apart. */
  function nameNow() {
    return { url: document.URL.slice(0, MAX_URL), title: document.title.slice(0, MAX_WORDS) };
  }

  function documentNow(): DocumentSighting {
    return {
      kind: 'document',
      at: startedAt,
      since,
      ...name,
      top,
      late,
      hook: hookState(),
      controlled: !!serviceWorker?.controller,
      prerendering: document.prerendering ?? false,
      ...(back !== undefined && { back }),
      dropped,
    };
  }

  function hookState(): DocumentSighting['hook'] {
    if (instruction.off) return 'off';
    if (hook) return 'present';
    return hookOverdue ? 'missing' : 'pending';
  }

  /** Tells what document this is; the answer says whether it is recorded. */
  function announce() {
    name = nameNow();
    tell();
  }

  function tell() {
    const seen = documentNow();
    told = JSON.stringify(seen);
    outgoing.describe({ seen }, told.length);
  }

  function announceIfNew() {
    if (JSON.stringify(documentNow()) !== told) tell();
  }

  function drop() {
    dropped += 1;
    if (tellingDropped) return;
    tellingDropped = true;
    setTimeout(() => {
      tellingDropped = false;
      announceIfNew();
    }, TELL_DROPPED_EVERY);
  }

  function pass(event: Event) {
    const heard = intake.take(event);
    if (heard === undefined) return;
    if (heard === 'too-much') {
      drop();
      return;
    }
    // Who speaks listens.
    reopened = false;
    if (unheard) tellHook();
    const { seen, blobs, size } = heard;
    const sighting = blobs.length > 0 ? { seen, blobs } : { seen };
    if (!outgoing.add(sighting, size + blobs.length * BLOB_SIZE)) drop();
  }

  /** Which endpoints to report, and whether to report at all. */
  function instruct(next: HookCommand) {
    const known = JSON.stringify(instruction);
    instruction = { ...next, certain: true };
    if (JSON.stringify(instruction) !== known) tellHook();
    announceIfNew();
  }

  /** A hook that stands down needs no endpoints: they are the user's, and whoever speaks may be the page. */
  function tellHook() {
    if (!hook) return;
    unheard = reopened;
    const { active, certain, endpoints } = instruction;
    const command: HookCommand = {
      active,
      ...(certain && { certain }),
      endpoints: active ? endpoints : [],
    };
    document.dispatchEvent(new CustomEvent(`${hook}!`, { detail: JSON.stringify(command) }));
  }

  /** A hook is about to be brought into the document, which is there already. */
  function expectHook() {
    expecting = true;
    listen();
    clearTimeout(expectation);
    expectation = setTimeout(expectNoHook, HOOK_WITHIN);
  }

  /** From now on whoever says hello is the page. */
  function expectNoHook() {
    expecting = false;
    document.removeEventListener(HOOK_HELLO, meet);
  }

  function meet(event: Event) {
    if (hook || !(event instanceof CustomEvent) || typeof event.detail !== 'string') return;
    hook = event.detail;
    document.removeEventListener(HOOK_HELLO, meet);
    document.addEventListener(hook, pass);
    tellHook();
    if (told) announceIfNew();
  }

  function violated(event: Event) {
    const violation = violationOf(event, instruction.endpoints, now());
    if (violation && !outgoing.add({ seen: violation }, violation.url.length)) drop();
  }

  function missHook() {
    hookOverdue = true;
    name = nameNow();
    announceIfNew();
  }

  /** What is too much to be left is told of as what is dropped. */
  function leave() {
    lost = outgoing.beyondLeaving();
    if (lost > 0) {
      dropped += lost;
      tell();
    }
    outgoing.leave();
  }

  function comeBack(event: PageTransitionEvent) {
    if (!event.persisted) return;
    back = now();
    dropped -= lost;
    lost = 0;
    outgoing.comeBack();
    announce();
  }

  /** Once more is as good as once: a listener that is there already is not added again. */
  function listen() {
    if (ended) return;
    if (hook) document.addEventListener(hook, pass);
    else if (expecting) document.addEventListener(HOOK_HELLO, meet);
    // At the window, and first: a page that stops the event has no say in it.
    page.addEventListener('securitypolicyviolation', violated, true);
    page.addEventListener('pagehide', leave);
    page.addEventListener('pageshow', comeBack);
    document.addEventListener('prerenderingchange', announceIfNew);
  }

  /** The relay of the extension that came after is there, or will be. */
  function stop() {
    ended = true;
    expectNoHook();
    if (hook) document.removeEventListener(hook, pass);
    page.removeEventListener('securitypolicyviolation', violated, true);
    page.removeEventListener('pagehide', leave);
    page.removeEventListener('pageshow', comeBack);
    document.removeEventListener('prerenderingchange', announceIfNew);
    serviceWorker?.removeEventListener('controllerchange', announceIfNew);
  }

  listen();
  document.dispatchEvent(new CustomEvent(RELAY_HELLO));
  serviceWorker?.addEventListener('controllerchange', announceIfNew);
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', missHook);
  } else {
    expectHook();
    setTimeout(missHook, HOOK_WITHIN);
  }
  announce();

  return {
    announce,
    /** All listeners may have been taken off the document. */
    listenAgain() {
      reopened = true;
      listen();
    },
    expectHook,
    /** The parser goes on: scripts of the page may follow, and a hook that is to be there is. */
    parsing() {
      if (expectation === undefined) expectNoHook();
    },
    hooked: () => hook !== undefined,
  };
}

/** The violation, if the browser itself tells it, and it may be of a request to an endpoint. */
function violationOf(
  event: Event,
  endpoints: readonly string[],
  at: number,
): ViolationSighting | undefined {
  if (!event.isTrusted || !('blockedURI' in event)) return undefined;
  const { blockedURI, effectiveDirective, disposition } = event as SecurityPolicyViolationEvent;
  if (disposition !== 'enforce' || !isEndpoint('POST', blockedURI, endpoints)) return undefined;
  if (blockedURI.length > MAX_URL) return undefined;
  return {
    kind: 'violation',
    at,
    url: blockedURI,
    directive: effectiveDirective.slice(0, MAX_WORDS),
  };
}
