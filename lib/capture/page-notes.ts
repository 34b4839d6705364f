import type { PageNotes, SeenOrigin } from '../messaging/devtools-channel.ts';
import { type PageTold, senderOf } from './devtools.ts';
import { isEndpoint } from './endpoints.ts';
import type { HarEntry } from './har.ts';
import { type Lookalike, lookalike } from './lookalikes.ts';

/** Requests that are counted, look-alikes and origins that are named; further ones are not. */
const MAX_OTHERS = 50_000;
const MAX_LOOKALIKES = 20;
const MAX_ORIGINS = 50;
/** A request may seem to have begun before its page: its time is told in advance of the real one. */
const TOLERANCE = 50;

/** What is known of the page in a tab that stands in no capture: see {@link PageNotes}. */
export function createPageNotes() {
  const others: number[] = [];
  const lookalikes = new Map<string, Lookalike & { at: number }>();
  const origins = new Map<string, SeenOrigin & { at: number }>();

  function noteOrigin(
    origin: string | undefined,
    role: SeenOrigin['role'],
    needed: boolean,
    at: number,
  ) {
    if (!origin?.startsWith('http')) return;
    const known = origins.get(origin);
    if (!known && origins.size >= MAX_ORIGINS) return;
    origins.set(origin, {
      origin,
      role: role === 'page' ? role : (known?.role ?? role),
      needed: needed || (known?.needed ?? false),
      at: Math.max(at, known?.at ?? 0),
    });
  }

  function forget(before: number) {
    const isOld = ({ at }: { at: number }) => at < before - TOLERANCE;
    others.splice(0, others.length, ...others.filter((at) => !isOld({ at })));
    for (const map of [lookalikes, origins]) {
      for (const [name, one] of map) if (isOld(one)) map.delete(name);
    }
  }

  return {
    /** Forgets what was before a time: another page has come then. */
    forget,

    /** Whether it goes to an endpoint; what goes elsewhere is counted. */
    entry(har: HarEntry, endpoints: readonly string[]): boolean {
      const { method, url } = har.request;
      const at = Date.parse(har.startedDateTime) || 0;
      if (isEndpoint(method, url, endpoints)) {
        noteOrigin(senderOf(har), 'frame', true, at);
        noteOrigin(URL.parse(url)?.origin, 'receiver', true, at);
        return true;
      }
      if (method === 'OPTIONS' || !/^https?:/.test(url)) return false;
      if (others.length < MAX_OTHERS) others.push(at);
      const like = lookalike(har);
      const known = like && lookalikes.has(like.url);
      if (like && (known || lookalikes.size < MAX_LOOKALIKES)) {
        lookalikes.set(like.url, { ...like, at });
      }
      return false;
    },

    page({ url, frames, began, at }: PageTold): void {
      forget(began);
      noteOrigin(URL.parse(url)?.origin, 'page', true, at);
      for (const frame of frames) noteOrigin(frame, 'frame', false, at);
    },

    /** Without look-alikes that have been added as endpoints meanwhile. */
    told(endpoints: readonly string[]): PageNotes {
      return {
        origins: [...origins.values()].map(({ origin, role, needed }) => ({
          origin,
          role,
          needed,
        })),
        others: others.length,
        lookalikes: [...lookalikes.values()]
          .filter(({ url }) => !isEndpoint('POST', url, endpoints))
          .map(({ url, sign }) => ({ url, sign })),
      };
    },
  };
}
