import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDelivery, MAX_WAITING } from '../../../lib/messaging/deliver.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A background that answers as it is told to. */
function background() {
  const state = { alive: true, present: true, takes: true };
  const got: string[][] = [];
  const delivery = createDelivery<string>({
    isAlive: () => state.alive,
    async send(messages) {
      if (!state.present) throw new Error('Could not establish connection');
      got.push(messages);
      return state.takes;
    },
  });
  return { state, got, delivery };
}

test('messages arrive in their order, those that wait together', async () => {
  const { got, delivery } = background();
  for (const message of ['a', 'b', 'c']) delivery.add(message);
  await vi.runAllTimersAsync();
  expect(got).toEqual([['a'], ['b', 'c']]);
});

test('what found no background is kept, and sent again', async () => {
  const { state, got, delivery } = background();
  state.present = false;
  delivery.add('a');
  delivery.add('b');
  await vi.advanceTimersByTimeAsync(2000);
  state.present = true;
  await vi.runAllTimersAsync();
  expect(got).toEqual([['a', 'b']]);
});

test('what was not acknowledged is sent again', async () => {
  const { state, got, delivery } = background();
  state.takes = false;
  delivery.add('a');
  await vi.advanceTimersByTimeAsync(600);
  state.takes = true;
  await vi.runAllTimersAsync();
  expect(new Set(got.flat())).toEqual(new Set(['a']));
  expect(got.length).toBeGreaterThan(1);
});

test('what nobody answers is sent again, the later the more often that was so', async () => {
  const sent: number[] = [];
  let isAnswering = false;
  const delivery = createDelivery<string>({
    isAlive: () => true,
    send() {
      sent.push(Date.now() - begun);
      return isAnswering ? Promise.resolve(true) : new Promise(() => {});
    },
  });
  const begun = Date.now();
  delivery.add('a');
  await vi.advanceTimersByTimeAsync(25_000);
  expect(sent).toEqual([0, 10_500]);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(sent).toEqual([0, 10_500, 31_000]);
  isAnswering = true;
  await vi.runAllTimersAsync();
  expect(sent).toHaveLength(4);
});

test('a message that nobody takes is dropped in the end, and those behind it arrive', async () => {
  const got: string[] = [];
  const delivery = createDelivery<string>({
    isAlive: () => true,
    async send(messages) {
      if (messages.includes('bad')) throw new Error('Message length exceeded');
      got.push(...messages);
      return true;
    },
  });
  delivery.add('bad');
  delivery.add('good');
  await vi.runAllTimersAsync();
  expect(got).toEqual(['good']);
});

test('once the extension was reloaded nothing is tried any more', async () => {
  const { state, got, delivery } = background();
  state.alive = false;
  delivery.add('a');
  await vi.runAllTimersAsync();
  expect(got).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('the oldest are dropped beyond the limit', async () => {
  const { state, got, delivery } = background();
  state.present = false;
  for (let index = 0; index < MAX_WAITING + 5; index += 1) delivery.add(String(index));
  state.present = true;
  await vi.runAllTimersAsync();
  expect(got.flat()).toHaveLength(MAX_WAITING);
  expect(got.flat()[0]).toBe('5');
});

test('large messages are sent in portions', async () => {
  const { state, got, delivery } = background();
  state.present = false;
  for (const letter of ['a', 'b', 'c']) delivery.add(letter.repeat(9 * 1024 * 1024));
  state.present = true;
  await vi.runAllTimersAsync();
  expect(got.map((messages) => messages.length)).toEqual([1, 1, 1]);
});

test('of a background that is slow to answer, more and more wait, and all go once it is not', async () => {
  const sizes: number[] = [];
  let answersAfter = 3000;
  const delivery = createDelivery<string>({
    isAlive: () => true,
    async send(messages) {
      sizes.push(messages.length);
      await new Promise((resolve) => setTimeout(resolve, answersAfter));
      return true;
    },
  });
  for (let index = 0; index < 4000; index += 1) delivery.add(String(index));
  await vi.advanceTimersByTimeAsync(5 * 3000 - 1);
  expect(sizes).toEqual([1, 250, 125, 100, 100]);
  answersAfter = 100;
  await vi.runAllTimersAsync();
  expect(sizes.slice(5, 9)).toEqual([100, 200, 400, 500]);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(4000);
});
