import { MAX_PURPOSES } from '../../consent.ts';
import type { PageReader } from './page-reader.ts';
import type { ConsentPlatform } from './platform.ts';

/** The groups that a site has unless it made its own, without the necessary ones. */
const USUAL_GROUPS = ['C0002', 'C0003', 'C0004', 'C0005'];
const NECESSARY = 'C0001';
/** Characters of the list of active groups that are looked at. */
const MAX_LIST = 10_000;

/**
 * OneTrust: `OnetrustActiveGroups` lists groups such as `,C0001,C0002,`. Before an answer these are the ones
 * that the site takes for given: if they are more than the necessary ones, it asks nobody first.
 */
export const oneTrust: ConsentPlatform = {
  id: 'onetrust',
  events: ['OneTrustGroupsUpdated'],
  read(page) {
    const own = page.global('OneTrust');
    const isClosed = page.call(own, 'IsAlertBoxClosed');
    const active = page.global('OnetrustActiveGroups');
    if (typeof isClosed !== 'boolean' || typeof active !== 'string') return undefined;
    const list = `,${page.slice(active, 0, MAX_LIST)},`;
    const domain = page.call(own, 'GetDomainData');
    const answers = page.answers(
      groupsOf(page, domain),
      (group) => page.indexOf(list, `,${group},`) >= 0,
    );
    if (isClosed) return answers;
    const isAsked = page.get(domain, 'ShowAlertNotice') !== false && answers?.state === 'refused';
    return page.reading(isAsked ? 'pending' : 'unknown');
  },
};

function groupsOf(page: PageReader, domain: unknown): string[] {
  const listed = page.get(domain, 'Groups');
  const groups: string[] = [];
  for (let at = 0; at < MAX_PURPOSES; at += 1) {
    const group = page.get(listed, at);
    const id = page.get(group, 'CustomGroupId');
    const isOptional = id !== NECESSARY && page.get(group, 'Status') !== 'always active';
    if (typeof id === 'string' && id !== '' && isOptional) page.append(groups, id);
  }
  return groups.length > 0 ? groups : USUAL_GROUPS;
}
