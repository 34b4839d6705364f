import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HOOK_HELLO, RELAY_HELLO } from '../../../lib/capture/hook/handshake.ts';
import { startRelay } from '../../../lib/capture/relay.ts';
import { PageSighting } from '../../../lib/capture/sighting.ts';
import { type Acknowledgement, Sightings } from '../../../lib/messaging/commands.ts';
import type { OutboxEntry } from '../../../lib/messaging/relay-messages.ts';
import { call, origin, SHOP } from '../samples.ts';

const NAME = 'drawn-name';
const ANSWER: Acknowledgement = {
  origin: origin(),
  instruction: { active: true, endpoints: [] },
};
const FIRST = { kind: 'document', at: 900, url: SHOP, title: '' };

let document: EventTarget & { URL: string; title: string };
let page: EventTarget;
let left: OutboxEntry[];
let answer: () => Promise<Acknowledgement>;
let delivered: unknown[][];
let commands: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  document = Object.assign(new EventTarget(), { URL: SHOP, title: '' });
  page = new EventTarget();
  left = [];
  delivered = [];
  commands = [];
  answer = () => Promise.resolve(ANSWER);
});
afterEach(() => {
  vi.useRealTimers();
});

function start() {
  startRelay({
    document,
    page,
    deliver(sightings) {
      delivered.push(sightings);
      return answer();
    },
    leave: (entry) => left.push(entry),
    startedAt: 900,
  });
}
const hello = (name = NAME) =>
  document.dispatchEvent(new CustomEvent(HOOK_HELLO, { detail: name }));
const say = (detail: unknown) => document.dispatchEvent(new CustomEvent(NAME, { detail }));
const see = (n: number) => say(JSON.stringify(call({ call: n })));
const settle = () => vi.advanceTimersByTimeAsync(0);
const leave = () => page.dispatchEvent(new Event('pagehide'));
function hearCommands() {
  document.addEventListener(`${NAME}!`, (event) =>
    commands.push(JSON.parse((event as CustomEvent<string>).detail)),
  );
}

test('a relay tells of its document first, and again when its title is known', async () => {
  start();
  await settle();
  document.title = 'Shop';
  document.dispatchEvent(new Event('DOMContentLoaded'));
  await settle();
  expect(delivered).toEqual([[FIRST], [{ ...FIRST, title: 'Shop' }]]);
  expect(PageSighting.safeParse(delivered[0]?.[0]).success).toBe(true);
});

describe('the handshake', () => {
  test('is held with a hook that speaks later', async () => {
    start();
    hello();
    see(1);
    await settle();
    expect(delivered.flat()).toContainEqual(call({ call: 1 }));
  });

  test('is held with a hook that was there before', async () => {
    document.addEventListener(RELAY_HELLO, () => hello());
    start();
    see(1);
    await settle();
    expect(delivered.flat()).toContainEqual(call({ call: 1 }));
  });

  test('is held once: who says hello later is not listened to', async () => {
    start();
    hello('first-name');
    hello();
    see(1);
    await settle();
    expect(delivered.flat()).toEqual([FIRST]);
  });
});

describe('until it is acknowledged', () => {
  test('a sighting is kept, and sent again', async () => {
    start();
    hello();
    await settle();
    answer = () => Promise.reject(new Error('no background'));
    see(1);
    await settle();
    see(2);
    await settle();
    answer = () => Promise.resolve(ANSWER);
    delivered = [];
    await vi.advanceTimersByTimeAsync(1000);
    expect(delivered).toEqual([[call({ call: 1 }), call({ call: 2 })]]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(delivered).toHaveLength(1);
  });

  test('what can never be delivered is dropped at last, and the others go on', async () => {
    start();
    hello();
    await settle();
    answer = () =>
      delivered.at(-1)?.some((one) => JSON.stringify(one) === JSON.stringify(call({ call: 1 })))
        ? Promise.reject(new Error('Message exceeded maximum allowed size'))
        : Promise.resolve(ANSWER);
    see(1);
    see(2);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(delivered.at(-1)).toEqual([call({ call: 2 })]);
    const deliveries = delivered.length;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(delivered).toHaveLength(deliveries);
  });

  test('what comes meanwhile waits for its turn', async () => {
    start();
    hello();
    see(1);
    see(2);
    expect(delivered).toEqual([[FIRST]]);
    await settle();
    expect(delivered).toEqual([[FIRST], [call({ call: 1 }), call({ call: 2 })]]);
  });

  test('what waits never exceeds what the background takes at once', async () => {
    start();
    hello();
    answer = () => Promise.reject(new Error('no background'));
    await settle();
    for (let n = 0; n < 2100; n += 1) see(n);
    document.dispatchEvent(new Event('DOMContentLoaded'));
    delivered = [];
    await vi.advanceTimersByTimeAsync(1000);
    expect(delivered.length).toBeGreaterThan(0);
    for (const sightings of delivered) {
      expect(Sightings.safeParse({ sightings }).success).toBe(true);
    }
  });
});

describe('when the page goes away', () => {
  test('what is not acknowledged is left in the outbox, signed', async () => {
    start();
    hello();
    await settle();
    answer = () => new Promise(() => undefined);
    see(1);
    see(2);
    leave();
    expect(left).toEqual([{ origin: origin(), sightings: [call({ call: 1 }), call({ call: 2 })] }]);
  });

  test('nothing is left where all has been acknowledged', async () => {
    start();
    hello();
    see(1);
    await settle();
    leave();
    expect(left).toEqual([]);
  });

  test('nothing is left that the browser has not said whose it is', () => {
    answer = () => new Promise(() => undefined);
    start();
    hello();
    see(1);
    leave();
    expect(left).toEqual([]);
  });
});

describe('what the background says', () => {
  test('is told to the hook, where it is new', async () => {
    hearCommands();
    start();
    hello();
    await settle();
    expect(commands).toEqual([{ active: true, endpoints: [] }]);
    const instruction = { active: false, endpoints: ['https://own.test/collect'] };
    answer = () => Promise.resolve({ ...ANSWER, instruction });
    see(1);
    await settle();
    see(2);
    await settle();
    expect(commands).toEqual([{ active: true, endpoints: [] }, instruction]);
  });

  test('is told to a hook that speaks after it', async () => {
    hearCommands();
    const instruction = { active: false, endpoints: [] };
    answer = () => Promise.resolve({ ...ANSWER, instruction });
    start();
    await settle();
    hello();
    expect(commands).toEqual([instruction]);
  });
});

test.each([
  ['is no JSON', '{'],
  ['is no text', { kind: 'call' }],
  ['is empty', ''],
  ['is none', undefined],
])('a message under the drawn name that %s is not passed on', async (_title, detail) => {
  start();
  hello();
  say(detail);
  await settle();
  expect(delivered).toEqual([[FIRST]]);
});
