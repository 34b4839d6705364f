import { type Signal, signal } from '@preact/signals';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { type Filter, NONE } from '../../../lib/filter/filter.ts';
import type { AnswerTo, Command, ResendResult, Status } from '../../../lib/messaging/commands.ts';
import type { FeedRequest } from '../../../lib/session/feed.ts';
import { readCapture, rowsOf } from '../../../lib/session/rows.ts';
import { createSession, type Session } from '../../../lib/session/session.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../lib/settings/settings.ts';
import { batchOf, bytesOf, capture, CLICK, visit } from '../samples.ts';

const ORDER = { eventType: 'OrderCreated' };

let asked: FeedRequest[];
let settings: Signal<Settings>;
let commands: Command[];
let saved: Filter[];
let status: Status;
let resendResult: ResendResult;
let session: Session;

beforeEach(() => {
  asked = [];
  commands = [];
  saved = [];
  status = { tab: 'run:1', paused: false };
  resendResult = { ok: true };
  session = start(DEFAULT_SETTINGS.filter);
  asked = [];
});

function start(filter: Filter) {
  settings = signal({ ...DEFAULT_SETTINGS, filter });
  return createSession({
    tabId: 1,
    settings,
    contracts: signal([]),
    saveFilter: (next) => saved.push(next),
    ask: (request) => asked.push(request),
    command<C extends Command>(command: C) {
      commands.push(command);
      if (command.command === 'pause') status = { ...status, paused: command.paused };
      const answer = { status, resend: resendResult }[command.command as 'status' | 'resend'];
      return Promise.resolve((answer ?? null) as AnswerTo<C>);
    },
  });
}

function detailOf(part: Partial<Capture>, text = batchOf(CLICK)) {
  return readCapture(capture(part), bytesOf(text));
}
function tell(...details: ReturnType<typeof detailOf>[]) {
  session.receive({ tell: 'rows', rows: details.map(rowsOf), visits: [visit()], anew: false });
}
/** Selects an event and has its detail answered. */
function open(id: string, detail = detailOf({})) {
  session.select(id);
  session.receive({ tell: 'detail', capture: detail.capture.id, detail });
}

describe('the filter', () => {
  test('is what it was when it was last changed', () => {
    const filter = { keys: ['k'], types: [], text: '' };
    expect(start(filter).filter.value).toEqual(filter);
  });

  test.each<[string, () => void, Partial<Filter>]>([
    ['a key', () => session.toggleKey('k'), { keys: ['k'] }],
    ['a type', () => session.toggleType('OrderCreated'), { types: ['OrderCreated'] }],
    ['a text', () => session.search('abc'), { text: 'abc' }],
  ])('by %s is applied, asked for and saved', (_title, change, part) => {
    const filter = { ...DEFAULT_SETTINGS.filter, ...part };
    change();
    expect(session.filter.value).toEqual(filter);
    expect(session.isFiltered.value).toBe(true);
    expect(asked).toEqual([{ ask: 'filter', filter }]);
    expect(saved).toEqual([filter]);
  });

  test('loses a key that is chosen again, and all of it when it is cleared', () => {
    session.toggleKey('a');
    session.toggleKey('b');
    session.toggleKey('a');
    expect(session.filter.value.keys).toEqual(['b']);
    session.clearFilter();
    expect(session.isFiltered.value).toBe(false);
    expect(saved.at(-1)).toEqual(DEFAULT_SETTINGS.filter);
  });

  test('hides rows without losing them', () => {
    tell(detailOf({ id: 'a' }), detailOf({ id: 'b' }));
    session.receive({ tell: 'shown', ids: new Set(['b#0']) });
    expect([session.shown.value, session.total.value]).toEqual([1, 2]);
    expect(session.lines.value.map(({ id }) => id)).toEqual(['run:doc', 'b#0']);
    session.receive({ tell: 'shown', ids: new Set(['a#0', 'b#0']) });
    expect(session.shown.value).toBe(2);
  });
});

