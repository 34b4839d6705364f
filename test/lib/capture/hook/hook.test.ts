import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type HookCommand,
  HOOK_HELLO,
  RELAY_HELLO,
} from '../../../../lib/capture/hook/handshake.ts';
import { startHook } from '../../../../lib/capture/hook/hook.ts';
import { PageSighting } from '../../../../lib/capture/sighting.ts';
import { batchOf, CLICK, RECEIVER, SHOP } from '../../samples.ts';

const BODY = batchOf(CLICK);
const POST = { method: 'POST', body: BODY };

/** What a page's world has of what the hook touches. */
function world() {
  const document = Object.assign(new EventTarget(), { baseURI: SHOP });
  const location = { href: SHOP };
  const go = (url?: string | URL | null) => {
    location.href = new URL(String(url), location.href).href;
  };
  const events = new EventTarget();
  const fetch = vi.fn((_input: unknown, _init?: RequestInit) =>
    Promise.resolve(new Response(null, { status: 202 })),
  );
  class XMLHttpRequest extends EventTarget {
    status = 0;
    opened: unknown[] = [];
    sent: unknown[] = [];
    open(method: string, url: string, ...more: unknown[]) {
      this.opened = [method, url, ...more];
    }
    send(body: unknown) {
      this.sent.push(body);
    }
    end(status: number) {
      this.status = status;
      this.dispatchEvent(new Event('loadend'));
    }
  }
  class Navigator {
    accepts = true;
    sendBeacon(_url: string, _data?: unknown) {
      return this.accepts;
    }
  }
  class History {
    pushState(_state: unknown, _title: string, url?: string) {
      go(url);
    }
    replaceState(_state: unknown, _title: string, url?: string) {
      go(url);
    }
  }
  const page = {
    document,
    location,
    // The hook calls it as the page does; its other overloads are not needed.
    fetch: fetch as unknown as typeof globalThis.fetch,
    XMLHttpRequest,
    Navigator,
    History,
    JSON,
    URL,
    CustomEvent,
    crypto: globalThis.crypto,
    addEventListener: events.addEventListener.bind(events),
  };
  return { page, native: { fetch, sendBeacon: Navigator.prototype.sendBeacon }, events, go };
}

let page: ReturnType<typeof world>['page'];
let native: ReturnType<typeof world>['native'];
let events: EventTarget;
let go: ReturnType<typeof world>['go'];
let sightings: PageSighting[];
let name: string;

beforeEach(() => {
  ({ page, native, events, go } = world());
  sightings = [];
  name = '';
});

/** Starts the hook with a relay that listens already. */
function start() {
  // The fake has of a window what the hook takes.
  page.document.addEventListener(HOOK_HELLO, listen);
  startHook(page as unknown as Parameters<typeof startHook>[0]);
}
function listen(event: Event) {
  name = (event as CustomEvent<string>).detail;
  page.document.addEventListener(name, (sighting) =>
    sightings.push(PageSighting.parse(JSON.parse((sighting as CustomEvent<string>).detail))),
  );
}
function command(part: Partial<HookCommand>) {
  const detail = JSON.stringify({ active: true, endpoints: [], ...part });
  page.document.dispatchEvent(new CustomEvent(`${name}!`, { detail }));
}

