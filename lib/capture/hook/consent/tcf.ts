import { quietly } from '../quietly.ts';
import type { PageReader } from './page-reader.ts';
import type { ConsentPlatform, ConsentReading } from './platform.ts';

const API = '__tcfapi';
const VERSION = 2;
/** Those of the framework; a publisher asks for some of them. */
const PURPOSES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11'];

/**
 * IAB Transparency and Consent Framework 2: a listener at `__tcfapi` is called with the present state, and
 * with each that follows.
 */
export const tcf: ConsentPlatform = {
  id: 'tcf',
  events: [],
  ask(page, tell) {
    if (typeof page.global(API) !== 'function') return undefined;
    let listener: unknown;
    let isAnswered = false;
    const hear = (data: unknown, success: unknown) => {
      quietly(() => {
        if (success !== true) return;
        listener = page.get(data, 'listenerId');
        const reading = readData(page, data);
        // It is asked again where a customer looks at an answer once more: until there is another, that holds.
        if (!reading || (reading.state === 'pending' && isAnswered)) return;
        isAnswered ||= reading.state !== 'pending';
        tell(reading);
      });
    };
    page.callGlobal(API, ['addEventListener', VERSION, hear]);
    return () => page.callGlobal(API, ['removeEventListener', VERSION, () => {}, listener]);
  },
};

function readData(page: PageReader, data: unknown): ConsentReading | undefined {
  if (page.get(data, 'gdprApplies') === false) return page.reading('unknown');
  switch (page.get(data, 'eventStatus')) {
    case 'cmpuishown':
      return page.reading('pending');
    case 'tcloaded':
    case 'useractioncomplete': {
      const consents = page.get(page.get(data, 'purpose'), 'consents');
      return page.answers(PURPOSES, (purpose) => page.get(consents, purpose));
    }
    default:
      return undefined;
  }
}