describe('what is counted', () => {
  test('is events by key and by type, in the order of their names', () => {
    tell(
      detailOf({ id: 'a' }, batchOf(CLICK, ORDER, CLICK)),
      detailOf({ id: 'b' }, '{"events":[{}]}'),
    );
    expect(session.total.value).toBe(4);
    expect(session.keys.value).toEqual([
      { value: NONE, count: 1 },
      { value: 'key-1', count: 3 },
    ]);
    expect(session.types.value).toEqual([
      { value: NONE, count: 1 },
      { value: 'OrderCreated', count: 1 },
      { value: 'ProductClicked', count: 2 },
    ]);
  });

  test('is not another request’s body', () => {
    tell(detailOf({}, '{}'));
    expect([session.total.value, session.shown.value]).toEqual([0, 0]);
    expect(session.keys.value).toEqual([]);
  });

  test('keeps a chosen key that does not occur', () => {
    session.toggleKey('gone');
    expect(session.keys.value).toEqual([{ value: 'gone', count: 0 }]);
  });
});

describe('rows', () => {
  test('of a capture that is told again replace the old ones', () => {
    tell(detailOf({ state: 'pending' }));
    tell(detailOf({ state: 'done' }));
    expect(session.total.value).toBe(1);
    expect(session.captures.value.get('run:1')?.capture.state).toBe('done');
  });

  test('that are told to be gone are no longer shown, nor selected', () => {
    tell(detailOf({ id: 'a' }), detailOf({ id: 'b' }));
    open('a#0', detailOf({ id: 'a' }));
    session.receive({ tell: 'rows', rows: [], visits: [], gone: ['a', 'c'], anew: false });
    expect([...session.captures.value.keys()]).toEqual(['b']);
    expect(session.selectedLine.value).toBeUndefined();
  });

  test('that are told anew replace all, and the count of what was dropped stays till told', () => {
    tell(detailOf({ id: 'a' }));
    session.receive({
      tell: 'rows',
      rows: [],
      visits: [],
      dropped: { captures: 3, visits: 1 },
      anew: true,
    });
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
    session.receive({ tell: 'rows', rows: [], visits, anew: false });
  });

  test('is the newest page’s', () => {
    expect(session.coverage.value).toMatchObject({ kind: 'complete', visits: [{ id: 'run:new' }] });
  });

  test('is shown of the newest page or of a visit, until it is closed', () => {
    expect(session.coverageShown.value).toBeUndefined();
    session.openCoverage();
    expect(session.coverageShown.value).toMatchObject({ kind: 'complete' });
    session.openCoverage('run:doc');
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

test('a capture is shown by its first event, and one that is not there by none', () => {
  tell(detailOf({ id: 'a' }, batchOf(CLICK, ORDER)));
  session.show('a');
  expect(session.selected.value).toBe('a#0');
  session.show('gone');
  expect(session.selected.value).toBeUndefined();
});

describe('a selection', () => {
  beforeEach(() => tell(detailOf({ id: 'a', at: 1 }), detailOf({ id: 'b', at: 2 })));

  test('asks for the detail of its capture', () => {
    open('a#0', detailOf({ id: 'a' }));
    expect(asked).toEqual([{ ask: 'detail', capture: 'a' }]);
    expect(session.selectedLine.value?.id).toBe('a#0');
    expect(session.detail.value?.capture.id).toBe('a');
  });

  test('is not given the detail of an earlier one', () => {
    session.select('a#0');
    session.select('b#0');
    session.receive({ tell: 'detail', capture: 'a', detail: detailOf({ id: 'a' }) });
    expect(session.detail.value).toBeUndefined();
  });

  test('asks again when its capture has changed, and not when another has', () => {
    open('a#0', detailOf({ id: 'a' }));
    asked.length = 0;
    tell(detailOf({ id: 'b' }));
    expect(asked).toEqual([]);
    tell(detailOf({ id: 'a', status: 500 }));
    expect(asked).toEqual([{ ask: 'detail', capture: 'a' }]);
  });

  test('ends with its detail', () => {
    open('a#0', detailOf({ id: 'a' }));
    session.select(undefined);
    expect([session.selectedLine.value, session.detail.value]).toEqual([undefined, undefined]);
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
    session.move(step);
    expect(session.selected.value).toBe(to);
  });
});

describe('a resend', () => {
  beforeEach(() => {
    tell(detailOf({}));
    open('run:1#0');
  });

  test('is sent only once it has been confirmed', async () => {
    await session.resend();
    expect(commands).toEqual([]);
    session.confirmResend();
    expect(session.confirming.value?.capture.id).toBe('run:1');
    expect(commands).toEqual([]);
    await session.resend();
    expect(commands).toEqual([{ command: 'resend', capture: 'run:1' }]);
    expect(session.confirming.value).toBeUndefined();
  });

  test('that was called off is not sent', async () => {
    session.confirmResend();
    session.cancelResend();
    await session.resend();
    expect(commands).toEqual([]);
  });

  test('is of the capture that was confirmed, whatever is selected meanwhile', async () => {
    tell(detailOf({ id: 'b' }));
    session.confirmResend();
    open('b#0', detailOf({ id: 'b' }));
    await session.resend();
    expect(commands).toEqual([{ command: 'resend', capture: 'run:1' }]);
  });

  test.each<ResendResult>([{ ok: true }, { ok: false, reason: 'no-access' }])(
    'says that it is being sent, and then %j',
    async (result) => {
      resendResult = result;
      session.confirmResend();
      const sent = session.resend();
      expect(session.resent.value).toBe('sending');
      await sent;
      expect(session.resent.value).toEqual(result);
      session.select('run:1#0');
      expect(session.resent.value).toBeUndefined();
    },
  );
});

describe('the status', () => {
  test('opens the tab in the log, once', async () => {
    await session.refreshStatus();
    await session.refreshStatus();
    expect(asked).toEqual([{ ask: 'open', tab: 'run:1', filter: DEFAULT_SETTINGS.filter }]);
  });

  test('opens it again where the browser has started anew', async () => {
    await session.refreshStatus();
    status = { tab: 'run2:1', paused: false };
    await session.refreshStatus();
    expect(asked).toMatchObject([{ tab: 'run:1' }, { tab: 'run2:1' }]);
  });

  test('of a log that can’t be used is a fault, till it can be', async () => {
    status = { tab: 'run:1', paused: false, logFault: 'broken' };
    await session.refreshStatus();
    expect(session.fault.value).toBe('broken');
    expect(asked).toEqual([]);
    status = { tab: 'run:1', paused: false };
    await session.resetLog();
    expect(commands).toContainEqual({ command: 'reset-log' });
    expect(session.fault.value).toBeUndefined();
    expect(asked).toMatchObject([{ ask: 'open' }]);
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
  expect(commands.at(-1)).toEqual({ command: 'clear', tab: 'run:1' });
  expect(session.detail.value).toBeUndefined();
});

test('what is checked by is told at the start, and when it changes', () => {
  const { rules, keys, hosts, consentRequired } = DEFAULT_SETTINGS;
  const basis = { settings: { rules, keys, hosts, consentRequired }, contracts: [] };
  start(DEFAULT_SETTINGS.filter);
  expect(asked).toEqual([{ ask: 'check', basis }]);
  settings.value = { ...settings.value, preserveLog: !settings.value.preserveLog };
  expect(asked).toHaveLength(1);
  settings.value = { ...settings.value, consentRequired: true };
  expect(asked.at(-1)).toMatchObject({
    ask: 'check',
    basis: { settings: { consentRequired: true } },
  });
});