describe('the handshake', () => {
  test('tells a relay that was there first the drawn name', () => {
    start();
    expect(name).toMatch(/^\d+-\d+-\d+-\d+$/);
  });

  test('tells a relay that comes later, once', () => {
    startHook(page as unknown as Parameters<typeof startHook>[0]);
    const heard = vi.fn<(event: Event) => void>();
    page.document.addEventListener(HOOK_HELLO, heard);
    page.document.dispatchEvent(new CustomEvent(RELAY_HELLO));
    page.document.dispatchEvent(new CustomEvent(RELAY_HELLO));
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test('draws a name of its own for each document', () => {
    start();
    const first = name;
    ({ page } = world());
    start();
    expect(name).not.toBe(first);
  });
});

describe('fetch', () => {
  beforeEach(start);

  test('reports the call and its outcome', async () => {
    await page.fetch(RECEIVER, POST);
    expect(sightings).toMatchObject([
      { kind: 'call', call: 1, transport: 'fetch', url: RECEIVER, route: SHOP, body: BODY },
      { kind: 'outcome', call: 1, status: 202 },
    ]);
  });

  test('gets the page’s own arguments, and gives the page the answer itself', async () => {
    const answer = new Response();
    native.fetch.mockResolvedValueOnce(answer);
    expect(await page.fetch(RECEIVER, POST)).toBe(answer);
    expect(native.fetch.mock.calls[0]?.[0]).toBe(RECEIVER);
    expect(native.fetch.mock.calls[0]?.[1]).toBe(POST);
  });

  test('fails for the page as it failed', async () => {
    const failure = new TypeError('Failed to fetch');
    native.fetch.mockRejectedValueOnce(failure);
    await expect(page.fetch(RECEIVER, POST)).rejects.toBe(failure);
    expect(sightings.at(-1)).toMatchObject({ kind: 'outcome', error: String(failure) });
  });

  test('throws for the page what it throws', () => {
    const failure = new Error('replaced by the page');
    native.fetch.mockImplementationOnce(() => {
      throw failure;
    });
    expect(() => page.fetch(RECEIVER, POST)).toThrow(failure);
    expect(sightings).toEqual([]);
  });

  test.each<[string, unknown, RequestInit | undefined]>([
    ['of another address', `${SHOP}other`, POST],
    ['by GET', RECEIVER, undefined],
    ['of a Blob', RECEIVER, { method: 'POST', body: new Blob([BODY]) }],
    ['of nothing', RECEIVER, { method: 'POST' }],
    ['of a Request', new Request(RECEIVER, POST), undefined],
    ['of no address', 'https://', POST],
  ])('reports no call %s, and leaves it alone', async (_title, input, init) => {
    await page.fetch(input as string, init);
    expect(native.fetch).toHaveBeenCalledTimes(1);
    expect(sightings).toEqual([]);
  });

  test.each([
    ['relative to the document', 'api/events', `${SHOP}api/events`],
    ['as an object', new URL(RECEIVER), RECEIVER],
  ])('reports an address given %s as a whole one', async (_title, input, url) => {
    await page.fetch(input, POST);
    expect(sightings[0]).toMatchObject({ url });
  });

  test('tells a call that outlives the page apart', async () => {
    await page.fetch(RECEIVER, { ...POST, keepalive: true });
    expect(sightings[0]).toMatchObject({ transport: 'keepalive' });
  });

  test('goes on where the page’s own object throws when it is read', async () => {
    const init = {
      get method(): string {
        throw new Error('not for you');
      },
    };
    expect((await page.fetch(RECEIVER, init)).status).toBe(202);
    expect(native.fetch).toHaveBeenCalledTimes(1);
    expect(sightings).toEqual([]);
  });

  test('goes on where a listener of the page throws, or JSON has been replaced', async () => {
    vi.spyOn(page.document, 'dispatchEvent').mockImplementation(() => {
      throw new Error('broken by the page');
    });
    page.JSON = { ...JSON, stringify: () => 'forged' };
    expect((await page.fetch(RECEIVER, POST)).status).toBe(202);
    expect(sightings).toMatchObject([{ kind: 'call' }, { kind: 'outcome' }]);
  });
});

describe('XMLHttpRequest', () => {
  beforeEach(start);

  function send(url = RECEIVER, body: unknown = BODY) {
    const request = new page.XMLHttpRequest();
    request.open('POST', url, true);
    request.send(body);
    return request;
  }

  test.each([
    [202, { status: 202 }],
    [500, { status: 500 }],
    [0, { error: 'XHR failed' }],
  ])('reports the call and its outcome, %i', (status, outcome) => {
    const request = send();
    expect(request.opened).toEqual(['POST', RECEIVER, true]);
    expect(request.sent).toEqual([BODY]);
    request.end(status);
    expect(sightings).toMatchObject([
      { kind: 'call', call: 1, transport: 'xhr', method: 'POST', url: RECEIVER, body: BODY },
      { kind: 'outcome', call: 1, ...outcome },
    ]);
  });

  test.each([
    [`${SHOP}other`, BODY],
    [RECEIVER, null],
    [RECEIVER, new Blob([BODY])],
  ])('to %s with %s is left alone', (url, body) => {
    const request = send(url, body);
    request.end(200);
    expect(request.sent).toEqual([body]);
    expect(sightings).toEqual([]);
  });

  test('opened again for another address is not reported', () => {
    const request = new page.XMLHttpRequest();
    request.open('POST', RECEIVER);
    request.open('POST', `${SHOP}other`);
    request.send(BODY);
    expect(sightings).toEqual([]);
  });
});

describe('sendBeacon', () => {
  beforeEach(start);

  test('is reported, without an outcome', () => {
    expect(new page.Navigator().sendBeacon(RECEIVER, BODY)).toBe(true);
    expect(sightings).toMatchObject([{ kind: 'call', transport: 'beacon', body: BODY }]);
  });

  test('that the browser refuses has failed', () => {
    const navigator = new page.Navigator();
    navigator.accepts = false;
    expect(navigator.sendBeacon(RECEIVER, BODY)).toBe(false);
    expect(sightings[1]).toMatchObject({ kind: 'outcome', error: 'sendBeacon returned false' });
  });

  test('of a Blob is the network’s to see', () => {
    expect(new page.Navigator().sendBeacon(RECEIVER, new Blob([BODY]))).toBe(true);
    expect(sightings).toEqual([]);
  });
});

describe('routes', () => {
  beforeEach(start);
  const urls = () => sightings.map((one) => one.kind === 'route' && one.url);

  test('are reported as the page navigates within itself', () => {
    const history = new page.History();
    history.pushState(null, '', '/a');
    history.replaceState(null, '', '/b');
    go('/c');
    events.dispatchEvent(new Event('popstate'));
    go('#d');
    events.dispatchEvent(new Event('hashchange'));
    expect(urls()).toEqual([`${SHOP}a`, `${SHOP}b`, `${SHOP}c`, `${SHOP}c#d`]);
  });

  test('are not reported where the address stays', () => {
    new page.History().replaceState({ scroll: 1 }, '', '/');
    events.dispatchEvent(new Event('popstate'));
    expect(sightings).toEqual([]);
  });

  test('are told with each call', async () => {
    new page.History().pushState(null, '', '/a');
    await page.fetch(RECEIVER, POST);
    expect(sightings[1]).toMatchObject({ kind: 'call', route: `${SHOP}a` });
  });
});

describe('what the relay says', () => {
  beforeEach(start);

  test('after standing down nothing is reported, and every call goes on', async () => {
    command({ active: false });
    await page.fetch(RECEIVER, POST);
    expect(new page.Navigator().sendBeacon(RECEIVER, BODY)).toBe(true);
    new page.History().pushState(null, '', '/a');
    expect(native.fetch).toHaveBeenCalledTimes(1);
    expect(sightings).toEqual([]);
    command({ active: true });
    await page.fetch(RECEIVER, POST);
    expect(sightings).toHaveLength(2);
  });

  test('an endpoint of the user is reported as well', async () => {
    const own = 'https://own.test/collect';
    await page.fetch(own, POST);
    expect(sightings).toEqual([]);
    command({ endpoints: ['https://own.test/*'] });
    await page.fetch(own, POST);
    await page.fetch(RECEIVER, POST);
    expect(sightings.filter(({ kind }) => kind === 'call')).toMatchObject([
      { url: own },
      { url: RECEIVER },
    ]);
  });
});

describe('a replaced function', () => {
  const functions: [string, (of: typeof page) => object, string][] = [
    ['fetch', (of) => of, 'fetch'],
    ['open', (of) => of.XMLHttpRequest.prototype, 'open'],
    ['send', (of) => of.XMLHttpRequest.prototype, 'send'],
    ['sendBeacon', (of) => of.Navigator.prototype, 'sendBeacon'],
    ['pushState', (of) => of.History.prototype, 'pushState'],
    ['replaceState', (of) => of.History.prototype, 'replaceState'],
  ];

  test.each(functions)('%s keeps name, length and descriptor, and looks native', (_, of, name) => {
    const owner = of(page);
    const before = Object.getOwnPropertyDescriptor(owner, name)!;
    const original = before.value as (...args: unknown[]) => unknown;
    start();
    const after = Object.getOwnPropertyDescriptor(owner, name)!;
    const replaced = after.value as typeof original;
    expect(replaced).not.toBe(original);
    expect([replaced.name, replaced.length]).toEqual([original.name, original.length]);
    expect({ ...after, value: 0 }).toEqual({ ...before, value: 0 });
    expect(Function.prototype.toString.call(replaced)).toContain('[native code]');
    expect('prototype' in replaced).toBe('prototype' in original);
  });

  test('that the page has made unwritable is left alone', () => {
    Object.defineProperty(page, 'fetch', { value: native.fetch, writable: false });
    start();
    expect(page.fetch).toBe(native.fetch);
  });
});
