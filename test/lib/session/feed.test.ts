import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Body, Capture } from '../../../lib/capture/capture.ts';
import type { ConsentChange } from '../../../lib/capture/consent.ts';
import type { Visit } from '../../../lib/capture/visit.ts';
import { type Log, openLog } from '../../../lib/log/log.ts';
import type { Changes } from '../../../lib/log/reading.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import type { Announcement } from '../../../lib/messaging/announcement.ts';
import type { CheckBasis } from '../../../lib/session/checks.ts';
import { type FeedAnswer, startFeed } from '../../../lib/session/feed.ts';
import { USUAL_SETTINGS } from '../../../lib/contract/check.ts';
import { filterOf } from '../filter/filter-of.ts';
import { batchOf, body, bytesOf, capture, CLICK, consentChange, visit } from '../samples.ts';

const ORDER = { eventType: 'OrderCreated', orderId: '10045' };

/** Milliseconds: a busy machine takes its time. */
const WAIT = { interval: 1, timeout: 20_000 };

let log: Log;
let told: FeedAnswer[];
let feed: ReturnType<typeof startFeed>;

beforeEach(async () => {
  log = await openLog(new IDBFactory());
  vi.spyOn(log, 'since');
  vi.spyOn(log, 'bodies');
  told = [];
  feed = startFeed(
    () => Promise.resolve(log),
    (answer) => told.push(answer),
  );
  feed.request({ ask: 'window', from: 0, count: 2000 });
});

/** Writes captures, each with events of its own, and returns the announcement of it. */
async function write(captures: Capture[], text = batchOf(CLICK)): Promise<Announcement> {
  const bytes = bytesOf(text);
  const bodies = captures.flatMap((one) =>
    one.body.kind === 'bytes' ? [{ digest: one.body.digest, bytes }] : [],
  );
  const written = await log.write({ captures, visits: [], bodies, arrived: [] });
  return {
    kind: 'changes',
    ...written,
    bodies: new Map(bodies.map(({ digest, bytes }) => [digest, bytes])),
  };
}

/** A capture whose body says its real size: a shorter one would count as cut. */
function stored(id: string, part: Partial<Capture> = {}): Capture {
  return capture({ id, body: body(`body of ${id}`), ...part });
}

/** Asks for a detail, and waits for it. */
async function looked(at: { capture: string; event?: number }): Promise<void> {
  const before = told.length;
  feed.request({ ask: 'detail', ...at });
  await vi.waitFor(() => {
    const since = told.slice(before);
    if (!since.some((one) => one.tell === 'detail' && one.capture === at.capture)) {
      throw new Error('not yet');
    }
  }, WAIT);
}

/** Waits until the feed has answered all that it has been asked; a detail is answered in turn. */
async function settled(): Promise<void> {
  await looked({ capture: 'nothing' });
  told = told.filter((answer) => answer.tell !== 'detail' || answer.capture !== 'nothing');
}

async function opened(text = '') {
  feed.request({ ask: 'open', scope: ofTabs('run:1'), tab: 'run:1', filter: filterOf(text) });
  await settled();
}

const listsTold = () => told.filter((answer) => answer.tell === 'list');
const anewTold = () => listsTold().filter(({ anew }) => anew);
/** The events of the list, as it was told last. */
const events = () =>
  listsTold()
    .at(-1)!
    .list.lines.flatMap((line) => (line.kind === 'event' ? [line] : []));
/** Their captures, each once. */
const captures = () => [...new Set(events().map(({ of }) => of.capture.id))];
const readings = () => events().map(({ of }) => of.reading);

