import { beforeEach, describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import type { Visit } from '../../../lib/capture/visit.ts';
import type { Announcement } from '../../../lib/messaging/announcement.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import { filterOf } from '../filter/filter-of.ts';
import { visit } from '../samples.ts';
import {
  log,
  feed,
  hush,
  write,
  stored,
  settled,
  opened,
  anewTold,
  captures,
  openScene,
} from './feed-scene.ts';

beforeEach(() => openScene());

describe('a scope that widens', () => {
  const widen = (...tabs: string[]) => feed.request({ ask: 'widen', scope: ofTabs(...tabs) });

  test('has what the new tab has sent told, and what it sends, and nothing read again', async () => {
    await write([stored('own')]);
    await write([stored('opened', { tab: 'run:2', at: 2000 }), stored('other', { tab: 'run:3' })]);
    await opened();
    widen('run:1', 'run:2');
    await settled();
    expect(captures()).toEqual(['own', 'opened']);
    feed.hear(await write([stored('later', { tab: 'run:2', at: 3000 })]));
    await settled();
    expect(captures()).toEqual(['own', 'opened', 'later']);
    expect(anewTold()).toHaveLength(1);
    expect(log.since).toHaveBeenCalledTimes(2);
  });

  test('is read anew as one of its tabs is cleared', async () => {
    await write([stored('own'), stored('opened', { tab: 'run:2' })]);
    await opened();
    widen('run:1', 'run:2');
    await settled();
    await log.clear(ofTabs('run:2'), 'run:2', 1);
    feed.hear({ kind: 'cleared', scope: ofTabs('run:2') });
    await settled();
    expect(captures()).toEqual(['own']);
  });
});

describe('a site', () => {
  const SITE = 'https://shop.test';
  const pageOf = async (id: string, part: Partial<Visit> = {}, ...sent: Capture[]) => {
    const visits = [visit({ id: `run:${id}`, url: `${SITE}/${id}`, ...part })];
    const written = await log.write({ captures: sent, visits, bodies: [], arrived: [] });
    return { kind: 'changes' as const, ...written, bodies: new Map() };
  };
  test('has what its pages have sent in any tab, and send, told', async () => {
    await pageOf('a', {}, stored('a', { visit: 'run:a' }));
    feed.request({
      ask: 'open',
      scope: { kind: 'site', site: SITE },
      tab: 'run:1',
      filter: filterOf(''),
    });
    await settled();
    expect(captures()).toEqual(['a']);
    const inOtherTab = stored('b', { visit: 'run:b', tab: 'run:2', at: 2000 });
    feed.hear(await pageOf('b', { tab: 'run:2' }, inOtherTab));
    const elsewhere = stored('c', { visit: 'run:c', tab: 'run:2' });
    feed.hear(await pageOf('c', { tab: 'run:2', url: 'https://other.test/' }, elsewhere));
    feed.hear(await write([stored('b too', { visit: 'run:b', tab: 'run:2', at: 3000 })]));
    await settled();
    expect(captures()).toEqual(['a', 'b', 'b too']);
    expect(anewTold()).toHaveLength(1);
  });
});

describe('what a site sent without a tab', () => {
  const ofSite = (id: string, site = 'https://shop.test') =>
    stored(id, { tab: 'run:-1', site, visit: `run:${id}` });
  const writeVisit = async (part: Partial<Visit> = {}): Promise<Announcement> => {
    const written = await log.write({
      captures: [],
      visits: [visit(part)],
      bodies: [],
      arrived: [],
    });
    return { kind: 'changes', ...written, bodies: new Map() };
  };

  test('is told to a tab that has a visit of the site, from the log and as it is told', async () => {
    await writeVisit();
    await write([ofSite('a'), ofSite('other', 'https://other.test')]);
    await opened();
    feed.hear(await write([ofSite('b'), ofSite('other too', 'https://other.test')]));
    feed.hear(await write([{ ...ofSite('older'), tab: 'older:-1' }]));
    await settled();
    expect(captures()).toEqual(['a', 'b']);
    expect(log.since).toHaveBeenCalledTimes(1);
  });

  test('is told when the tab comes to the site', async () => {
    await write([ofSite('a')]);
    await opened();
    expect(captures()).toEqual([]);
    feed.hear(await writeVisit());
    feed.hear(await writeVisit({ title: 'The same' }));
    await settled();
    expect(captures()).toEqual(['a']);
    expect(log.since).toHaveBeenCalledTimes(2);
  });

  test('is read anew when another tab is cleared, as it is cleared with it', async () => {
    await writeVisit();
    await writeVisit({ id: 'run:other', tab: 'run:2' });
    await write([ofSite('a'), stored('own')]);
    await opened();
    await log.clear(ofTabs('run:2'), 'run:2', 1);
    hush();
    feed.hear({ kind: 'cleared', scope: ofTabs('run:2') });
    await settled();
    expect(anewTold()).toHaveLength(1);
    expect(captures()).toEqual(['own']);
  });
});
