import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type HookCommand, HOOK_HELLO, RELAY_HELLO } from '../../../lib/capture/hook/handshake.ts';
import { startRelay } from '../../../lib/capture/relay.ts';
import { DocumentSighting, PageSighting, type PageCall } from '../../../lib/capture/sighting.ts';
import { type Acknowledgement, Sightings, type Told } from '../../../lib/messaging/commands.ts';
import type { OutboxEntry } from '../../../lib/messaging/relay-messages.ts';
import { consentChange, origin, RECEIVER, SHOP } from '../samples.ts';

const NAME = 'drawn-name';
const INSTRUCTION: HookCommand = { active: true, endpoints: [] };
const ANSWER: Acknowledgement = { origin: origin(), instruction: INSTRUCTION };
const NOW = 5000;
const FIRST: DocumentSighting = {
  kind: 'document',
  at: 900,
  since: NOW,
  url: SHOP,
  title: '',
  top: true,
  late: false,
  hook: 'pending',
  controlled: false,
  prerendering: false,
  dropped: 0,
};

let document: EventTarget & {
  URL: string;
  title: string;
  readyState: DocumentReadyState;
  prerendering: boolean;
};
let page: EventTarget;
let serviceWorker: EventTarget & { controller: ServiceWorker | null };
let left: OutboxEntry[];
let answer: () => Promise<Acknowledgement>;
let delivered: Told[][];
let commands: unknown[];
let alive: boolean;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  const state = { URL: SHOP, title: '', readyState: 'loading' as const, prerendering: false };
  document = Object.assign(new EventTarget(), state);
  page = new EventTarget();
  serviceWorker = Object.assign(new EventTarget(), { controller: null });
  left = [];
  delivered = [];
  commands = [];
  alive = true;
  answer = () => Promise.resolve(ANSWER);
});
afterEach(() => {
  vi.useRealTimers();
});

function start(late = false) {
  return startRelay({
    document,
    page,
    serviceWorker,
    deliver(sightings) {
      delivered.push(sightings);
      return answer();
    },
    leave: (entry) => left.push(entry),
    isAlive: () => alive,
    startedAt: 900,
    top: true,
    late,
    now: () => Date.now(),
  });
}

function call(n: number, part: Partial<PageCall> = {}): PageCall {
  return {
    kind: 'call',
    at: 1000,
    call: n,
    transport: 'fetch',
    method: 'POST',
    url: RECEIVER,
    route: SHOP,
    body: { kind: 'text', text: '{}', of: 'string' },
    ...part,
  };
}
const hello = (name = NAME) =>
  document.dispatchEvent(new CustomEvent(HOOK_HELLO, { detail: name }));
const say = (detail: unknown) => document.dispatchEvent(new CustomEvent(NAME, { detail }));
const see = (n: number) => say(JSON.stringify(call(n)));
const settle = () => vi.advanceTimersByTimeAsync(0);
const hide = () => page.dispatchEvent(new Event('pagehide'));
const seen = () => delivered.flat().map((told) => told.seen);
const told = <Kind extends PageSighting['kind']>(kind: Kind) =>
  seen().filter((one) => (one as PageSighting).kind === kind) as Extract<
    PageSighting,
    { kind: Kind }
  >[];
const callNumbers = () => told('call').map((one) => one.call);
const noAnswer = () => new Promise<never>(() => undefined);
function hearCommands() {
  document.addEventListener(`${NAME}!`, (event) =>
    commands.push(JSON.parse((event as CustomEvent<string>).detail)),
  );
}

