import { beforeEach, describe, expect, test } from 'vitest';
import { createList } from '../../../lib/session/list/list.ts';
import { createTelling, type ListNews } from '../../../lib/session/list/telling.ts';
import { createListStore, type ListStore } from '../../../lib/session/list-store.ts';
import type { FeedRequest } from '../../../lib/session/feed.ts';
import { createSelection, type Selection } from '../../../lib/session/selection.ts';
import { summaryOf } from '../../../lib/session/summary.ts';
import { capture, visit } from '../samples.ts';

/** More events of one visit than a panel holds at a time. */
const EVENTS = 2000;

let asked: FeedRequest[];
/** Requests that have not been answered yet. */
let open: FeedRequest[];
let list: ReturnType<typeof createList>;
let telling: ReturnType<typeof createTelling>;
let store: ListStore;
let selection: Selection;

beforeEach(() => {
  asked = [];
  open = [];
  list = createList();
  list.putVisit(visit({ id: 'v', at: 0 }));
  for (let n = 0; n < EVENTS; n += 1) put(`c${n}`, n + 1);
  const ask = (request: FeedRequest) => {
    asked.push(request);
    open.push(request);
  };
  store = createListStore(ask);
  selection = createSelection(store, ask);
  telling = createTelling(
    list,
    (line) => line,
    (news: ListNews) => {
      store.receive(news);
      selection.receive(news);
    },
  );
  telling.touch();
  telling.flush();
});

function put(id: string, at: number) {
  list.put({
    capture: summaryOf(capture({ id, at, visit: 'v' })),
    reading: 'batch',
    issues: 0,
    rows: [{ id: `${id}#0`, index: 0, brief: '', issues: 0, states: 0 }],
    flags: '1',
  });
}

/** The Worker answers what it has been asked, and what that leads to. */
function answer() {
  for (let request = open.shift(); request; request = open.shift()) {
    if (request.ask === 'window') telling.watch(request);
    if (request.ask === 'detail') telling.look(request, `${request.capture}#${request.event}`);
    if (request.ask === 'fold') {
      list.fold(request.id, request.isFolded);
      telling.touch();
      telling.flush();
    }
    if (request.ask === 'range') {
      selection.receiveRange(list.range(request.from, request.to, 10_000), false);
    }
  }
}

/** The selected events as numbers, or how many there are. */
const chosen = () => selection.places.value.map((place) => Number(place.capture.slice(1)));
const held = () => store.told.value.lines.length;

describe('the keys', () => {
  test('find what they go to among the lines that are held, at once', () => {
    selection.move(-1);
    expect(chosen()).toEqual([EVENTS - 1]);
    selection.move(-1);
    selection.move(-20);
    expect(chosen()).toEqual([EVENTS - 22]);
    selection.move(1);
    expect(chosen()).toEqual([EVENTS - 21]);
    expect(asked.some(({ ask }) => ask === 'window')).toBe(false);
  });

  test('go on when the lines have come that were not held', () => {
    selection.move(-Infinity);
    expect(chosen()).toEqual([]);
    answer();
    expect(chosen()).toEqual([0]);
    expect(store.target.value).toEqual({ at: 1 });
    for (let press = 0; press < 500; press += 1) {
      selection.move(1);
      answer();
    }
    expect(chosen()).toEqual([500]);
    selection.move(Infinity);
    selection.move(-3);
    answer();
    expect(chosen()).toEqual([EVENTS - 4]);
    expect(held()).toBeLessThan(400);
  });

  test('stay at the first and at the last event', () => {
    selection.move(Infinity);
    selection.move(1);
    expect(chosen()).toEqual([EVENTS - 1]);
    selection.move(-Infinity);
    answer();
    selection.move(-1);
    answer();
    expect(chosen()).toEqual([0]);
  });

  test('go on from where they were once nothing is selected any more', () => {
    selection.move(Infinity);
    selection.move(-5);
    selection.leave();
    expect(chosen()).toEqual([]);
    expect(asked.at(-1)).toEqual({ ask: 'leave' });
    selection.move(1);
    expect(chosen()).toEqual([EVENTS - 5]);
  });

  test('go from an event to its heading, however far above, fold it, and unfold it', () => {
    selection.move(-1);
    selection.goLeft();
    answer();
    expect(selection.active.value).toBe('v');
    expect(store.target.value).toEqual({ at: 0 });
    // The heading is brought into view, and its line held.
    store.view(0, 30, false);
    answer();
    selection.goLeft();
    answer();
    expect(list.length()).toBe(1);
    expect(chosen()).toEqual([EVENTS - 1]);
    expect(selection.isListed.value).toBe(true);
    selection.goRight();
    answer();
    selection.goRight();
    expect(chosen()).toEqual([0]);
  });

  test('stop at a heading that is folded, and leave what is selected', () => {
    selection.move(-Infinity);
    answer();
    selection.fold('v', true);
    answer();
    put('later', EVENTS + 5);
    selection.move(1);
    answer();
    expect([selection.active.value, chosen()]).toEqual(['v', [0]]);
  });
});