describe('opening a tab', () => {
  test('tells what is in the log, the oldest first, and that it is told anew', async () => {
    await write([stored('late', { at: 2000 })]);
    await write([stored('early', { at: 1000 })], batchOf(ORDER));
    await opened();
    expect(anewTold()).toMatchObject([{ dropped: { captures: 0, visits: 0 } }]);
    expect(captures()).toEqual(['early', 'late']);
    expect(events()).toMatchObject([
      { row: { type: 'OrderCreated' } },
      { row: { type: 'ProductClicked' } },
    ]);
  });

  test('tells nothing of another tab', async () => {
    await write([stored('other', { tab: 'run:2' })]);
    await opened();
    expect(events()).toEqual([]);
  });

  test('again reads it all again', async () => {
    await write([stored('a')]);
    await opened();
    await opened();
    expect(captures()).toEqual(['a']);
    expect(log.since).toHaveBeenCalledTimes(2);
  });
});

describe('an announcement', () => {
  test('that follows on what is known is told without the log', async () => {
    await opened();
    feed.hear(await write([stored('a')]));
    feed.hear(await write([stored('b')]));
    await settled();
    expect(captures()).toEqual(['a', 'b']);
    expect(log.since).toHaveBeenCalledTimes(1);
    expect(log.bodies).not.toHaveBeenCalled();
  });

  test('that leaves a gap makes the feed read the log', async () => {
    await opened();
    await write([stored('missed')]);
    feed.hear(await write([stored('heard')]));
    await settled();
    expect(captures()).toEqual(['missed', 'heard']);
    expect(log.since).toHaveBeenCalledTimes(2);
    expect(anewTold()).toHaveLength(1);
  });

  test('of what is known already tells nothing', async () => {
    const heard = await write([stored('a')]);
    await opened();
    feed.hear(heard);
    await settled();
    expect(captures()).toEqual(['a']);
    expect(log.since).toHaveBeenCalledTimes(1);
  });

  test('of another tab is no gap, and tells no rows', async () => {
    await opened();
    feed.hear(await write([stored('other', { tab: 'run:2' })]));
    feed.hear(await write([stored('own')]));
    await settled();
    expect(captures()).toEqual(['own']);
    expect(log.since).toHaveBeenCalledTimes(1);
  });

  test('without the body has it read from the log', async () => {
    await opened();
    const announcement = await write([stored('a')]);
    if (announcement.kind !== 'changes') throw new Error(announcement.kind);
    feed.hear({ ...announcement, bodies: new Map() });
    await settled();
    expect(readings()).toEqual(['batch']);
    expect(log.bodies).toHaveBeenCalledTimes(1);
  });

  test('of what has changed once more meanwhile is read in its latest state only', async () => {
    await opened();
    const heard = [];
    for (const status of [200, 201, 202, 400]) heard.push(await write([stored('a', { status })]));
    for (const announcement of heard) {
      if (announcement.kind !== 'changes') throw new Error(announcement.kind);
      feed.hear({ ...announcement, bodies: new Map() });
    }
    await settled();
    expect(events().map(({ of }) => of.capture.status)).toEqual([400]);
    // For the row that it has from the first on, and for the last.
    expect(log.bodies).toHaveBeenCalledTimes(2);
  });

  test('of a visit tells the visit', async () => {
    await opened();
    const written = await log.write({ captures: [], visits: [visit()], bodies: [], arrived: [] });
    feed.hear({ kind: 'changes', ...written, bodies: new Map() });
    await settled();
    expect(told).toContainEqual(
      expect.objectContaining({ page: [expect.objectContaining({ id: 'run:doc' })] }),
    );
  });

  test('that the tab has been cleared starts it anew', async () => {
    await write([stored('a')]);
    await opened();
    const { clearing } = await log.clear(ofTabs('run:1'), 'run:1', 1);
    told = [];
    feed.hear({ kind: 'cleared', scope: ofTabs('run:2') });
    await settled();
    expect(captures()).toEqual(['a']);
    feed.hear({ kind: 'cleared', scope: ofTabs('run:1') });
    await settled();
    expect(anewTold()).toHaveLength(1);
    expect(events()).toEqual([]);
    await log.undoClear(clearing);
    feed.hear({ kind: 'cleared', scope: ofTabs('run:1') });
    await settled();
    expect(anewTold()).toHaveLength(2);
    expect(captures()).toEqual(['a']);
  });

  test('that follows on a clearing which was not heard of takes the rows away', async () => {
    await write([stored('a')]);
    await opened();
    await log.clear(ofTabs('run:1'), 'run:1', 1);
    feed.hear(await write([stored('b')]));
    await settled();
    expect(captures()).toEqual(['b']);
  });

  test('of what comes of a cleared capture shows nothing of it', async () => {
    await opened();
    feed.hear(await write([stored('a', { cleared: 'run:1 1' })]));
    await settled();
    expect(events()).toEqual([]);
  });
});

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

