import { beforeEach, describe, expect, test, vi } from 'vitest';
import { HOOK_HELLO, RELAY_HELLO } from '../../../../lib/capture/hook/handshake.ts';
import { startHook } from '../../../../lib/capture/hook/hook.ts';
import type { PageScope } from '../../../../lib/capture/hook/natives.ts';
import { batchOf, CLICK, RECEIVER, SHOP } from '../../samples.ts';
import { createWorld, startIn, type World } from './world.ts';

const BODY = batchOf(CLICK);
const POST = { method: 'POST', body: BODY };
const TOLD = { kind: 'text', text: BODY, of: 'string' };

let world: World;
let page: World['page'];
let hook: ReturnType<typeof startIn>;

beforeEach(() => {
  world = createWorld();
  ({ page } = world);
});

function start() {
  hook = startIn(world);
}
const sightings = () => hook.sightings();

describe('the handshake', () => {
  test('tells a relay that was there first the drawn name', () => {
    start();
    expect(hook.name()).toMatch(/^\d+-\d+-\d+-\d+$/);
  });

  test('answers a relay that comes later, and nobody once the relay has spoken', () => {
    // The made-up page has of a window what the hook asks for, and no more.
    startHook(page as unknown as PageScope);
    const heard = vi.fn<(event: Event) => void>();
    page.document.addEventListener(HOOK_HELLO, heard);
    page.document.dispatchEvent(new CustomEvent(RELAY_HELLO));
    expect(heard).toHaveBeenCalledTimes(1);
    const name = (heard.mock.calls[0]![0] as CustomEvent<string>).detail;
    const detail = JSON.stringify({ active: true, endpoints: [] });
    page.document.dispatchEvent(new CustomEvent(`${name}!`, { detail }));
    page.document.dispatchEvent(new CustomEvent(RELAY_HELLO));
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test('draws a name of its own for each document', () => {
    start();
    const first = hook.name();
    world = createWorld();
    start();
    expect(hook.name()).not.toBe(first);
  });

  test('fails quietly in a world that lacks what it needs', () => {
    expect(() => startHook({} as PageScope)).not.toThrow();
  });
});

describe('fetch', () => {
  beforeEach(start);

  test('reports the call and its outcome', async () => {
    await page.fetch(RECEIVER, POST);
    expect(sightings()).toMatchObject([
      { kind: 'call', call: 1, transport: 'fetch', method: 'POST', url: RECEIVER, route: SHOP },
      { kind: 'outcome', call: 1, status: 202 },
    ]);
    expect(sightings()[0]).toMatchObject({ body: TOLD });
  });

  test('gets the page’s own arguments, and gives the page the answer itself', async () => {
    const answer = new Response();
    world.fetch.mockResolvedValueOnce(answer);
    expect(await page.fetch(RECEIVER, POST)).toBe(answer);
    expect(world.fetch.mock.calls[0]?.[0]).toBe(RECEIVER);
    expect(world.fetch.mock.calls[0]?.[1]).toBe(POST);
  });

  test('fails for the page as it failed', async () => {
    const failure = new TypeError('Failed to fetch');
    world.fetch.mockRejectedValueOnce(failure);
    await expect(page.fetch(RECEIVER, POST)).rejects.toBe(failure);
    expect(sightings().at(-1)).toMatchObject({ kind: 'outcome', error: String(failure) });
  });

  test('throws for the page what it throws', () => {
    const failure = new Error('replaced by the page');
    world.fetch.mockImplementationOnce(() => {
      throw failure;
    });
    expect(() => page.fetch(RECEIVER, POST)).toThrow(failure);
    expect(sightings()).toEqual([]);
  });

  test('that the page made return something else returns that', () => {
    const thing = { of: 'the page' };
    world.fetch.mockReturnValueOnce(thing as never);
    expect(page.fetch(RECEIVER, POST)).toBe(thing);
    expect(sightings()).toMatchObject([{ kind: 'call' }]);
  });

  test.each<[string, unknown, RequestInit | undefined]>([
    ['of another address', `${SHOP}other`, POST],
    ['by GET', RECEIVER, undefined],
    ['by GET of a Request', new Request(RECEIVER), undefined],
    ['of no address', 'https://api/events:x', POST],
    ['of a very long address', `${RECEIVER}?${'x'.repeat(70_000)}`, POST],
  ])('reports no call %s, and leaves it alone', async (_title, input, init) => {
    await page.fetch(input, init);
    expect(world.fetch).toHaveBeenCalledTimes(1);
    expect(sightings()).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['relative to the document', 'api/events', `${SHOP}api/events`],
    ['as an object', new URL(RECEIVER), RECEIVER],
    ['as an object that becomes text', { toString: () => RECEIVER }, RECEIVER],
  ])('reports an address given %s as a whole one', async (_title, input, url) => {
    await page.fetch(input, POST);
    expect(sightings()[0]).toMatchObject({ url });
  });

  test.each(['post', 'Post', 'POST'])('takes the method %s as the browser does', async (method) => {
    await page.fetch(RECEIVER, { method, body: BODY });
    expect(sightings()[0]).toMatchObject({ method: 'POST' });
  });

  test('tells a call that outlives the page apart', async () => {
    await page.fetch(RECEIVER, { ...POST, keepalive: true });
    expect(sightings()[0]).toMatchObject({ transport: 'keepalive' });
  });

  test('tells the stack of the page’s code, without our own frames', async () => {
    await (function placeOrder() {
      return page.fetch(RECEIVER, POST);
    })();
    const [call] = sightings();
    expect(call).toMatchObject({ stack: expect.stringContaining('placeOrder') });
    expect(JSON.stringify(call)).not.toContain('capture/hook/caller-stack.ts');
  });

  test('goes on where the page’s own object throws when it is read', async () => {
    const init = {
      get method(): string {
        throw new Error('not for you');
      },
    };
    expect((await page.fetch(RECEIVER, init)).status).toBe(202);
    expect(world.fetch).toHaveBeenCalledTimes(1);
    expect(sightings()).toEqual([]);
  });

  test('is reported all the same where the page replaces what the hook works with', async () => {
    vi.spyOn(page.document, 'dispatchEvent').mockImplementation(() => {
      throw new Error('broken by the page');
    });
    page.JSON = { ...JSON, stringify: () => 'forged' };
    expect((await page.fetch(RECEIVER, POST)).status).toBe(202);
    expect(sightings()).toMatchObject([{ kind: 'call' }, { kind: 'outcome' }]);
  });
});

describe('a Request', () => {
  beforeEach(start);

  test('is reported with the body that it was made with', async () => {
    const request = new page.Request(RECEIVER, POST);
    await page.fetch(request);
    expect(sightings()[0]).toMatchObject({ transport: 'fetch', url: RECEIVER, body: TOLD });
    expect(request.bodyUsed).toBe(false);
  });

  test('is told as it was when it was made, though its buffer has changed', async () => {
    const buffer = new TextEncoder().encode('before');
    const request = new page.Request(RECEIVER, { method: 'POST', body: buffer });
    buffer.fill(0);
    await page.fetch(request);
    expect(await hook.heard[0]!.blobs[0]!.text()).toBe('before');
  });

  test.each<[string, (request: Request) => Request]>([
    ['cloned', (request) => request.clone()],
    ['made of another', (request) => new page.Request(request)],
    ['made of another with other headers', (request) => new page.Request(request, { headers: {} })],
  ])('%s keeps its body', async (_title, from) => {
    await page.fetch(from(new page.Request(RECEIVER, POST)));
    expect(sightings()[0]).toMatchObject({ body: TOLD });
  });

  test('gives way to the options of the call', async () => {
    const request = new page.Request(RECEIVER, POST);
    await page.fetch(request, { body: 'other', keepalive: true });
    expect(sightings()[0]).toMatchObject({ transport: 'keepalive', body: { text: 'other' } });
  });

  test('that was made before the hook came is told without its body', async () => {
    const early = Object.getPrototypeOf(page.Request.prototype).constructor as typeof Request;
    await page.fetch(new early(RECEIVER, POST));
    expect(sightings()[0]).toMatchObject({ body: { kind: 'none', reason: 'not-seen' } });
  });

  test('stays what it is: constructor, instance and subclass', () => {
    class Own extends page.Request {}
    const own = new Own(RECEIVER, POST);
    expect(own).toBeInstanceOf(Own);
    expect(own).toBeInstanceOf(page.Request);
    expect(new page.Request(RECEIVER).constructor).toBe(page.Request);
    expect(page.Request.prototype.constructor).toBe(page.Request);
    // Types forbid what a page may do: to call a class without `new`.
    expect(() => (page.Request as unknown as () => void)()).toThrow(TypeError);
  });
});

describe('XMLHttpRequest', () => {
  beforeEach(start);

  function send(url = RECEIVER, body: unknown = BODY, ...more: unknown[]) {
    const request = new page.XMLHttpRequest();
    request.open('POST', url, ...more);
    request.send(body);
    return request;
  }

  test.each<[number, string[], object]>([
    [202, ['load'], { status: 202 }],
    [500, ['load'], { status: 500 }],
    [0, ['error'], { error: 'XHR failed' }],
    [0, ['abort'], { error: 'XHR abort' }],
    [0, ['timeout'], { error: 'XHR timeout' }],
  ])('reports the call and its outcome, %i %s', (status, events, outcome) => {
    const request = send();
    expect(request.opened).toEqual(['POST', RECEIVER]);
    expect(request.sent).toEqual([BODY]);
    request.end(status, ...events);
    expect(sightings()).toMatchObject([
      { kind: 'call', call: 1, transport: 'xhr', method: 'POST', url: RECEIVER, body: TOLD },
      { kind: 'outcome', call: 1, ...outcome },
    ]);
    expect(sightings()).toHaveLength(2);
  });

  test('that is synchronous has its outcome when the call is over', () => {
    send(RECEIVER, BODY, false);
    expect(sightings()).toMatchObject([
      { kind: 'call', transport: 'sync-xhr' },
      { kind: 'outcome', call: 1, error: 'XHR failed' },
    ]);
  });

  test('of a document is told without its body', () => {
    send(RECEIVER, page.document);
    expect(sightings()[0]).toMatchObject({ body: { kind: 'none', reason: 'not-seen' } });
  });

  test('of nothing is told as empty', () => {
    send(RECEIVER, null);
    expect(sightings()[0]).toMatchObject({ body: { kind: 'empty' } });
  });

  test('to another address is left alone', () => {
    const request = send(`${SHOP}other`);
    request.end(200);
    expect(request.sent).toEqual([BODY]);
    expect(sightings()).toEqual([]);
  });

  test('opened again for another address is not reported', () => {
    const request = new page.XMLHttpRequest();
    request.open('POST', RECEIVER);
    request.open('POST', `${SHOP}other`);
    request.send(BODY);
    expect(sightings()).toEqual([]);
  });

  test('opened again while it is on its way has ended, and the next is another', () => {
    const request = send();
    request.open('POST', RECEIVER);
    request.send(BODY);
    request.end(202);
    expect(sightings()).toMatchObject([
      { kind: 'call', call: 1 },
      { kind: 'outcome', call: 1, error: 'XHR abort' },
      { kind: 'call', call: 2 },
      { kind: 'outcome', call: 2, status: 202 },
    ]);
    expect(sightings()).toHaveLength(4);
  });
});

describe('sendBeacon', () => {
  beforeEach(start);

  test('is reported, without an outcome', () => {
    expect(new page.Navigator().sendBeacon(RECEIVER, BODY)).toBe(true);
    expect(sightings()).toMatchObject([{ kind: 'call', transport: 'beacon', body: TOLD }]);
  });

  test('that the browser refuses has failed', () => {
    const navigator = new page.Navigator();
    navigator.accepts = false;
    expect(navigator.sendBeacon(RECEIVER, BODY)).toBe(false);
    expect(sightings()[1]).toMatchObject({ kind: 'outcome', error: 'sendBeacon returned false' });
  });
});

describe('fetchLater', () => {
  test('is reported, and its result is the browser’s own', () => {
    const result = { activated: false };
    world.fetchLater.mockReturnValueOnce(result);
    start();
    // The made-up page's own takes no arguments; the browsers' does.
    const later = page.fetchLater as unknown as (url: string, init: RequestInit) => object;
    expect(later(RECEIVER, POST)).toBe(result);
    expect(sightings()).toMatchObject([{ kind: 'call', transport: 'fetch-later', body: TOLD }]);
  });

  test('is not there where the browser has none', () => {
    Reflect.deleteProperty(page, 'fetchLater');
    start();
    expect('fetchLater' in page).toBe(false);
  });
});

describe('routes', () => {
  beforeEach(start);
  const urls = () => sightings().map((one) => one.kind === 'route' && one.url);

  test('are reported as the page navigates within itself', () => {
    const history = new page.History();
    history.pushState(null, '', '/a');
    history.replaceState(null, '', '/b');
    world.go('/c');
    page.dispatchEvent(new Event('popstate'));
    world.go('#d');
    page.dispatchEvent(new Event('hashchange'));
    expect(urls()).toEqual([`${SHOP}a`, `${SHOP}b`, `${SHOP}c`, `${SHOP}c#d`]);
  });

  test('are not reported where the address stays', () => {
    new page.History().replaceState({ scroll: 1 }, '', '/');
    page.dispatchEvent(new Event('popstate'));
    expect(sightings()).toEqual([]);
  });

  test('are told with each call', async () => {
    new page.History().pushState(null, '', '/a');
    await page.fetch(RECEIVER, POST);
    expect(sightings()[1]).toMatchObject({ kind: 'call', route: `${SHOP}a` });
  });
});

describe('what the relay says', () => {
  beforeEach(start);

  test('after standing down nothing is reported, and every call goes on', async () => {
    hook.command({ active: false });
    await page.fetch(RECEIVER, POST);
    expect(new page.Navigator().sendBeacon(RECEIVER, BODY)).toBe(true);
    new page.History().pushState(null, '', '/a');
    expect(world.fetch).toHaveBeenCalledTimes(1);
    expect(sightings()).toEqual([]);
    hook.command({ active: true });
    await page.fetch(RECEIVER, POST);
    expect(sightings()).toHaveLength(2);
  });

  test('is heard again once the hook speaks, where the document was opened anew', async () => {
    world = createWorld();
    ({ page } = world);
    using listeners = vi.spyOn(EventTarget.prototype, 'addEventListener');
    start();
    const type = `${hook.name()}!`;
    // By `document.open()` they are gone.
    for (const [other, listener] of listeners.mock.calls) {
      if (other === type) page.document.removeEventListener(type, listener);
    }
    hook.command({ active: false });
    await page.fetch(RECEIVER, POST);
    expect(sightings()).toHaveLength(2);
    hook.command({ active: false });
    await page.fetch(RECEIVER, POST);
    expect(sightings()).toHaveLength(2);
  });

  test('an endpoint of the user is reported as well', async () => {
    const own = 'https://own.test/collect';
    await page.fetch(own, POST);
    expect(sightings()).toEqual([]);
    hook.command({ endpoints: ['https://own.test/*'] });
    await page.fetch(own, POST);
    await page.fetch(RECEIVER, POST);
    expect(sightings().filter(({ kind }) => kind === 'call')).toMatchObject([
      { url: own },
      { url: RECEIVER },
    ]);
  });
});

describe('a replaced function', () => {
  const functions: [string, (of: typeof page) => object, string][] = [
    ['fetch', (of) => of, 'fetch'],
    ['fetchLater', (of) => of, 'fetchLater'],
    ['Request', (of) => of, 'Request'],
    ['clone', (of) => of.Request.prototype, 'clone'],
    ['open', (of) => of.XMLHttpRequest.prototype, 'open'],
    ['send', (of) => of.XMLHttpRequest.prototype, 'send'],
    ['sendBeacon', (of) => of.Navigator.prototype, 'sendBeacon'],
    ['pushState', (of) => of.History.prototype, 'pushState'],
    ['replaceState', (of) => of.History.prototype, 'replaceState'],
    ['toString', (of) => of.Function.prototype, 'toString'],
  ];

  test.each(functions)('%s keeps name, length, keys, descriptor and text', (_, of, name) => {
    const owner = of(page);
    const before = Object.getOwnPropertyDescriptor(owner, name)!;
    const original = before.value as (...args: unknown[]) => unknown;
    const text = Function.prototype.toString.call(original);
    start();
    const after = Object.getOwnPropertyDescriptor(owner, name)!;
    const replaced = after.value as typeof original;
    expect(replaced).not.toBe(original);
    expect([replaced.name, replaced.length]).toEqual([original.name, original.length]);
    expect(Reflect.ownKeys(replaced)).toEqual(Reflect.ownKeys(original));
    expect({ ...after, value: 0 }).toEqual({ ...before, value: 0 });
    expect(page.Function.prototype.toString.call(replaced)).toBe(text);
    expect('prototype' in replaced).toBe('prototype' in original);
  });

  test('that the page has made unwritable is left alone', () => {
    Object.defineProperty(page, 'fetch', { value: world.fetch, writable: false });
    start();
    expect(page.fetch).toBe(world.fetch);
  });
});