describe('several events are selected', () => {
  test('from where the range begins to where the keys go, there and back', () => {
    selection.move(-1);
    selection.move(-1, true);
    selection.move(-1, true);
    expect(chosen()).toEqual([EVENTS - 3, EVENTS - 2, EVENTS - 1]);
    selection.move(1, true);
    expect(chosen()).toEqual([EVENTS - 2, EVENTS - 1]);
    expect(selection.looked.value).toBe(`c${EVENTS - 2}#0`);
  });

  test('over lines that are not held', () => {
    selection.move(-1);
    selection.move(-Infinity, true);
    answer();
    expect(chosen()).toHaveLength(EVENTS);
    expect(selection.looked.value).toBe('c0#0');
  });

  test('one by one, and taken out again; the last that is left is looked at', () => {
    selection.select('c1990#0');
    selection.toggle('c1995#0');
    selection.toggle('c1992#0');
    expect(chosen()).toEqual([1990, 1995, 1992]);
    selection.toggle('c1992#0');
    expect(chosen()).toEqual([1990, 1995]);
    expect(selection.looked.value).toBe('c1995#0');
    selection.toggle('c1995#0');
    selection.toggle('c1990#0');
    expect([chosen(), selection.looked.value]).toEqual([[], undefined]);
    expect(asked.at(-1)).toEqual({ ask: 'leave' });
  });

  test('without what the filter has come to hide', () => {
    selection.select('c1990#0');
    answer();
    list.show([['c1990', '0']]);
    telling.touch();
    telling.flush();
    selection.toggle('c1995#0');
    expect(chosen()).toEqual([1995]);
  });

  test('all of them, and it is said where that is not all', () => {
    selection.selectAll();
    answer();
    expect(chosen()).toHaveLength(EVENTS);
    selection.receiveRange(['c1#0'], true);
    expect(selection.isCut.value).toBe(true);
    selection.select('c1#0');
    expect(selection.isCut.value).toBe(false);
  });

  test('until they are gone, or the list begins anew', () => {
    selection.selectAll();
    answer();
    list.forget(['c1', 'c2']);
    telling.noteGone(['c1', 'c2']);
    telling.touch();
    telling.flush();
    expect(chosen()).toHaveLength(EVENTS - 2);
    telling.clear();
    telling.touch();
    telling.flush();
    expect(chosen()).toEqual([]);
  });
});

describe('the end', () => {
  test('is followed until the user leaves it; what comes after is counted', () => {
    expect(store.follows.value).toBe(true);
    store.view(100, 30, false);
    answer();
    put('new', EVENTS + 5);
    telling.touch();
    telling.flush();
    expect([store.arrived.value, store.told.value.from]).toEqual([1, 0]);
    store.toEnd();
    answer();
    expect(store.follows.value).toBe(true);
    expect(store.told.value.lines.at(-1)?.id).toBe('new#0');
    expect(store.arrived.value).toBe(0);
  });

  test('lines that are told again and have not changed are the very ones that were held', () => {
    const before = new Map(store.told.value.lines.map((line) => [line.id, line]));
    put('new', EVENTS + 5);
    list.show([['c1990', '0']]);
    list.show([['c1990', '1']]);
    telling.touch();
    telling.flush();
    const changed = store.told.value.lines.filter((line) => before.get(line.id) !== line);
    expect(changed.map(({ id }) => id)).toEqual(['c1990#0', 'new#0']);
  });

  test('lines are asked for before those in view are no longer held', () => {
    store.view(500, 30, false);
    answer();
    asked.length = 0;
    for (const first of [510, 530, 550]) store.view(first, 30, false);
    expect(asked).toEqual([]);
    store.view(560, 30, false);
    expect(asked).toEqual([{ ask: 'window', from: 460, count: 230 }]);
  });
});