describe('consent that changes', () => {
  async function hearConsent(...consent: ConsentChange[]) {
    const visits = [visit({ consent })];
    const written = await log.write({ captures: [], visits, bodies: [], arrived: [] });
    feed.hear({ kind: 'changes', ...written, bodies: new Map() });
  }
  /** A batch of its own: no duplicate of another's. */
  const product = (productId: string) => batchOf({ ...CLICK, productId });

  const worstOf = () =>
    Object.fromEntries(events().map(({ of, row }) => [of.capture.id, row.worst]));
  const versionsOf = () =>
    Object.fromEntries(events().map(({ of, version }) => [of.capture.id, version]));

  /** Waits until the events have these worst severities, and sees that they keep them. */
  async function tells(worsts: Record<string, string | undefined>) {
    await vi.waitFor(() => expect(worstOf()).toEqual(worsts), WAIT);
    await settled();
    expect(worstOf()).toEqual(worsts);
  }

  test('has what its visit has sent checked anew, and nothing else', async () => {
    await write([stored('before')], product('1'));
    await write([stored('after', { at: 3000 })], product('2'));
    await write([stored('of another', { visit: 'run:other' })], product('3'));
    await opened();
    const first = versionsOf();
    await hearConsent(consentChange());
    await tells({ before: 'info', after: 'info', 'of another': undefined });
    expect(versionsOf()['of another']).toBe(first['of another']);
    await hearConsent(consentChange(), consentChange({ at: 2000, state: 'given' }));
    await tells({ before: 'info', after: undefined, 'of another': undefined });
    // Other than what it was, it is not.
    const known = versionsOf();
    await hearConsent(consentChange(), consentChange({ at: 2000, state: 'given' }));
    feed.hear(await write([stored('next', { at: 4000 })], product('4')));
    await tells({ before: 'info', after: undefined, next: undefined, 'of another': undefined });
    expect(versionsOf()).toMatchObject(known);
  });

  test('is known of what comes after, and of what is read from the log', async () => {
    await opened();
    await hearConsent(consentChange());
    feed.hear(await write([stored('a')]));
    await tells({ a: 'info' });
    await opened();
    await tells({ a: 'info' });
  });

  test('that was missed is caught up with', async () => {
    await write([stored('a')], product('1'));
    await opened();
    const visits = [visit({ consent: [consentChange()] })];
    await log.write({ captures: [], visits, bodies: [], arrived: [] });
    feed.hear(await write([stored('b')], product('2')));
    await tells({ a: 'info', b: 'info' });
  });
});

const goneTold = () =>
  listsTold().flatMap(({ gone = [], merged = [] }) => [...gone, ...merged.map(([from]) => from)]);

