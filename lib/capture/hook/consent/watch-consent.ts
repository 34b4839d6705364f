import type { PageScope } from '../natives.ts';
import { quietly } from '../quietly.ts';
import type { Watch } from '../watch.ts';
import { createPageReader } from './page-reader.ts';
import type { ConsentPlatform, ConsentReading } from './platform.ts';
import { PLATFORMS } from './platforms.ts';

/**
 * Pauses between looks at what platforms say, in milliseconds: their scripts may come late, and may say
 * after an event what it was about.
 */
const PAUSES = [100, 200, 400, 800, 1600, 3200, 6400, 12_800];
/** Changes that a document tells; after them it is heard no more. */
const MAX_TOLD = 100;

interface Heard {
  platform: ConsentPlatform;
  /** What was told last, as text. */
  told: string;
  /** It has said once that its customer has not answered: at first it may not have read an answer of earlier. */
  isDoubted: boolean;
  hear(event: Event): void;
  end: (() => void) | undefined;
}

/**
 * Hears what consent platforms say, once it is certain that the document is watched: until then, and
 * after, the page has no listener of ours, and nothing is asked of it.
 */
export function watchConsent(scope: PageScope, watch: Watch) {
  const { natives } = watch;
  const { append, bare, stringify } = natives;
  const page = createPageReader(scope, natives);
  const all: Heard[] = [];
  let isOn = false;
  let looks = 0;
  let timer: unknown;
  let told = 0;

  for (let at = 0; at < PLATFORMS.length; at += 1) {
    const one: Heard = {
      platform: PLATFORMS[at]!,
      told: '',
      isDoubted: false,
      hear: (event) => quietly(() => hear(one, event)),
      end: undefined,
    };
    append(all, one);
  }

  function each(run: (one: Heard) => void) {
    for (let at = 0; at < all.length; at += 1) quietly(() => run(all[at]!));
  }

  function eachEvent(
    { platform, hear }: Heard,
    run: typeof natives.listen | typeof natives.unlisten,
  ) {
    const { events } = platform;
    for (let at = 0; at < events.length; at += 1) run(scope, events[at]!, hear, true);
  }

  function hear(one: Heard, event: Event) {
    // Of a plain event there is none to read.
    const detail = quietly(() => natives.detailOf(event)) ?? {};
    quietly(() => take(one, one.platform.read?.(page, detail), true));
    looks = 0;
    lookLater();
  }

  /** `isSure`: the platform itself has called. */
  function take(one: Heard, reading: ConsentReading | undefined, isSure: boolean) {
    if (!reading || !isOn) return;
    if (reading.state === 'pending' && !isSure && !one.isDoubted) {
      one.isDoubted = true;
      return;
    }
    const { state, given, refused } = reading;
    const said = bare({ state, given: bare(given), refused: bare(refused) });
    const text = stringify(said);
    if (text === one.told) return;
    one.told = text;
    told += 1;
    watch.consented(one.platform.id, said);
    if (told >= MAX_TOLD) stop();
  }

  function look() {
    each((one) => {
      if (!isOn) return;
      // `document.open()` takes listeners off the window, too; one that is there is not added again.
      eachEvent(one, natives.listen);
      take(one, one.platform.read?.(page), false);
    });
    each((one) => {
      if (!isOn || one.end) return;
      one.end = one.platform.ask?.(page, (reading) => take(one, reading, true));
      // What it has said at once may have been the last that is told.
      if (!isOn) end(one);
    });
    lookLater();
  }

  function lookLater() {
    if (timer !== undefined) natives.clearTimeout(timer);
    timer = undefined;
    if (!isOn || looks >= PAUSES.length) return;
    timer = natives.setTimeout(() => quietly(look), PAUSES[looks]!);
    looks += 1;
  }

  function start() {
    isOn = true;
    looks = 0;
    look();
  }

  function stop() {
    isOn = false;
    lookLater();
    each((one) => {
      eachEvent(one, natives.unlisten);
      one.told = '';
      one.isDoubted = false;
      end(one);
    });
  }

  function end(one: Heard) {
    const ending = one.end;
    one.end = undefined;
    ending?.();
  }

  return {
    /** From now on the document is watched, or is not. */
    heed(isWatched: boolean): void {
      if (isWatched === isOn || (isWatched && told >= MAX_TOLD)) return;
      if (isWatched) start();
      else stop();
    },
  };
}
