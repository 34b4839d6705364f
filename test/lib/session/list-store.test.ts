import { effect } from '@preact/signals';
import { beforeEach, describe, expect, test } from 'vitest';
import { createListStore, type ListStore } from '../../../lib/session/list-store.ts';
import { createList, type List } from '../../../lib/session/list/list.ts';
import { createTelling } from '../../../lib/session/list/telling.ts';
import { readCapture, rowsOf } from '../../../lib/session/rows.ts';
import { batchOf, bytesOf, capture, CLICK, visit } from '../samples.ts';

let list: List;
let telling: ReturnType<typeof createTelling>;
let store: ListStore;
/** How far what is in view has moved, in lines. */
let moves: number[];

beforeEach(() => {
  list = createList();
  moves = [];
  telling = createTelling(
    list,
    (line) => line,
    (news) => store.receive(news),
  );
  store = createListStore((request) => {
    if (request.ask === 'window') telling.watch(request);
  });
  effect(() => {
    if (store.moved.value) moves.push(store.moved.value.by);
  });
  list.putVisit(visit({ id: 'early', at: 0 }));
  list.putVisit(visit({ id: 'late', at: 1_000_000 }));
  for (let at = 0; at < 500; at += 1) put('late', 2_000_000 + at);
  put('early', 10);
  tell();
});

function put(of: string, at: number, events = 1) {
  const text = batchOf(...Array.from({ length: events }, () => CLICK));
  const part = { id: `${of} ${at}`, at, visit: of };
  list.put(rowsOf(readCapture(capture(part), bytesOf(text))));
}

function tell() {
  telling.touch();
  telling.flush();
}

/** Where an event is, of what the panel holds. */
const positionOf = (at: number) => store.positionOf(`late ${at}#0`);

describe('what is in view', () => {
  test('is told to move as lines come in above it, and stays held', () => {
    store.view(200, 20, false);
    expect(store.lineAt(200)?.id).toBe('late 2000197#0');
    put('early', 20);
    tell();
    expect(moves).toEqual([1]);
    put('early', 30, 450);
    tell();
    expect(moves).toEqual([1, 450]);
    expect(positionOf(2_000_197)).toBe(651);
    expect(store.lineAt(671)).toBeDefined();
  });

  test('is told to move as lines above it go', () => {
    put('early', 30, 300);
    tell();
    store.view(400, 20, false);
    const id = store.lineAt(400)!.id;
    list.forget(['early 30']);
    tell();
    expect(moves).toEqual([-300]);
    expect(store.lineAt(100)?.id).toBe(id);
  });

  test('stays where lines come below it', () => {
    store.view(200, 20, false);
    put('late', 3_000_000);
    put('late', 2_000_300.5);
    tell();
    expect(moves).toEqual([]);
  });

  test('goes on with the next line where its first goes', () => {
    store.view(200, 20, false);
    put('early', 20);
    list.forget(['late 2000197']);
    tell();
    expect(moves).toEqual([]);
    expect(positionOf(2_000_198)).toBe(201);
  });

  test('stays held as lines come at the end, though the end was left without scrolling', () => {
    store.view(480, 22, true);
    store.leaveEnd();
    const { id } = store.lineAt(480)!;
    for (let at = 0; at < 300; at += 1) put('late', 3_000_000 + at);
    tell();
    expect(store.lineAt(480)?.id).toBe(id);
  });

  test('is the end again once all is told anew, and what has come is counted from there', () => {
    store.view(100, 20, false);
    put('late', 3_000_000, 5);
    tell();
    expect(store.arrived.value).toBe(5);
    list.clear();
    telling.clear();
    for (let at = 0; at < 50; at += 1) put('late', 2_000_000 + at);
    tell();
    expect([store.follows.value, store.arrived.value]).toEqual([true, 0]);
  });

  test('counts what has come since a line further up was gone to', () => {
    store.bring(3);
    put('late', 3_000_000, 4);
    tell();
    expect(store.arrived.value).toBe(4);
  });

  test('is the end, as long as that is followed', () => {
    put('early', 20);
    tell();
    expect(moves).toEqual([]);
    expect(store.follows.value).toBe(true);
  });
});

describe('what is looked at', () => {
  const look = (at: number) => telling.look({ capture: `late ${at}`, event: 0 }, `late ${at}#0`);

  test('is brought into view by another list, and ends the following of its end', () => {
    look(2_000_100);
    telling.keepLooked();
    expect(store.target.value).toEqual({ at: positionOf(2_000_100) ?? 103 });
    expect(store.follows.value).toBe(false);
  });

  test('that is in view anyway moves nothing', () => {
    look(2_000_490);
    telling.keepLooked();
    expect([store.target.value, store.follows.value]).toEqual([undefined, true]);
    store.view(200, 20, false);
    look(2_000_200);
    telling.keepLooked();
    expect(store.target.value).toBeUndefined();
  });

  test('and is not in the list moves nothing', () => {
    telling.look({ capture: 'gone', event: 0 }, 'gone#0');
    telling.keepLooked();
    telling.look(undefined);
    telling.keepLooked();
    expect([store.target.value, store.follows.value]).toEqual([undefined, true]);
  });
});