describe('captures that are shown no more', () => {
  test('are those that turned out to be part of another, in the log and as it is told', async () => {
    await write([stored('merged before', { mergedInto: 'a' }), stored('a'), stored('b')]);
    await opened();
    expect(captures()).toEqual(['a', 'b']);
    feed.hear(await write([stored('b', { mergedInto: 'a' })]));
    await settled();
    expect(captures()).toEqual(['a']);
    expect(goneTold()).toEqual(['merged before', 'b']);
  });

  test('leave what is looked at to the capture that they are part of', async () => {
    await write([stored('a'), stored('b')], batchOf(CLICK, ORDER));
    await opened();
    await looked({ capture: 'b', event: 1 });
    told = [];
    feed.hear(await write([stored('b', { mergedInto: 'a' })]));
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ tell: 'detail' }), WAIT);
    expect(told.at(-1)).toMatchObject({ capture: 'a', event: 1, detail: { event: { index: 1 } } });
    expect(listsTold()).toContainEqual(
      expect.objectContaining({
        merged: [['b', 'a']],
        looked: { asked: 'a#1', id: 'a#1', where: 'shown', at: 2 },
      }),
    );
  });

  describe('as the log has dropped them', () => {
    beforeEach(async () => {
      log = await openLog(new IDBFactory(), { captures: 4 });
      vi.spyOn(log, 'since');
    });
    const old = ['a', 'b'].map((id) => stored(id, { visit: 'run:old', at: 100 }));
    const now = ['c', 'd', 'e'].map((id) => stored(id, { visit: 'run:now' }));

    test('are told with what was written, and so is their count', async () => {
      await write(old);
      await opened();
      feed.hear(await write(now));
      await settled();
      expect(goneTold()).toEqual(['a', 'b']);
      expect(told).toContainEqual(
        expect.objectContaining({ dropped: { captures: 2, visits: 1 }, gone: ['a', 'b'] }),
      );
      expect(log.since).toHaveBeenCalledTimes(1);
    });

    test('unheard, have the feed tell all of it anew', async () => {
      await write(old);
      await opened();
      await write(now);
      told = [];
      feed.hear(await write([stored('f', { visit: 'run:now' })]));
      await settled();
      expect(anewTold()).toMatchObject([{ dropped: { captures: 2, visits: 1 } }]);
      expect(captures().toSorted()).toEqual(['c', 'd', 'e', 'f']);
    });
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
    told = [];
    feed.hear({ kind: 'cleared', scope: ofTabs('run:2') });
    await settled();
    expect(anewTold()).toHaveLength(1);
    expect(captures()).toEqual(['own']);
  });
});

const countsTold = () => listsTold().findLast(({ counts }) => counts)?.counts;

test('keys, types and states are counted, whatever the filter shows, and other requests are no events', async () => {
  await write([stored('a')], batchOf(CLICK, ORDER, CLICK));
  await write([stored('b')], '{"events":[{}]}');
  await write([stored('other')], '{}');
  await opened('nothing');
  expect(countsTold()).toEqual({
    events: 4,
    keys: [
      { value: 'key-1', count: 3 },
      { value: '', count: 1 },
    ],
    types: [
      { value: 'ProductClicked', count: 2 },
      { value: 'OrderCreated', count: 1 },
      { value: '', count: 1 },
    ],
    states: [
      { value: 'warning', count: 2 },
      { value: 'duplicate', count: 1 },
    ],
  });
  feed.hear(await write([stored('a', { mergedInto: 'b' })]));
  await settled();
  expect(countsTold()).toMatchObject({ events: 1, keys: [{ value: '' }], types: [{ value: '' }] });
});