describe('a relay tells of its document', () => {
  test('first, and again when it is loaded', async () => {
    start();
    hello();
    await settle();
    expect(seen()).toEqual([FIRST, { ...FIRST, hook: 'present' }]);
    expect(DocumentSighting.safeParse(seen()[0]).success).toBe(true);
    document.title = 'Shop';
    document.dispatchEvent(new Event('DOMContentLoaded'));
    await settle();
    expect(seen().at(-1)).toEqual({ ...FIRST, hook: 'present', title: 'Shop' });
  });

  test('that its hook is missing, once it is loaded', async () => {
    start();
    document.dispatchEvent(new Event('DOMContentLoaded'));
    await settle();
    expect(told('document').at(-1)).toMatchObject({ hook: 'missing' });
    hello();
    await settle();
    expect(told('document').at(-1)).toMatchObject({ hook: 'present' });
  });

  test('that it came late, and waits for its hook all the same', async () => {
    document.readyState = 'complete';
    start(true);
    await settle();
    expect(told('document').at(-1)).toMatchObject({ late: true, hook: 'pending' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told('document').at(-1)).toMatchObject({ late: true, hook: 'missing' });
  });

  test('that its hook is off, by the background’s word', async () => {
    answer = () =>
      Promise.resolve({ ...ANSWER, instruction: { active: false, endpoints: [], off: true } });
    start();
    await settle();
    expect(told('document').at(-1)).toMatchObject({ hook: 'off' });
  });

  test('when a service worker takes control, and when a prerendered page is shown', async () => {
    document.prerendering = true;
    start();
    await settle();
    serviceWorker.controller = {} as ServiceWorker;
    serviceWorker.dispatchEvent(new Event('controllerchange'));
    await settle();
    document.prerendering = false;
    document.dispatchEvent(new Event('prerenderingchange'));
    await settle();
    const states = told('document').map((one) => [one.controlled, one.prerendering]);
    expect(states).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ]);
  });

  test('when it is back from the back/forward cache, and not when it is first shown', async () => {
    start();
    await settle();
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
    await settle();
    expect(told('document')).toHaveLength(1);
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await settle();
    const [first, again, ...others] = told('document');
    expect([first!.back, again!.back, others]).toEqual([undefined, expect.any(Number), []]);
  });

  test('by the name that it had when it was loaded, whatever its routes', async () => {
    start();
    await settle();
    document.URL = `${SHOP}route`;
    serviceWorker.controller = {} as ServiceWorker;
    serviceWorker.dispatchEvent(new Event('controllerchange'));
    await settle();
    expect(told('document').at(-1)).toMatchObject({ url: SHOP, controlled: true });
  });
});

describe('the handshake', () => {
  test('is held with a hook that speaks later', async () => {
    start();
    hello();
    see(1);
    await settle();
    expect(seen()).toContainEqual(call(1));
  });

  test('is held with a hook that was there before', async () => {
    document.addEventListener(RELAY_HELLO, () => hello());
    start();
    see(1);
    await settle();
    expect(seen()).toContainEqual(call(1));
  });

  test('is held once: who says hello later is not listened to', async () => {
    start();
    hello('first-name');
    hello();
    see(1);
    await settle();
    expect(callNumbers()).toEqual([]);
  });
});

