import { type Signal, signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import type { EventPlace, Issue } from '../../../lib/contract/issue.ts';
import { NONE } from '../../../lib/filter/filter.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import type { AnswerTo, Command, Status } from '../../../lib/messaging/commands.ts';
import type { FeedRequest } from '../../../lib/session/feed.ts';
import { placeOf } from '../../../lib/session/lines.ts';
import { createList } from '../../../lib/session/list/list.ts';
import type { ListNews } from '../../../lib/session/list/telling.ts';
import { relatedTo } from '../../../lib/session/related.ts';
import { readCapture, rowsOf } from '../../../lib/session/rows.ts';
import { createSession, type Session } from '../../../lib/session/session.ts';
import { showCapture } from '../../../lib/session/shown.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../lib/settings/settings.ts';
import { filterOf } from '../filter/filter-of.ts';
import { batchOf, bytesOf, capture, CLICK, visit } from '../samples.ts';

const ORDER = { eventType: 'OrderCreated' };

let asked: FeedRequest[];
let settings: Signal<Settings>;
let commands: Command[];
let saved: string[];
let status: Status;
let session: Session;
/** What the background waits for before it answers. */
let blocked: Promise<unknown> | undefined;

beforeEach(() => {
  asked = [];
  commands = [];
  saved = [];
  status = { tab: 'run:1', opened: [], watched: [], paused: false };
  list = createList();
  session = start('');
  asked = [];
});

function start(text: string) {
  settings = signal({ ...DEFAULT_SETTINGS, filter: { text } });
  return createSession({
    tabId: 1,
    settings,
    contracts: signal([]),
    saveFilter: (next) => saved.push(next),
    ask: (request) => asked.push(request),
    async command<C extends Command>(command: C) {
      commands.push(command);
      await blocked;
      if (command.command === 'pause') status = { ...status, paused: command.paused };
      const answer = command.command === 'status' ? status : null;
      return Promise.resolve(answer as AnswerTo<C>);
    },
    newId: () => 'new',
    draftArea: { get: () => Promise.resolve({}), set: () => Promise.resolve() },
    pagePolicies: () => Promise.resolve([]),
  });
}

function detailOf(part: Partial<Capture>, text = batchOf(CLICK)) {
  return readCapture(capture(part), bytesOf(text));
}
/** The Worker's side: what has been told is kept in a list, of which the panel holds all. */
let list: ReturnType<typeof createList>;
function tellList(news: Partial<ListNews> = {}) {
  const counts = list.counts.news();
  session.receive({
    tell: 'list',
    list: {
      length: list.length(),
      from: 0,
      lines: list.window(0, 1000),
      heads: [],
      shown: list.shown(),
      arrived: list.arrived(),
    },
    ...(counts && { counts }),
    ...news,
  });
}
function tell(...details: ReturnType<typeof detailOf>[]) {
  for (const detail of details) list.put(rowsOf(detail));
  list.putVisit(visit());
  tellList();
}
/** Has told where the line that is looked at is. */
function tellLooked() {
  const asked = session.selected.value ?? '';
  tellList({ looked: { asked, ...list.find(placeOf(asked)) } });
}
/** Has the detail of an event told. */
function tellDetail(of: ReturnType<typeof detailOf>, event?: number) {
  const detail = showCapture(of, bytesOf(of.text ?? ''), event);
  const related = relatedTo(of.capture, detail.issues, list);
  session.receive({ tell: 'detail', capture: of.capture.id, event, detail, related });
}
const linesNow = () => session.list.told.value.lines.map(({ id }) => id);
/** What has been asked for but windows of the list. */
const askedNow = () => asked.filter(({ ask }) => ask !== 'window');
/** Selects an event and has its detail answered. */
function open(id: string, detail = detailOf({})) {
  session.select(id);
  tellDetail(detail, 0);
}

describe('the filter', () => {
  const inForce = () => session.filter.inForce.value;

  test('is what it was when it was last changed', () => {
    session = start('key=k abc');
    expect(session.filter.text.value).toBe('key=k abc');
    expect(inForce()).toEqual(filterOf('key=k abc'));
  });

  test('that was stored and is none shows everything, and is there to be mended', () => {
    session = start('type:');
    expect(session.filter.text.value).toBe('type:');
    expect([session.filter.isFiltering.value, session.filter.faults.value.length]).toEqual([
      false,
      1,
    ]);
  });

  test.each<[string, () => void, string]>([
    ['a key', () => session.filter.keys.toggle('k'), 'key=k'],
    ['no key', () => session.filter.keys.toggle(NONE), 'key=""'],
    ['a type', () => session.filter.types.toggle('OrderCreated'), 'type=OrderCreated'],
    ['a text', () => session.filter.write('abc'), 'abc'],
  ])('by %s is applied, asked for and saved', (_title, change, text) => {
    change();
    expect(session.filter.text.value).toBe(text);
    expect(inForce()).toEqual(filterOf(text));
    expect(session.filter.isFiltering.value).toBe(true);
    expect(asked).toEqual([{ ask: 'filter', filter: filterOf(text) }]);
    expect(saved).toEqual([text]);
  });

  test('stays in force, as it was last good, while its text is none', () => {
    session.filter.write('totalPrice');
    session.filter.write('totalPrice>');
    expect(session.filter.faults.value).toMatchObject([
      { from: 0, to: 11, message: 'filterNoValue' },
    ]);
    expect(inForce()).toEqual(filterOf('totalPrice'));
    expect([asked.length, saved]).toEqual([1, ['totalPrice']]);
    session.filter.write('totalPrice>1');
    expect(session.filter.faults.value).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  test.each<[string, string, () => void, string, string]>([
    ['a', 'a status:4x', () => session.filter.keys.toggle('k'), 'a key=k status:4x', 'a key=k'],
    ['a', 'a "b  c', () => session.filter.types.only('T'), 'a type=T "b  c', 'a type=T'],
    ['', '(type:', () => session.filter.keys.toggle('k'), 'key=k (type:', 'key=k'],
    ['a OR b', 'a OR b is:x', () => session.filter.drop('c'), '(a OR b) is:x', 'a OR b'],
    ['a', 'a OR is:x', () => session.filter.keys.toggle('k'), 'key=k (a OR is:x)', 'a key=k'],
    ['a', 'is:x OR a', () => session.filter.types.only('T'), 'type=T (is:x OR a)', 'a type=T'],
    ['a', 'a OR is:x', () => session.filter.drop('a'), 'OR is:x', ''],
    ['a', 'a OR is:x', () => session.filter.drop('c'), 'a OR is:x', 'a'],
    ['key=k', 'key=', () => session.filter.keys.toggle('k'), 'key=', ''],
    ['a', 'a )', () => session.filter.within({ from: 0, to: 1000 }), 'a TIME )', 'a TIME'],
  ])(
    '%j keeps what is being written, as in %j, when something else is chosen',
    (good, faulty, choose, text, wanted) => {
      tell(detailOf({ id: 'a' }));
      session.filter.write(good);
      session.filter.write(faulty);
      choose();
      const time = /time:\S+/.exec(session.filter.text.value)?.[0] ?? '';
      expect(session.filter.text.value).toBe(text.replace('TIME', time));
      expect(inForce()).toEqual(filterOf(wanted.replace('TIME', time)));
      expect(saved.at(-1)).toBe(wanted.replace('TIME', time));
      expect(session.filter.faults.value).not.toEqual([]);
    },
  );

  describe('that names a key by its alias', () => {
    const named = (...keys: [string, string][]) => {
      settings.value = {
        ...settings.value,
        keys: keys.map(([key, alias]) => ({ key, alias })),
      };
    };

    test.each<[string, [string, string][], string]>([
      ['key=Shop', [['key-1', 'Shop DK']], 'key="Shop DK"'],
      ['a -key=Shop OR key!=Shop', [['key-1', 'B']], 'a -key=B OR key!=B'],
      ['key=Shop', [], 'key=key-1'],
      ['key=Shop', [['key-1', '']], 'key=key-1'],
      [
        'key=Shop',
        [
          ['key-2', 'Shop'],
          ['key-1', 'Other'],
        ],
        'key=Other',
      ],
      ['key:Shop "Shop"', [['key-1', 'B']], 'key:Shop "Shop"'],
      ['key=Other', [['key-1', 'B']], 'key=Other'],
      ['key=Shop is:x', [['key-1', 'B']], 'key=B is:x'],
    ])('%j follows it to %j', (written, keys, text) => {
      tell(detailOf({}));
      named(['key-1', 'Shop']);
      session.filter.write('key=Shop');
      session.filter.write(written);
      named(...keys);
      expect(session.filter.text.value).toBe(text);
    });
  });

  test('that is only written another way is not asked for anew', () => {
    session.filter.write('abc');
    session.filter.write('  "abc" ');
    expect([asked.length, saved.at(-1)]).toEqual([1, '  "abc" ']);
  });

  test('loses a key that is chosen again, and all of it when it is cleared', () => {
    session.filter.keys.toggle('a');
    session.filter.keys.toggle('b');
    expect(session.filter.text.value).toBe('key=a OR key=b');
    session.filter.keys.toggle('a');
    expect(session.filter.keys.chosen.value).toEqual(['b']);
    session.filter.clear();
    expect(session.filter.isFiltering.value).toBe(false);
    expect(saved.at(-1)).toBe('');
  });

  test('says which part excludes how many, until it is told that none does, and gives a part up', () => {
    session.filter.write('abc type=X');
    const parts = [{ part: 'type=X', count: 2 }];
    session.receive({ tell: 'excluded', parts });
    expect(session.filter.excluded.value).toEqual(parts);
    session.filter.drop('type=X');
    expect(session.filter.text.value).toBe('abc');
    session.receive({ tell: 'excluded', parts: [] });
    expect(session.filter.excluded.value).toEqual([]);
  });

  test('offers the keys, types, hosts, pages, fields, rules and times of the session', () => {
    tell(detailOf({}, batchOf(CLICK, ORDER)));
    const words = {
      fields: [['productId']],
      rules: ['price'],
      hosts: ['receiver.test'],
      pages: ['/'],
    };
    session.receive({ tell: 'words', words });
    const bands = [12, 13].map((hour) => {
      return { at: new Date(2026, 10, 23, hour, 3, 11).getTime(), url: '', title: '' };
    });
    tellList({ overview: { bars: [], bands } });
    settings.value = { ...settings.value, keys: [{ key: 'key-1', alias: 'Shop DK' }] };
    expect(session.filter.vocabulary()).toEqual({
      ...words,
      keys: [{ word: 'Shop DK', name: 'Shop DK' }],
      types: ['OrderCreated', 'ProductClicked'],
      times: ['13:03:11..', '12:03:11..'],
    });
  });

  test('tells keys apart that would look alike, and as long as these are the same that is as well', () => {
    const keys = ['shop-dk-key-01', 'shop-se-key-01'].map((value) => ({ value, count: 1 }));
    const counts = { events: 2, batches: 2, types: [], states: [] };
    const apart = () => session.filter.keysToldApart.value;
    tellList({ counts: { ...counts, keys: keys.slice(1) } });
    expect(apart().size).toBe(0);
    tellList({ counts: { ...counts, keys } });
    const first = apart();
    expect(first.get('shop-dk-key-01')).toBe('shop…dk-…01');
    tellList({ counts: { ...counts, events: 3, keys } });
    expect(apart()).toBe(first);
    expect(session.filter.vocabulary().keys.map(({ name }) => name)).toEqual([...first.values()]);
  });

  test('hides rows without losing them', () => {
    tell(detailOf({ id: 'a' }), detailOf({ id: 'b' }));
    list.show([['a', '0']]);
    tellList();
    expect([session.shown.value, session.total.value]).toEqual([1, 2]);
    expect(linesNow()).toEqual(['run:doc', 'b#0']);
  });

  test('ends a selection of several, and not what is looked at', () => {
    tell(detailOf({ id: 'a' }), detailOf({ id: 'b' }));
    open('a#0', detailOf({ id: 'a' }));
    session.selection.toggle('b#0');
    session.filter.write('abc');
    expect(session.selection.places.value).toEqual([{ capture: 'b', event: 0 }]);
  });
});

describe('what is counted', () => {
  test('is events by key and by type, in the order of their names', () => {
    tell(
      detailOf({ id: 'a' }, batchOf(CLICK, ORDER, CLICK)),
      detailOf({ id: 'b' }, '{"events":[{}]}'),
    );
    expect(session.total.value).toBe(4);
    expect(session.filter.keys.choices.value).toEqual([
      { value: NONE, count: 1 },
      { value: 'key-1', count: 3 },
    ]);
    expect(session.filter.types.choices.value).toEqual([
      { value: NONE, count: 1 },
      { value: 'OrderCreated', count: 1 },
      { value: 'ProductClicked', count: 2 },
    ]);
  });

  test('is not another request’s body', () => {
    tell(detailOf({}, '{}'));
    expect([session.total.value, session.shown.value]).toEqual([0, 0]);
    expect(session.filter.keys.choices.value).toEqual([]);
  });

  test('keeps a chosen key that does not occur', () => {
    session.filter.keys.toggle('gone');
    expect(session.filter.keys.choices.value).toEqual([{ value: 'gone', count: 0 }]);
  });
});

describe('rows', () => {
  test('that are told to be gone are no longer shown, nor selected', () => {
    tell(detailOf({ id: 'a' }), detailOf({ id: 'b' }));
    open('a#0', detailOf({ id: 'a' }));
    list.forget(['a']);
    tellLooked();
    tellList({ gone: ['a', 'c'] });
    expect(linesNow()).toEqual(['run:doc', 'b#0']);
    expect(session.detail.value).toBeUndefined();
    expect(session.selection.places.value).toEqual([]);
  });

  test('that are told anew replace all, and the count of what was dropped stays till told', () => {
    tell(detailOf({ id: 'a' }));
    list.clear();
    tellList({ dropped: { captures: 3, visits: 1 }, anew: true });
    expect([session.total.value, session.dropped.value.captures]).toEqual([0, 3]);
    tell(detailOf({ id: 'b' }));
    expect([session.total.value, session.dropped.value.captures]).toEqual([1, 3]);
  });
});

describe('the coverage', () => {
  const visits = [
    visit({ coverage: { network: 1, page: 1, devtools: 1, gaps: [{ cause: 'restart', at: 1 }] } }),
    visit({ id: 'run:new', at: 2000 }),
  ];
  beforeEach(() => {
    tell(detailOf({}));
    list.putVisit(visits[0]!);
    tellList({ page: [visits[1]!], endpoints: ['https://receiver.test/api/events'] });
  });

  test('is the newest page’s', () => {
    expect(session.coverage.value).toMatchObject({ kind: 'complete', visits: [{ id: 'run:new' }] });
  });

  test('is shown of the newest page or of a visit, until it is closed', () => {
    expect(session.coverageShown.value).toBeUndefined();
    session.openCoverage();
    expect(session.coverageShown.value).toMatchObject({ kind: 'complete' });
    session.openCoverage(visit());
    expect(session.coverageShown.value).toMatchObject({
      kind: 'gaps',
      visits: [{ id: 'run:doc' }],
    });
    session.closeCoverage();
    expect(session.coverageShown.value).toBeUndefined();
  });

  test('knows receivers by the requests that they got', () => {
    expect(session.receives('https://receiver.test')).toBe(true);
    expect(session.receives('https://receiver.te')).toBe(false);
  });
});

test('a capture is shown by its first event, and brought into view', () => {
  tell(detailOf({ id: 'a' }, batchOf(CLICK, ORDER)));
  session.show({ capture: 'a' });
  expect(askedNow()).toMatchObject([
    { ask: 'detail', capture: 'a' },
    { ask: 'reveal', capture: 'a' },
  ]);
  tellLooked();
  expect(session.selected.value).toBe('a#0');
  expect([...session.selection.chosen.value]).toEqual(['a#0']);
});

describe('the original of an event', () => {
  const original = { capture: 'a', event: 1 };
  const copy = { ...detailOf({ id: 'b' }), issues: [issueOf(original)] };
  beforeEach(() => tell(detailOf({ id: 'a' }, batchOf(CLICK, ORDER)), copy));

  test('is selected, in whatever capture', () => {
    open('b#0', copy);
    expect(session.whereIs(original)).toBe('shown');
    session.show(original);
    expect(session.selected.value).toBe('a#1');
    expect(asked).toContainEqual({ ask: 'detail', capture: 'a', event: 1 });
    expect(asked).toContainEqual({ ask: 'reveal', capture: 'a', event: 1 });
  });

  test('that the filter hides, or that is gone, is said so', () => {
    list.show([['a', '00']]);
    open('b#0', copy);
    expect(session.whereIs(original)).toBe('filtered');
    list.forget(['a']);
    const related = relatedTo(copy.capture, copy.issues, list);
    session.receive({ tell: 'related', capture: 'b', event: 0, related });
    expect(session.whereIs(original)).toBe('gone');
  });
});

describe('what is checked anew', () => {
  beforeEach(() => {
    tell(detailOf({ id: 'a' }), detailOf({ id: 'b' }));
    open('a#0', detailOf({ id: 'a' }));
  });

  test('says how far it is, and that it has ended until something else is looked at', () => {
    session.receive({ tell: 'checked', done: 1, total: 2 });
    expect(session.checked.value).toEqual({ done: 1, total: 2 });
    session.select('b#0');
    expect(session.checked.value).toEqual({ done: 1, total: 2 });
    session.receive({ tell: 'checked', done: 2, total: 2 });
    expect(session.checked.value).toEqual({ done: 2, total: 2 });
    session.select('a#0');
    expect(session.checked.value).toBeUndefined();
  });

  test('keeps its rows, the selection and the detail', () => {
    tell(detailOf({ id: 'a' }, batchOf({ eventType: 'ProductClicked' })));
    session.receive({ tell: 'checked', done: 1, total: 2 });
    expect([session.selected.value, session.total.value]).toEqual(['a#0', 2]);
    expect(session.detail.value?.capture.id).toBe('a');
  });

  test.each<[string, () => void]>([
    ['the list begins anew', () => tellList({ anew: true })],
    ['the log can’t be read', () => session.receive({ tell: 'fault', reason: 'broken' })],
  ])('is over when %s', (_title, happens) => {
    session.receive({ tell: 'checked', done: 1, total: 2 });
    happens();
    expect(session.checked.value).toBeUndefined();
  });
});

describe('a selection', () => {
  beforeEach(() => tell(detailOf({ id: 'a', at: 1 }), detailOf({ id: 'b', at: 2 })));

  test('asks for the detail of its capture', () => {
    open('a#0', detailOf({ id: 'a' }));
    expect(askedNow()).toEqual([{ ask: 'detail', capture: 'a', event: 0 }]);
    expect(session.selected.value).toBe('a#0');
    expect(session.detail.value?.capture.id).toBe('a');
  });

  test('is not given the detail of an earlier one', () => {
    session.select('a#0');
    session.select('b#0');
    tellDetail(detailOf({ id: 'a' }), 0);
    expect(session.detail.value).toBeUndefined();
  });

  test('goes over to the capture that its own turns out to be part of', () => {
    open('a#0', detailOf({ id: 'a' }));
    list.forget(['a']);
    tellList({ merged: [['a', 'b']], looked: { asked: 'b#0', id: 'b#0', where: 'shown', at: 1 } });
    expect(session.selected.value).toBe('b#0');
    expect(session.selection.places.value).toEqual([{ capture: 'b', event: 0 }]);
    tellDetail(detailOf({ id: 'b' }), 0);
    expect(session.detail.value?.capture.id).toBe('b');
  });

  test('goes over to the first event of a capture that had none as it was selected', () => {
    tell(detailOf({ id: 'c' }, '{'));
    session.select('c#');
    tell(detailOf({ id: 'c' }));
    tellLooked();
    expect(session.selected.value).toBe('c#0');
    expect(asked.at(-1)).toEqual({ ask: 'detail', capture: 'c', event: 0 });
  });

  test('of another event of the same capture asks for that one, and is not given the first one’s', () => {
    const two = detailOf({ id: 'a' }, batchOf(CLICK, ORDER));
    tell(two);
    open('a#0', two);
    session.select('a#1');
    expect(session.detail.value).toBeUndefined();
    expect(asked.at(-1)).toEqual({ ask: 'detail', capture: 'a', event: 1 });
    tellDetail(two, 0);
    expect(session.detail.value).toBeUndefined();
    tellDetail(two, 1);
    expect(session.detail.value).toMatchObject({ event: { index: 1 } });
  });

  test('of what has no events asks for the detail of the whole', () => {
    const bad = detailOf({ id: 'c' }, '{');
    tell(bad);
    session.select('c#');
    expect(asked.at(-1)).toEqual({ ask: 'detail', capture: 'c' });
    tellDetail(bad, undefined);
    expect(session.detail.value?.reading).toBe('malformed');
  });

  test('ends with its detail', () => {
    open('a#0', detailOf({ id: 'a' }));
    session.select(undefined);
    expect([session.selected.value, session.detail.value]).toEqual([undefined, undefined]);
  });

  test.each([
    ['down from none', undefined, 1, 'a#0'],
    ['up from none', undefined, -1, 'b#0'],
    ['down', 'a#0', 1, 'b#0'],
    ['up', 'b#0', -1, 'a#0'],
    ['down from the last', 'b#0', 1, 'b#0'],
    ['up from the first', 'a#0', -1, 'a#0'],
  ] as const)('moves %s', (_title, from, step, to) => {
    session.select(from);
    session.selection.move(step);
    expect(session.selected.value).toBe(to);
  });
});

function issueOf(original: EventPlace): Issue {
  return {
    severity: 'warning',
    rule: 'duplicate-id',
    path: '',
    event: 0,
    message: 'duplicateMark',
    grade: 'inferred',
    contract: 'built-in',
    original,
  };
}

describe('the status', () => {
  test('opens the tab in the log, once', async () => {
    await session.refreshStatus();
    await session.refreshStatus();
    expect(asked).toEqual([
      { ask: 'open', scope: ofTabs('run:1'), tab: 'run:1', filter: filterOf('') },
    ]);
  });

  test('opens it again where the browser has started anew', async () => {
    await session.refreshStatus();
    status = { tab: 'run2:1', opened: [], watched: [], paused: false };
    await session.refreshStatus();
    expect(asked).toMatchObject([{ tab: 'run:1' }, { tab: 'run2:1' }]);
  });

  test('of a log that can’t be used is a fault, till it can be', async () => {
    status = { tab: 'run:1', opened: [], watched: [], paused: false, logFault: 'broken' };
    await session.refreshStatus();
    expect(session.fault.value).toBe('broken');
    expect(asked).toEqual([]);
    status = { tab: 'run:1', opened: [], watched: [], paused: false };
    await session.resetLog();
    expect(commands).toContainEqual({ command: 'reset-log' });
    expect(session.fault.value).toBeUndefined();
    expect(asked).toMatchObject([{ ask: 'open' }]);
  });

  describe('of a background that does not answer', () => {
    let answer: (() => void) | undefined;
    beforeEach(async () => {
      await session.lookForBackground();
      vi.useFakeTimers();
      blocked = new Promise<void>((resolve) => (answer = resolve));
    });
    afterEach(() => {
      vi.useRealTimers();
      blocked = undefined;
    });

    test('is told after a while, and taken in anew once it does', async () => {
      const looking = session.lookForBackground();
      await vi.advanceTimersByTimeAsync(2999);
      expect(session.isCutOff.value).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(session.isCutOff.value).toBe(true);
      status = { tab: 'run2:1', opened: [], watched: [], paused: true };
      answer?.();
      await looking;
      expect([session.isCutOff.value, session.status.value]).toEqual([false, status]);
    });

    test('is not told of one that answers in time', async () => {
      const looking = session.lookForBackground();
      answer?.();
      await looking;
      await vi.advanceTimersByTimeAsync(10_000);
      expect(session.isCutOff.value).toBe(false);
    });

    test('is told at once of one that fails', async () => {
      blocked = Promise.reject(new Error('broken'));
      await session.lookForBackground();
      expect(session.isCutOff.value).toBe(true);
    });
  });

  test('is paused and resumed', async () => {
    await session.refreshStatus();
    await session.pause();
    expect(session.status.value?.paused).toBe(true);
    await session.pause();
    expect(session.status.value?.paused).toBe(false);
  });
});

test('a fault of the feed is shown', () => {
  session.receive({ tell: 'fault', reason: 'broken' });
  expect(session.fault.value).toBe('broken');
});

test('clearing empties the tab’s part of the log and ends the selection', async () => {
  await session.clear();
  expect(commands).toEqual([]);
  await session.refreshStatus();
  tell(detailOf({}));
  open('run:1#0');
  await session.clear();
  expect(commands.at(-1)).toEqual({
    command: 'clear',
    scope: ofTabs('run:1'),
    by: 'run:1',
    at: expect.any(Number),
  });
  expect(session.detail.value).toBeUndefined();
});

test('what was cleared is offered to be brought back until the user wants to hear no more of it', async () => {
  await session.refreshStatus();
  expect(session.cleared.value).toBeUndefined();
  status = { ...status, cleared: { id: 'run:1 5', captures: 31 } };
  await session.refreshStatus();
  expect(session.cleared.value).toEqual({ id: 'run:1 5', captures: 31 });
  await session.undoClear();
  expect(commands.at(-1)).toEqual({ command: 'undo-clear', clearing: 'run:1 5' });
  session.leaveCleared();
  expect(session.cleared.value).toBeUndefined();
  status = { ...status, cleared: { id: 'run:1 6', captures: 1 } };
  await session.refreshStatus();
  expect(session.cleared.value).toEqual({ id: 'run:1 6', captures: 1 });
});

test('what is checked by is told at the start, and when it changes', () => {
  const { rules, keys, hosts, consentRequired } = DEFAULT_SETTINGS;
  const basis = { settings: { rules, keys, hosts, consentRequired }, contracts: [] };
  start('');
  expect(asked).toEqual([
    { ask: 'draw', mode: 'events', fields: [] },
    { ask: 'check', basis },
  ]);
  settings.value = { ...settings.value, preserveLog: !settings.value.preserveLog };
  expect(asked).toHaveLength(2);
  settings.value = { ...settings.value, consentRequired: true };
  expect(asked.at(-1)).toMatchObject({
    ask: 'check',
    basis: { settings: { consentRequired: true } },
  });
});

test('checking anew can be stopped, which leaves the rest as it was, and be done again', () => {
  session.stopChecking();
  session.receive({ tell: 'checked', done: 200, total: 450 });
  session.stopChecking();
  // What was told before the Worker heard of it.
  session.receive({ tell: 'checked', done: 400, total: 450 });
  expect(session.checked.value).toEqual({ done: 200, total: 450, isStopped: true });
  expect(asked).toEqual([{ ask: 'leave-checking' }]);
  session.checkAnew();
  expect(asked.at(-1)).toMatchObject({ ask: 'check', basis: { contracts: [] } });
  session.receive({ tell: 'checked', done: 450, total: 450 });
  expect(session.checked.value).toEqual({ done: 450, total: 450 });
  session.stopChecking();
  expect(asked).toHaveLength(2);
  session.receive({ tell: 'checked', done: 200, total: 450 });
  session.stopChecking();
  settings.value = { ...settings.value, consentRequired: true };
  expect(session.checked.value).toBeUndefined();
});

test('how the list is drawn follows the settings, and ends a selection of several', () => {
  tell(detailOf({ id: 'a' }), detailOf({ id: 'b' }));
  open('a#0', detailOf({ id: 'a' }));
  session.selection.toggle('b#0');
  const columns = [...settings.value.columns, { id: 'field:lines.productId', width: 100 }];
  settings.value = { ...settings.value, listMode: 'batches', columns };
  expect(asked.slice(-2)).toEqual([
    { ask: 'draw', mode: 'batches', fields: ['field:lines.productId'] },
    { ask: 'keep' },
  ]);
  expect(session.selection.places.value).toEqual([{ capture: 'b', event: 0 }]);
  asked.length = 0;
  settings.value = { ...settings.value, columns: columns.map((one) => ({ ...one, width: 99 })) };
  expect(asked).toEqual([]);
});

test('the event that is looked at is looked at again after its batch', () => {
  tell(detailOf({ id: 'a' }, batchOf(CLICK, ORDER)));
  session.select('a#1');
  settings.value = { ...settings.value, listMode: 'batches' };
  list.draw('batches');
  tellList({ looked: { asked: 'a#1', id: 'a#', where: 'shown', at: 1 } });
  expect(session.selected.value).toBe('a#');
  settings.value = { ...settings.value, listMode: 'events' };
  expect(session.selected.value).toBe('a#1');
  expect(asked.at(-1)).toEqual({ ask: 'detail', capture: 'a', event: 1 });
});

test('another part of a source is shown until another tab is chosen', () => {
  tell(detailOf({ id: 'a' }), detailOf({ id: 'b' }));
  session.select('a#0');
  session.tab.value = 'source';
  asked.length = 0;
  session.showSource(20_000);
  session.tab.value = 'event';
  session.tab.value = 'source';
  const place = { ask: 'detail', capture: 'a', event: 0 };
  expect(asked).toEqual([{ ...place, sourceFrom: 20_000 }, place]);
  session.showSource(20_000);
  session.select('b#0');
  asked.length = 0;
  session.tab.value = 'event';
  expect(asked).toEqual([]);
});

describe('as the filter changes', () => {
  const keeps = () => asked.some(({ ask }) => ask === 'keep');

  beforeEach(() => {
    tell(...Array.from({ length: 200 }, (_, at) => detailOf({ id: `c${at}`, at })));
    session.list.view(100, 20, false);
    tellList();
    asked.length = 0;
  });

  test('what is looked at stays in view', () => {
    session.select(session.list.lineAt(105)!.id);
    session.filter.write('abc');
    expect(asked.slice(-2).map(({ ask }) => ask)).toEqual(['filter', 'keep']);
  });

  test('what is looked at stays out of view where it was', () => {
    session.select(session.list.lineAt(50)!.id);
    session.filter.write('abc');
    expect(keeps()).toBe(false);
  });

  test('what it had hidden comes into view', () => {
    const { id } = session.list.lineAt(50)!;
    session.select(id);
    tellList({ looked: { asked: id, id, where: 'filtered' } });
    session.filter.write('abc');
    expect(keeps()).toBe(true);
  });

  test('what is compared stays in another list as well', () => {
    const [one, other] = [101, 102].map((at) => session.list.lineAt(at)!.id);
    session.select(one);
    session.selection.toggle(other!);
    session.comparePair();
    const field = { id: 'field:query', width: 100 };
    settings.value = { ...settings.value, columns: [...settings.value.columns, field] };
    settings.value = { ...settings.value, listMode: 'batches' };
    const batched = other!.slice(0, -1);
    tellList({ looked: { asked: other!, id: batched, where: 'shown', at: 102 } });
    expect(session.selected.value).toBe(batched);
    settings.value = { ...settings.value, listMode: 'events' };
    expect(session.selected.value).toBe(other);
    expect(session.comparing.shown.value).toBe('waiting');
    tellList({ anew: true });
    expect(session.comparing.shown.value).toBeUndefined();
  });

  test('what is compared stays, until something else is selected', () => {
    const [one, other] = [101, 102].map((at) => session.list.lineAt(at)!.id);
    session.select(one);
    session.selection.toggle(other!);
    session.comparePair();
    session.filter.write('abc');
    expect(session.comparing.shown.value).toBe('waiting');
    expect(session.selection.chosen.value.size).toBe(1);
    session.select(one);
    expect(session.comparing.shown.value).toBeUndefined();
  });
});

test('what is selected is asked about before it is sent again, each request once', () => {
  tell(detailOf({ id: 'a' }, batchOf(CLICK, ORDER)), detailOf({ id: 'b' }));
  session.select('a#0');
  session.selection.toggle('a#1');
  session.selection.toggle('b#0');
  session.resendSelection();
  expect(asked.at(-1)).toMatchObject({ ask: 'sendable', captures: ['a', 'b'] });
  expect(commands).toEqual([]);
});