describe('a filter', () => {
  const shown = () => events().map(({ id }) => id);

  test('shows of the log, and of what comes, what it lets through', async () => {
    await write([stored('a')], batchOf(CLICK, ORDER));
    await opened('type:OrderCreated');
    feed.hear(await write([stored('b')]));
    await settled();
    expect(shown()).toEqual(['a#1']);
    expect(listsTold().at(-1)).toMatchObject({ list: { shown: 1 } });
    expect(countsTold()).toMatchObject({ events: 3 });
  });

  test.each([
    ['the text of an event', '10045', ['a#1']],
    ['in whatever case', 'ORDERCREATED', ['a#1']],
    ['the address', 'receiver.test', ['a#0', 'a#1']],
    ['the status', '202', ['a#0', 'a#1']],
    ['the key', 'KEY-1', ['a#0', 'a#1']],
    ['nothing', '"not there"', []],
  ])('by text finds %s', async (_title, text, ids) => {
    await write([stored('a')], batchOf(CLICK, ORDER));
    await opened();
    feed.request({ ask: 'filter', filter: filterOf(text) });
    await settled();
    expect(shown()).toEqual(ids);
  });

  test('tells the fields of what is there, to be offered', async () => {
    await write([stored('a')], batchOf(ORDER));
    await opened();
    expect(told).toContainEqual({
      tell: 'words',
      words: {
        fields: [['eventType'], ['orderId']],
        rules: expect.any(Array) as string[],
        hosts: ['receiver.test'],
        pages: ['/'],
      },
    });
  });

  test('that shows nothing says what excludes all, of what comes as well, until something is shown', async () => {
    await write([stored('a')], batchOf(CLICK, ORDER));
    await opened('type=Later');
    const count = () =>
      told.flatMap((answer) => (answer.tell === 'excluded' ? [answer.parts[0]?.count] : [])).at(-1);
    expect(count()).toBe(2);
    feed.hear(await write([stored('b')]));
    await settled();
    expect(count()).toBe(3);
    feed.hear(await write([stored('c')], batchOf({ eventType: 'Later' })));
    await settled();
    expect(count()).toBeUndefined();
  });

  test('by a key’s alias follows the settings', async () => {
    await write([stored('a')]);
    await opened('key="Shop DK"');
    expect(shown()).toEqual([]);
    const keys = [{ key: 'key-1', alias: 'Shop DK' }];
    const settings = { rules: {}, keys, hosts: [], consentRequired: false };
    told = [];
    feed.request({ ask: 'check', basis: { settings, contracts: [] } });
    await settled();
    expect(shown()).toEqual(['a#0']);
  });

  test('by text finds a body that could not be decoded', async () => {
    await write([stored('a')], '{"broken":');
    await opened();
    feed.request({ ask: 'filter', filter: filterOf('nothing') });
    feed.request({ ask: 'filter', filter: filterOf('broken is:malformed') });
    await settled();
    expect(shown()).toEqual(['a#']);
    feed.request({ ask: 'filter', filter: filterOf('nothing') });
    await settled();
    expect(shown()).toEqual([]);
  });
});

