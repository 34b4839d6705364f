import { signal } from '@preact/signals';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AnswerTo, Command } from '../../../lib/messaging/commands.ts';
import type { Compared } from '../../../lib/session/compared.ts';
import type { FeedRequest } from '../../../lib/session/feed.ts';
import { createList } from '../../../lib/session/list/list.ts';
import { NOTHING_RELATED } from '../../../lib/session/related.ts';
import { readCapture, rowsOf } from '../../../lib/session/rows.ts';
import { createSession, type Session } from '../../../lib/session/session.ts';
import { showCapture } from '../../../lib/session/shown.ts';
import { DEFAULT_SETTINGS } from '../../../lib/settings/settings.ts';
import { batchOf, bytesOf, capture, visit } from '../samples.ts';

const TEXT = batchOf(
  { eventType: 'OrderCreated', lines: [{ quantity: '1' }] },
  { eventType: 'Other' },
);
const FIRST = { capture: 'run:1', event: 0 };
const SECOND = { capture: 'run:1', event: 1 };
const GONE: Compared = { ok: false, reason: 'gone' };

let asked: FeedRequest[];
let session: Session;

beforeEach(() => {
  asked = [];
  session = createSession({
    tabId: 1,
    settings: signal(DEFAULT_SETTINGS),
    contracts: signal([]),
    saveFilter: () => {},
    ask: (request) => asked.push(request),
    command: <C extends Command>() => Promise.resolve(null as AnswerTo<C>),
    newId: () => 'new',
    draftArea: { get: () => Promise.resolve({}), set: () => Promise.resolve() },
    pagePolicies: () => Promise.resolve([]),
  });
  const list = createList();
  list.putVisit(visit());
  list.put(rowsOf(readCapture(capture(), bytesOf(TEXT))));
  session.receive({
    tell: 'list',
    list: { length: 3, from: 0, lines: list.window(0, 3), heads: [], shown: 2, arrived: 2 },
  });
  look(0);
});

/** Selects an event, and has its detail told. */
function look(event: number) {
  session.select(`run:1#${event}`);
  const detail = showCapture(readCapture(capture(), bytesOf(TEXT)), bytesOf(TEXT), event);
  session.receive({ tell: 'detail', capture: 'run:1', event, detail, related: NOTHING_RELATED });
  asked = [];
}
const shown = () => session.comparing.shown.value;
const lastNumber = () => {
  const last = asked.at(-1);
  return last && 'number' in last ? last.number : -1;
};

describe('what is looked at is compared', () => {
  test('with the previous of its type, until another is looked at', () => {
    session.compareWithPrevious();
    expect(asked).toMatchObject([{ ask: 'compare', a: 'previous', b: FIRST }]);
    expect(shown()).toBe('waiting');
    session.receive({ tell: 'compared', number: lastNumber(), compared: GONE });
    expect(shown()).toEqual(GONE);
    look(1);
    expect(shown()).toBeUndefined();
  });

  test('with the one that was marked; marked again, it is no more', () => {
    session.compareWithBase();
    expect(session.comparing.base.value).toMatchObject({ place: FIRST, type: 'OrderCreated' });
    session.compareWithBase();
    expect(session.comparing.base.value).toBeUndefined();
    session.compareWithBase();
    look(1);
    session.compareWithBase();
    expect(asked).toMatchObject([{ ask: 'compare', a: FIRST, b: SECOND }]);
  });

  test('as a batch, where that is shown', () => {
    session.compareWithBase();
    look(1);
    session.tab.value = 'batch';
    session.compareWithBase();
    expect(asked).toMatchObject([{ a: { capture: 'run:1' }, b: { capture: 'run:1' } }]);
    expect(asked[0]).not.toHaveProperty('a.event');
  });

  test('with the other that is selected, in the order of selection, while there are just two', () => {
    session.select('run:1#1');
    expect(session.isPair.value).toBe(false);
    session.selection.toggle('run:1#0');
    expect(session.isPair.value).toBe(true);
    session.comparePair();
    expect(asked.at(-1)).toMatchObject({ ask: 'compare', a: SECOND, b: FIRST });
    expect(shown()).toBe('waiting');
    session.selection.toggle('run:1#0');
    expect([session.isPair.value, shown()]).toEqual([false, undefined]);
  });

  test('for as long as the selection stays, though others go', () => {
    session.compareWithPrevious();
    const list = session.list.told.value;
    session.receive({ tell: 'list', list, gone: ['run:0'] });
    session.filter.write('type:OrderCreated');
    expect(shown()).toBe('waiting');
  });

  test('and only the answer to the last question is shown', () => {
    session.compare(FIRST, SECOND);
    const first = lastNumber();
    session.compare(SECOND, FIRST);
    session.receive({ tell: 'compared', number: first, compared: GONE });
    expect(shown()).toBe('waiting');
    session.comparing.close();
    session.receive({ tell: 'compared', number: lastNumber(), compared: GONE });
    expect(shown()).toBeUndefined();
  });
});

describe('from issue to issue', () => {
  test('all of what is looked at are drawn first, and then it goes on to another row', () => {
    const { store } = session.trees.event.value!;
    store.foldAll();
    session.tab.value = 'request';
    session.stepIssue(1);
    const quantity = store.tree.nodes.findIndex(({ name }) => name === 'quantity');
    expect(store.open.value).toContain(store.shape.parents[quantity]);
    expect([session.tab.value, session.issueStep.value]).toEqual([
      'event',
      { step: 1, isArriving: false },
    ]);

    session.stepIssueOn(1);
    expect(asked).toEqual([{ ask: 'issue', from: FIRST, step: 1 }]);
    session.receive({ tell: 'issue', step: 1, place: SECOND });
    expect(session.selected.value).toBe('run:1#1');
    expect(session.issueStep.value).toEqual({ step: 1, isArriving: true });
  });

  test('begins where nothing is looked at', () => {
    session.select(undefined);
    session.stepIssue(-1);
    expect(asked.at(-1)).toEqual({ ask: 'issue', from: undefined, step: -1 });
    // There is none: nothing waits for what is looked at later.
    session.receive({ tell: 'issue', step: -1, place: undefined });
    expect(session.issueStep.value).toBeUndefined();
  });
});

test('a text to be copied is written by the Worker, and comes to who asked for it', async () => {
  const wish = { ...FIRST, withKeys: false };
  const json = session.textOf({ ...wish, format: 'event' });
  const curl = session.textOf({ ...wish, format: 'curl' });
  const numbers = asked.map((one) => ('number' in one ? one.number : -1));
  const answer = (number: number, text: string) =>
    session.receive({ tell: 'copied', number, copied: { ok: true, text } });
  answer(numbers[1]!, 'curl …');
  answer(numbers[0]!, '{}');
  expect(await Promise.all([json, curl])).toEqual([
    { ok: true, text: '{}' },
    { ok: true, text: 'curl …' },
  ]);
});
