import type { PageReader } from './page-reader.ts';
import type { ConsentPlatform, ConsentReading } from './platform.ts';

const CATEGORIES = ['functional', 'statistics', 'marketing'];
/** Services that are looked at. */
const MAX_SERVICES = 200;

/** Usercentrics: `UC_UI` of its second and third version; what its events carry says more than that. */
export const usercentrics: ConsentPlatform = {
  id: 'usercentrics',
  events: ['UC_UI_INITIALIZED', 'UC_UI_CMP_EVENT', 'UC_CONSENT', 'ucEvent'],
  read(page, detail) {
    const own = page.global('UC_UI');
    if (page.call(own, 'isInitialized') !== true) return undefined;
    if (page.call(own, 'isConsentRequired') === true) return page.reading('pending');
    if (page.call(own, 'areAllConsentsAccepted') === true) return page.reading('given');
    return ofDetail(page, detail) ?? ofServices(page, own);
  },
};

/** Of `ucEvent` in the second version, of `UC_CONSENT` in the third. */
function ofDetail(page: PageReader, detail: unknown): ConsentReading | undefined {
  const categories = page.get(detail, 'ucCategory');
  switch (page.get(page.get(detail, 'consent'), 'status')) {
    case 'ALL_ACCEPTED':
      return page.reading('given');
    case 'ALL_DENIED':
      return page.reading('refused');
    case 'SOME_ACCEPTED':
    case 'SOME_DENIED':
      return page.reading('partly');
    default:
      return page.answers(CATEGORIES, (category) => page.get(categories, category));
  }
}

function ofServices(page: PageReader, own: unknown): ConsentReading | undefined {
  const services = page.call(own, 'getServicesBaseInfo');
  const names: string[] = [];
  const answers: unknown[] = [];
  for (let at = 0; at < MAX_SERVICES; at += 1) {
    const service = page.get(services, at);
    const name = page.get(service, 'name');
    if (typeof name !== 'string' || page.get(service, 'isEssential') !== false) continue;
    page.append(names, name);
    page.append(answers, page.get(page.get(service, 'consent'), 'status'));
  }
  return page.answers(names, (_name, at) => answers[at]);
}