describe('a detail', () => {
  test('tells an answer alone where that is to be compared', async () => {
    const one = stored('a', { responseBody: { ...body('body of the answer'), size: 8 } as Body });
    await log.write({
      captures: [one],
      visits: [],
      bodies: [{ digest: 'body of the answer', bytes: bytesOf('Accepted') }],
      arrived: [],
    });
    await opened();
    told = [];
    feed.request({ ask: 'answer', capture: 'a' });
    feed.request({ ask: 'answer', capture: 'gone' });
    await settled();
    expect(told.filter(({ tell }) => tell === 'answer')).toMatchObject([
      { tell: 'answer', answer: { capture: { id: 'a' }, responseText: 'Accepted' } },
      { tell: 'answer', answer: undefined },
    ]);
  });

  test('comes with the body of its response, which rows do without', async () => {
    const one = stored('a', { responseBody: body('body of the answer') });
    await write([one]);
    await log.write({
      captures: [],
      visits: [],
      bodies: [{ digest: 'body of the answer', bytes: bytesOf('Accepted') }],
      arrived: [],
    });
    await opened();
    const [read] = vi.mocked(log.since).mock.settledResults;
    expect([...(read!.value as Changes).bodies.keys()]).toEqual(['body of a']);
    expect(log.bodies).not.toHaveBeenCalled();
    await looked({ capture: 'a' });
    expect(told.at(-1)).toMatchObject({ detail: { reading: 'batch', responseText: 'Accepted' } });
  });

  test('has the capture with its text and its issues', async () => {
    await write([stored('a')], batchOf(ORDER));
    await opened();
    await looked({ capture: 'a', event: 0 });
    expect(told.at(-1)).toMatchObject({
      tell: 'detail',
      capture: 'a',
      event: 0,
      detail: {
        source: { event: JSON.stringify(ORDER) },
        issues: [{ rule: 'missing-field' }, {}, {}],
      },
    });
  });

  test('has the event that is looked at, as it is written', async () => {
    await write([stored('a')], '{"events":[{},{"eventType":"A","price":1.50}]}');
    await opened();
    await looked({ capture: 'a', event: 1 });
    expect(told.at(-1)).toMatchObject({
      event: 1,
      detail: {
        event: { index: 1, bytes: { start: 14, end: 44 } },
        source: { event: '{"eventType":"A","price":1.50}' },
      },
    });
  });

  test('can be handed over though the body is nested deeper than the stack', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    await write([stored('a')], `{"events":[{"eventType":"A","deep":${deep}}]}`);
    await opened();
    await looked({ capture: 'a', event: 0 });
    const answer = told.at(-1);
    expect(structuredClone(answer)).toEqual(answer);
    expect(answer).toMatchObject({ detail: { reading: 'batch', event: { index: 0 } } });
  });

  test('that has been passed by when its turn comes is not made', async () => {
    await write([stored('a'), stored('b'), stored('c')]);
    await opened();
    for (const id of ['a', 'b', 'c']) feed.request({ ask: 'detail', capture: id });
    await looked({ capture: 'a' });
    expect(told.filter(({ tell }) => tell === 'detail')).toMatchObject([{ capture: 'a' }]);
  });

  test('is there before a long session has been read', async () => {
    await write(Array.from({ length: 500 }, (_, at) => stored(`c${at}`, { at })));
    feed.request({ ask: 'open', scope: ofTabs('run:1'), tab: 'run:1', filter: filterOf('') });
    feed.request({ ask: 'detail', capture: 'c0' });
    const lengths = () => told.flatMap((one) => (one.tell === 'list' ? [one.list.shown] : []));
    await vi.waitFor(() => expect(lengths().at(-1)).toBe(500), WAIT);
    const before = told.slice(
      0,
      told.findIndex(({ tell }) => tell === 'detail'),
    );
    expect(before.some((one) => one.tell === 'list' && one.list.shown === 500)).toBe(false);
    expect(told).toContainEqual(
      expect.objectContaining({ tell: 'detail', detail: expect.anything() }),
    );
  });

  test('of a capture that is gone is none', async () => {
    await opened();
    await looked({ capture: 'gone' });
    expect(told.at(-1)).toMatchObject({ tell: 'detail', capture: 'gone', detail: undefined });
  });
});

test('a resend and its original know where the other one is, as the filter changes', async () => {
  await write([stored('original', { at: 1 }), stored('copy', { at: 2, resendOf: 'original' })]);
  await write([stored('orphan', { at: 3, resendOf: 'gone' })]);
  await opened();
  const others = () =>
    told
      .flatMap((one) => (one.tell === 'list' ? [one.list] : []))
      .at(-1)!
      .lines.flatMap((line) => (line.kind === 'event' ? [[line.of.capture.id, line.other]] : []));
  expect(others()).toEqual([
    ['original', { capture: 'copy', isShown: true }],
    ['copy', { capture: 'original', isShown: true }],
    ['orphan', undefined],
  ]);
  feed.request({ ask: 'filter', filter: filterOf('is:resent') });
  await settled();
  expect(others()[0]).toEqual(['copy', { capture: 'original', isShown: false }]);
});

