import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Body } from '../../../lib/capture/capture.ts';
import type { Changes } from '../../../lib/log/reading.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import { filterOf } from '../filter/filter-of.ts';
import { batchOf, body, bytesOf } from '../samples.ts';
import {
  log,
  feed,
  told,
  hush,
  write,
  stored,
  looked,
  settled,
  opened,
  WAIT,
  openScene,
} from './feed-scene.ts';

const ORDER = { eventType: 'OrderCreated', orderId: '10045' };

beforeEach(() => openScene());

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
    hush();
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