describe('a page that says hello is not answered', () => {
  beforeEach(hearCommands);

  test('when its scripts may run in a document that the hook did not come to', async () => {
    start().parsing();
    hello();
    see(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(commands).toEqual([]);
    expect(callNumbers()).toEqual([]);
  });

  test('once the time for a late hook is over', async () => {
    document.readyState = 'complete';
    start(true);
    await vi.advanceTimersByTimeAsync(10_000);
    hello();
    await settle();
    expect(commands).toEqual([]);
  });

  test('in a document that is opened anew', async () => {
    const relay = start();
    relay.parsing();
    relay.listenAgain();
    hello();
    await settle();
    expect(commands).toEqual([]);
  });

  test('but a hook is, that is brought there later', async () => {
    const relay = start();
    relay.parsing();
    await vi.advanceTimersByTimeAsync(10_000);
    relay.expectHook();
    relay.parsing();
    hello();
    see(1);
    await settle();
    expect(callNumbers()).toEqual([1]);
  });
});

test('listening again hears nothing twice', async () => {
  const relay = start();
  relay.listenAgain();
  hello();
  relay.listenAgain();
  see(1);
  await settle();
  expect(callNumbers()).toEqual([1]);
});

test('the relay of an extension that is there no more tells nothing, and asks nobody', async () => {
  start();
  hello();
  await settle();
  alive = false;
  answer = () => Promise.reject(new Error('Extension context invalidated.'));
  see(1);
  await vi.advanceTimersByTimeAsync(10_000);
  const asked = delivered.length;
  see(2);
  page.dispatchEvent(new Event('pagehide'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(delivered).toHaveLength(asked);
  expect(left).toEqual([]);
});

test('what a hook may not have heard, as its document was opened anew, it is told again when it speaks', async () => {
  const relay = start();
  hello();
  await settle();
  hearCommands();
  relay.listenAgain();
  const instruction = { active: true, endpoints: ['https://own.test/*'] };
  answer = () => Promise.resolve({ ...ANSWER, instruction });
  relay.announce();
  await settle();
  const said = { ...instruction, certain: true };
  expect(commands).toEqual([said]);
  see(1);
  see(2);
  expect(commands).toEqual([said, said]);
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
    expect(seen()).toEqual([call(1), call(2)]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(delivered).toHaveLength(1);
  });

  test('what can never be delivered is dropped at last, and the others go on', async () => {
    start();
    hello();
    await settle();
    answer = () =>
      delivered.at(-1)?.some((one) => (one.seen as PageCall).call === 1)
        ? Promise.reject(new Error('Message exceeded maximum allowed size'))
        : Promise.resolve(ANSWER);
    see(1);
    see(2);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(delivered.at(-1)).toEqual([{ seen: call(2) }]);
    const deliveries = delivered.length;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(delivered).toHaveLength(deliveries);
  });

  test('what finds no background is kept, however long it takes to come back', async () => {
    start();
    await settle();
    const gone = 'Could not establish connection. Receiving end does not exist.';
    answer = () => Promise.reject(new Error(gone));
    hello();
    see(1);
    await vi.advanceTimersByTimeAsync(120_000);
    answer = () => Promise.resolve(ANSWER);
    delivered = [];
    await vi.advanceTimersByTimeAsync(1000);
    expect(callNumbers()).toEqual([1]);
  });

  test('what has no answer, as from a background that was stopped as it came up, is sent again', async () => {
    start();
    hello();
    await settle();
    answer = () => new Promise(() => {});
    see(1);
    await settle();
    delivered = [];
    answer = () => Promise.resolve(ANSWER);
    see(2);
    await vi.advanceTimersByTimeAsync(9000);
    expect(delivered).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(callNumbers()).toEqual([1, 2]);
  });

  test('what comes meanwhile waits for its turn', async () => {
    start();
    hello();
    see(1);
    see(2);
    expect(seen()).toEqual([FIRST]);
    await settle();
    expect(delivered).toHaveLength(2);
    expect(callNumbers()).toEqual([1, 2]);
  });
});

test('what the document is goes before the calls that wait', async () => {
  start();
  hello();
  await settle();
  const { promise, resolve: arrive } = Promise.withResolvers<Acknowledgement>();
  answer = () => promise;
  for (let n = 1; n <= 3; n += 1) see(n);
  serviceWorker.controller = {} as ServiceWorker;
  serviceWorker.dispatchEvent(new Event('controllerchange'));
  delivered = [];
  answer = () => Promise.resolve(ANSWER);
  arrive(ANSWER);
  await settle();
  expect(seen()).toMatchObject([{ kind: 'document', controlled: true }, call(2), call(3)]);
});

describe('a page that says too much', () => {
  const flood = (messages: number) => {
    for (let n = 0; n < messages; n += 1) see(n);
  };

  test('is heard so often in a second, and the document tells how much was dropped', async () => {
    start();
    hello();
    await settle();
    flood(10_000);
    await vi.advanceTimersByTimeAsync(2000);
    expect(callNumbers()).toHaveLength(4000);
    expect(told('document').at(-1)).toMatchObject({ dropped: 6000 });
    see(10_001);
    await settle();
    expect(callNumbers().at(-1)).toBe(10_001);
  });

  test('is heard only until so much waits for the background', async () => {
    start();
    hello();
    await settle();
    answer = noAnswer;
    for (let second = 0; second < 8; second += 1) {
      flood(3000);
      await vi.advanceTimersByTimeAsync(1000);
    }
    answer = () => Promise.resolve(ANSWER);
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await vi.advanceTimersByTimeAsync(2000);
    expect(new Set(callNumbers().slice(500)).size).toBeLessThan(20_001);
    expect(told('document').at(-1)!.dropped).toBeGreaterThan(3000);
    for (const sightings of delivered) {
      expect(Sightings.safeParse({ sightings }).success).toBe(true);
    }
  });

  test('tells a background that is slow less at a time, and all of it in the end', async () => {
    start();
    hello();
    await settle();
    answer = () => new Promise((resolve) => setTimeout(() => resolve(ANSWER), 3000));
    delivered = [];
    flood(2000);
    await vi.advanceTimersByTimeAsync(5 * 3000);
    expect(delivered.map(({ length }) => length)).toEqual([1, 250, 125, 100, 100, 100]);
    answer = () => Promise.resolve(ANSWER);
    await vi.advanceTimersByTimeAsync(5000);
    expect(callNumbers()).toHaveLength(2000);
  });

  test('in one message of 50 MB is not read', async () => {
    start();
    hello();
    await settle();
    const parse = vi.spyOn(JSON, 'parse');
    say('x'.repeat(50_000_000));
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
    await vi.advanceTimersByTimeAsync(2000);
    expect(told('document').at(-1)).toMatchObject({ dropped: 1 });
  });
});

describe('Blobs', () => {
  const file = new Blob(['abc']);
  const body = { kind: 'blob', blob: 0, of: 'blob' } as const;
  const sayBlob = (n: number) => say([JSON.stringify(call(n, { body })), file]);

  test('travel beside their sighting', async () => {
    start();
    hello();
    sayBlob(1);
    await settle();
    expect(delivered.flat()).toContainEqual({ seen: call(1, { body }), blobs: [file] });
  });

  test('are not stored: what is left tells their body as not seen', async () => {
    start();
    hello();
    await settle();
    answer = noAnswer;
    sayBlob(1);
    hide();
    expect(left[0]!.sightings).toEqual([call(1, { body: { kind: 'none', reason: 'not-seen' } })]);
  });
});

describe('when the page goes away', () => {
  test('what is not acknowledged is left in the outbox, signed, and sent if it was not', async () => {
    start();
    hello();
    await settle();
    answer = noAnswer;
    see(1);
    see(2);
    hide();
    expect(left).toEqual([{ origin: origin(), sightings: [call(1), call(2)] }]);
    expect(delivered.slice(-2)).toEqual([[{ seen: call(1) }], [{ seen: call(2) }]]);
  });

  test('what the page does on its way out is sent and left at once, each by itself', async () => {
    start();
    hello();
    await settle();
    answer = noAnswer;
    hide();
    see(1);
    see(2);
    expect(left.map(({ sightings }) => sightings)).toEqual([[call(1)], [call(2)]]);
    expect(delivered.slice(-2)).toEqual([[{ seen: call(1) }], [{ seen: call(2) }]]);
  });

  test('a flood of last words is not left one by one', async () => {
    start();
    hello();
    await settle();
    answer = noAnswer;
    hide();
    for (let n = 0; n < 3000; n += 1) see(n);
    expect(left.length).toBeLessThan(300);
  });

  test('in a flood, some of it is left, and it is told how much was not, unless it comes back', async () => {
    start();
    hello();
    await settle();
    answer = noAnswer;
    for (let second = 0; second < 2; second += 1) {
      for (let n = 0; n < 4000; n += 1) see(n);
      await vi.advanceTimersByTimeAsync(1000);
    }
    hide();
    const [{ sightings }] = left as [OutboxEntry];
    expect(sightings).toHaveLength(500);
    expect(sightings).toContainEqual(expect.objectContaining({ kind: 'document', dropped: 7500 }));
    answer = () => Promise.resolve(ANSWER);
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await vi.advanceTimersByTimeAsync(2000);
    expect(told('document').at(-1)).toMatchObject({ dropped: 0 });
    expect(callNumbers().length).toBeGreaterThan(8000);
  });

  test('and comes back, it is heard as before', async () => {
    start();
    hello();
    await settle();
    answer = noAnswer;
    see(1);
    hide();
    answer = () => Promise.resolve(ANSWER);
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    delivered = [];
    await settle();
    see(2);
    await settle();
    expect(left).toHaveLength(1);
    expect(callNumbers()).toEqual([2]);
  });

  test('nothing is left where all has been acknowledged', async () => {
    start();
    hello();
    see(1);
    await settle();
    hide();
    expect(left).toEqual([]);
  });

  test('nothing is left that the browser has not said whose it is', () => {
    answer = noAnswer;
    start();
    hello();
    see(1);
    hide();
    expect(left).toEqual([]);
  });
});

describe('a violation of the page’s policy', () => {
  const violate = (part: object) => {
    const event = new Event('securitypolicyviolation');
    const violation = {
      isTrusted: true,
      blockedURI: RECEIVER,
      effectiveDirective: 'connect-src',
      disposition: 'enforce',
      ...part,
    };
    for (const [name, value] of Object.entries(violation)) {
      Object.defineProperty(event, name, { value });
    }
    page.dispatchEvent(event);
  };

  test('by a request to an endpoint is told', async () => {
    start();
    violate({});
    await settle();
    const violation = { kind: 'violation', at: NOW, url: RECEIVER, directive: 'connect-src' };
    expect(told('violation')).toEqual([violation]);
    expect(PageSighting.safeParse(told('violation')[0]).success).toBe(true);
  });

  test.each([
    ['that the page made up', { isTrusted: false }],
    ['that is only reported', { disposition: 'report' }],
    ['by another request', { blockedURI: `${SHOP}other` }],
    ['by no request', { blockedURI: 'inline' }],
  ])('%s is not', async (_title, part) => {
    start();
    violate(part);
    await settle();
    expect(told('violation')).toEqual([]);
  });
});

describe('what the background says', () => {
  test('is told to the hook as certain, where it is new', async () => {
    hearCommands();
    start();
    hello();
    const assumed = { active: true, endpoints: [] };
    expect(commands).toEqual([assumed]);
    await settle();
    expect(commands).toEqual([assumed, { ...assumed, certain: true }]);
    const instruction = { active: true, endpoints: ['https://own.test/collect'] };
    answer = () => Promise.resolve({ ...ANSWER, instruction });
    see(1);
    await settle();
    see(2);
    await settle();
    expect(commands.slice(2)).toEqual([{ ...instruction, certain: true }]);
  });

  test.each([{}, { off: true } as const])(
    'tells no endpoints to a hook that stands down (%o)',
    async (off) => {
      hearCommands();
      start();
      hello();
      const endpoints = ['https://own.test/collect'];
      const instruction = { active: false, endpoints, ...off };
      answer = () => Promise.resolve({ ...ANSWER, instruction });
      see(1);
      await settle();
      see(2);
      await settle();
      expect(commands.at(-1)).toEqual({ active: false, certain: true, endpoints: [] });
    },
  );

  test('is told to a hook that speaks after it', async () => {
    hearCommands();
    const instruction = { active: false, endpoints: [] };
    answer = () => Promise.resolve({ ...ANSWER, instruction });
    start();
    await settle();
    hello();
    expect(commands).toEqual([{ ...instruction, certain: true }]);
  });
});

test('a claim of consent is passed on as the hook says it', async () => {
  start();
  await settle();
  delivered = [];
  hello();
  const claim = { kind: 'consent', ...consentChange() };
  say(JSON.stringify(claim));
  await settle();
  expect(seen()).toContainEqual(claim);
});

test.each<[string, unknown]>([
  ['is no JSON', '{'],
  ['is no text', { kind: 'call' }],
  ['is empty', ''],
  ['is none', undefined],
  ['is the relay’s own to tell', JSON.stringify({ ...FIRST, url: 'https://forged.test/' })],
  ['is a violation', JSON.stringify({ kind: 'violation', at: 1, url: RECEIVER, directive: '' })],
  ['has something else where Blobs are', [JSON.stringify(call(1)), 'no Blob']],
])('a message under the drawn name that %s is not passed on', async (_title, detail) => {
  start();
  await settle();
  delivered = [];
  hello();
  say(detail);
  await settle();
  expect(seen()).toEqual([{ ...FIRST, hook: 'present' }]);
});