describe('what is there is checked anew when that is asked for', () => {
  const without = (...rules: string[]): CheckBasis => ({
    settings: { ...USUAL_SETTINGS, rules: Object.fromEntries(rules.map((id) => [id, 'off'])) },
    contracts: [],
  });
  const PRICED = batchOf({ eventType: 'Other', price: -1, quantity: -1 });
  const check = (...rules: string[]) =>
    feed.request({ ask: 'check', basis: without('duplicate-content', ...rules) });
  const checkedTold = () =>
    told.flatMap((answer) => (answer.tell === 'checked' ? [[answer.done, answer.total]] : []));
  const issuesTold = () => events().map(({ of, row }) => [of.capture.id, row.issues]);

  test('and tells the rows again, none of them gone meanwhile, and how far it is', async () => {
    check();
    await write([stored('a'), stored('b')], PRICED);
    await opened();
    expect(checkedTold()).toEqual([]);
    expect(issuesTold()).toEqual([
      ['a', 3],
      ['b', 3],
    ]);
    told = [];
    check('price');
    await settled();
    expect(anewTold()).toEqual([]);
    expect(issuesTold()).toEqual([
      ['a', 2],
      ['b', 2],
    ]);
    expect(checkedTold()).toEqual([[2, 2]]);
  });

  test('a portion at a time, between which other things are told', async () => {
    const ids = Array.from({ length: 450 }, (_, n) => `c${n}`);
    await write(
      ids.map((id, at) => stored(id, { at })),
      PRICED,
    );
    await opened();
    told = [];
    check('price');
    feed.request({ ask: 'detail', capture: 'c0', event: 0 });
    feed.hear(await write([stored('new')], PRICED));
    await vi.waitFor(() => expect(checkedTold().at(-1)).toEqual([450, 450]), WAIT);
    expect(checkedTold()).toEqual([
      [200, 450],
      [400, 450],
      [450, 450],
    ]);
    const kinds = told.map(({ tell }) => tell);
    expect(kinds).toContain('detail');
    expect(kinds.indexOf('detail')).toBeLessThan(kinds.lastIndexOf('checked'));
    // What came meanwhile was checked so when it came.
    expect(issuesTold().filter(([id]) => id === 'new')).toEqual([['new', 2]]);
    expect(issuesTold()).toHaveLength(451);
  });

  test('from its beginning where it was under way: the earlier one ends', async () => {
    const ids = Array.from({ length: 450 }, (_, n) => `c${n}`);
    await write(
      ids.map((id, at) => stored(id, { at })),
      PRICED,
    );
    await opened();
    told = [];
    check('price');
    await vi.waitFor(() => expect(checkedTold()).toEqual([[200, 450]]), WAIT);
    check('price', 'quantity');
    await vi.waitFor(() => expect(checkedTold().at(-1)).toEqual([450, 450]), WAIT);
    // The portion that was under way may have ended, and no other one of that round.
    expect(checkedTold().filter(([done]) => done === 450)).toHaveLength(1);
    expect(issuesTold()).toEqual(ids.map((id) => [id, 1]));
  });

  test('but not what the log has dropped, or what was cleared', async () => {
    await write([stored('a'), stored('b')], PRICED);
    await opened();
    await log.clear(ofTabs('run:1'), 'run:1', 1);
    told = [];
    check('price');
    feed.hear({ kind: 'cleared', scope: ofTabs('run:1') });
    await settled();
    expect(events()).toEqual([]);
    expect(checkedTold().filter(([done, total]) => done !== total)).toEqual([]);
  });
});

test('an event nested deeper than the stack spoils no row', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  await write([stored('a')], `{"events":[${JSON.stringify(CLICK)},{"deep":${deep}}]}`);
  await opened();
  expect(events()).toMatchObject([{ row: { type: 'ProductClicked' } }, { row: { index: 1 } }]);
});

test('a log that can’t be read is a fault, and is opened again at the next request', async () => {
  await write([stored('a')]);
  const open = vi
    .fn<() => Promise<Log>>()
    .mockRejectedValueOnce(new Error('broken'))
    .mockResolvedValue(log);
  feed = startFeed(open, (answer) => told.push(answer));
  feed.request({ ask: 'window', from: 0, count: 2000 });
  feed.request({ ask: 'open', scope: ofTabs('run:1'), tab: 'run:1', filter: filterOf('') });
  await vi.waitFor(() => expect(told).toContainEqual({ tell: 'fault', reason: 'Error: broken' }));
  told = [];
  await opened();
  expect(captures()).toEqual(['a']);
});
