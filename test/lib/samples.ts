import type {
  Body,
  Capture,
  DevtoolsPart,
  NetworkPart,
  PagePart,
} from '../../lib/capture/capture.ts';
import type { ConsentChange } from '../../lib/capture/consent.ts';
import type { Visit } from '../../lib/capture/visit.ts';
import type {
  BytesSeen,
  DevtoolsSighting,
  DocumentSighting,
  EntrySighting,
  NetworkSighting,
  Origin,
  PageSighting,
} from '../../lib/capture/sighting.ts';
import type { Log } from '../../lib/log/log.ts';
import type { PendingResend } from '../../lib/log/schema.ts';

export const RECEIVER = 'https://receiver.test/api/events';
export const SHOP = 'https://shop.test/';

export type Before = Extract<NetworkSighting, { kind: 'before' }>;
export type Call = Extract<PageSighting, { kind: 'call' }>;

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** A body as an observer saw it, whole if its size is not said. */
export function seenBytes(bytes: Uint8Array<ArrayBuffer>, size = bytes.length): BytesSeen {
  return { kind: 'bytes', bytes, size };
}

export function batchOf(...events: unknown[]): string {
  return JSON.stringify({ instrumentationKey: 'key-1', events });
}

export const CLICK = { eventType: 'ProductClicked', productId: 'A-1' };

export function origin(part: Partial<Origin> = {}): Origin {
  return { tabId: 1, frameId: 0, topFrame: true, document: 'doc', url: SHOP, ...part };
}

export function before(part: Partial<Before> = {}): Before {
  return {
    kind: 'before',
    request: '1',
    at: 1000,
    origin: origin(),
    method: 'POST',
    url: RECEIVER,
    body: seenBytes(bytesOf(batchOf(CLICK))),
    fromExtension: false,
    type: 'xmlhttprequest',
    ...part,
  };
}

export function call(part: Partial<Call> = {}): Call {
  return {
    kind: 'call',
    at: 1000,
    call: 1,
    transport: 'fetch',
    method: 'POST',
    url: RECEIVER,
    route: SHOP,
    body: { kind: 'text', text: batchOf(CLICK), of: 'string' },
    ...part,
  };
}

/** What the relay says of its document. */
export function told(part: Partial<DocumentSighting> = {}): DocumentSighting {
  return {
    kind: 'document',
    at: 900,
    since: 900,
    url: SHOP,
    title: 'Shop',
    top: true,
    late: false,
    hook: 'present',
    controlled: false,
    prerendering: false,
    dropped: 0,
    ...part,
  };
}

/** A customer who is asked for consent. */
export function consentChange(part: Partial<ConsentChange> = {}): ConsentChange {
  return { at: 1000, platform: 'cookiebot', state: 'pending', given: [], refused: [], ...part };
}

/** A request as DevTools' network log has it. */
export function entry(part: Partial<EntrySighting> = {}): EntrySighting {
  return {
    kind: 'entry',
    entry: 'e1',
    at: 998,
    ended: 1500,
    method: 'POST',
    url: RECEIVER,
    status: 202,
    requestHeaders: [],
    responseHeaders: [],
    body: seenBytes(bytesOf(batchOf(CLICK))),
    timings: { wait: 10 },
    ...part,
  };
}

export function body(digest = 'd1'): Body {
  return { kind: 'bytes', digest, size: 2, stored: 2 };
}

export function capture(part: Partial<Capture> = {}): Capture {
  return {
    id: 'run:1',
    revision: 0,
    tab: 'run:1',
    visit: 'run:doc',
    route: SHOP,
    topFrame: true,
    at: 1000,
    method: 'POST',
    url: RECEIVER,
    state: 'done',
    status: 202,
    requestHeaders: [{ name: 'Content-Type', value: 'application/json' }],
    responseHeaders: [],
    body: body(),
    ...part,
  };
}

const ASKED = { at: 1000, method: 'POST', url: RECEIVER, body: { kind: 'empty' } } as const;

export function networkPart(part: Partial<NetworkPart> = {}): NetworkPart {
  return {
    ...ASKED,
    request: '1',
    state: 'done',
    requestHeaders: [],
    responseHeaders: [],
    type: 'xmlhttprequest',
    initiator: '',
    hops: [],
    ...part,
  };
}

export function pagePart(part: Partial<PagePart> = {}): PagePart {
  return { ...ASKED, call: 1, route: SHOP, transport: 'fetch', bodyFrom: 'string', ...part };
}

export function devtoolsPart(part: Partial<DevtoolsPart> = {}): DevtoolsPart {
  return {
    ...ASKED,
    entry: 'e1',
    ended: 1030,
    requestHeaders: [],
    responseHeaders: [],
    timings: {},
    ...part,
  };
}

export function visit(part: Partial<Visit> = {}): Visit {
  return {
    id: 'run:doc',
    revision: 0,
    tab: 'run:1',
    topFrame: true,
    url: SHOP,
    title: 'Shop',
    at: 900,
    routes: [],
    announced: true,
    coverage: { network: 900, page: 900, devtools: 900, gaps: [] },
    ...part,
  };
}

/** A resend of the first capture, before it leaves. */
export const PENDING = {
  id: 'r1',
  original: 'run:1',
  tab: 'run:1',
  url: RECEIVER,
  at: 1600,
  way: 'extension',
} as const satisfies PendingResend;

/** DevTools' word on the page of a tab. */
export const PAGE_TOLD = {
  kind: 'page' as const,
  tabId: 1,
  at: 950,
  url: SHOP,
  title: 'Shop',
  frames: [],
  began: 900,
} satisfies DevtoolsSighting;

/** Writes what is written before a resend leaves. */
export async function expectResend(
  { resendQueue }: Pick<Log, 'resendQueue'>,
  pending: PendingResend,
): Promise<void> {
  const { id, original, at, way } = pending;
  const job = { id, tab: `run:${id}`, at, way, pace: 0, confirmed: true };
  await resendQueue.add(job, [{ original }]);
  await resendQueue.begin({ job: id, position: 0, original, state: 'unsent' }, pending);
}
