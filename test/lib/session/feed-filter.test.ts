import { beforeEach, describe, expect, test } from 'vitest';
import { filterOf } from '../filter/filter-of.ts';
import { batchOf, CLICK } from '../samples.ts';
import {
  feed,
  told,
  hush,
  write,
  stored,
  settled,
  opened,
  listsTold,
  looked,
  events,
  countsTold,
  openScene,
} from './feed-scene.ts';

const ORDER = { eventType: 'OrderCreated', orderId: '10045' };

beforeEach(() => openScene());

test('keys, types and states are counted, whatever the filter shows, and other requests are no events', async () => {
  await write([stored('a')], batchOf(CLICK, ORDER, CLICK));
  await write([stored('b')], '{"events":[{}]}');
  await write([stored('other')], '{}');
  await opened('nothing');
  expect(countsTold()).toEqual({
    events: 4,
    batches: 2,
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

  test('tells where what is looked at stands, once it is applied and that is asked for', async () => {
    await write([stored('a'), stored('b')], batchOf(CLICK, ORDER));
    await opened('type=OrderCreated');
    const place = { capture: 'b', event: 1 };
    const stays = () => listsTold().flatMap((list) => list.stays ?? []);
    feed.request({ ask: 'filter', filter: filterOf('') });
    await looked(place);
    expect(stays()).toEqual([]);
    feed.request({ ask: 'filter', filter: filterOf('receiver') });
    feed.request({ ask: 'keep' });
    await looked(place);
    const { from, lines } = listsTold().at(-1)!.list;
    const at = from + lines.findIndex(({ id }) => id === 'b#1');
    expect([stays(), at]).toEqual([[4], 4]);
  });

  test('by a key’s alias follows the settings', async () => {
    await write([stored('a')]);
    await opened('key="Shop DK"');
    expect(shown()).toEqual([]);
    const keys = [{ key: 'key-1', alias: 'Shop DK' }];
    const settings = { rules: {}, keys, hosts: [], consentRequired: false };
    hush();
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
