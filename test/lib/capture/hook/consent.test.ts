import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MAX_PURPOSE, MAX_PURPOSES } from '../../../../lib/capture/consent.ts';
import { PLATFORMS } from '../../../../lib/capture/hook/consent/platforms.ts';
import { createWorld, startIn } from './world.ts';

/** Longer than all looks together, in milliseconds. */
const LONG = 60_000;

type Globals = Record<string, unknown>;

beforeEach(() => void vi.useFakeTimers({ now: 5000 }));
afterEach(() => void vi.useRealTimers());

/** A page with what its platform has put there, and a hook in it. */
function pageWith(globals: Globals = {}) {
  const { page } = createWorld();
  Object.assign(page, globals);
  const hook = startIn({ page } as ReturnType<typeof createWorld>);
  const readings = () =>
    hook.sightings().flatMap((one) => {
      if (one.kind !== 'consent') return [];
      const { state, given, refused } = one;
      return [[state, given.join(), refused.join()].filter((part) => part !== '').join(' ')];
    });
  return {
    page,
    hook,
    readings,
    watch: (isWatched = true) => hook.command({ active: isWatched, certain: true }),
    say: (type: string, detail?: unknown) => {
      page.dispatchEvent(
        detail === undefined ? new Event(type) : new CustomEvent(type, { detail }),
      );
    },
  };
}

/** What is told of what is there when the document is watched. */
function toldOf(globals: Globals): string[] {
  const { watch, readings } = pageWith(globals);
  watch();
  vi.advanceTimersByTime(LONG);
  return readings();
}

/** What is told when an event of the platform comes as well. */
function toldWith(globals: Globals, type: string, detail?: unknown): string[] {
  const { watch, say, readings } = pageWith(globals);
  watch();
  say(type, detail);
  vi.advanceTimersByTime(LONG);
  return readings();
}

type Tell = (data: unknown, success: unknown) => void;

/** A TCF platform that answers a listener at once. */
function tcfApi(...answers: unknown[]) {
  return vi.fn((command: string, _version: number, tell: Tell, _listener?: unknown) => {
    if (command !== 'addEventListener') return;
    for (const answer of answers) tell(answer, true);
  });
}
const consents = (...given: boolean[]) => ({
  consents: Object.fromEntries(given.map((one, at) => [at + 1, one])),
});
const tcData = (eventStatus: string, purpose: object = {}) => ({
  listenerId: 7,
  gdprApplies: true,
  eventStatus,
  purpose,
});

const cookiebot = (hasResponse: unknown, ...given: unknown[]) => {
  const [preferences, statistics, marketing] = given;
  return { Cookiebot: { hasResponse, consent: { preferences, statistics, marketing } } };
};

const cookieInformation = (given: string[], isConfirmed?: boolean) => ({
  CookieInformation: {
    getConsentGivenFor: (category: string) => given.includes(category.slice('cookie_cat_'.length)),
    ...(isConfirmed !== undefined && { wasBannerConfirmed: () => isConfirmed }),
  },
});

const oneTrust = (OnetrustActiveGroups: unknown, isClosed: unknown, domain?: object) => ({
  OnetrustActiveGroups,
  OneTrust: { IsAlertBoxClosed: () => isClosed, ...(domain && { GetDomainData: () => domain }) },
});
const GROUPS = [
  { CustomGroupId: 'NEED', Status: 'always active' },
  { CustomGroupId: 'STAT', Status: 'inactive' },
  { CustomGroupId: 'AD', Status: 'inactive' },
];

const service = (name: string, status: boolean, isEssential = false) => ({
  name,
  isEssential,
  consent: { status },
});
const usercentrics = (isRequired: boolean, areAll: boolean, services: unknown = []) => ({
  UC_UI: {
    isInitialized: () => true,
    isConsentRequired: () => isRequired,
    areAllConsentsAccepted: () => areAll,
    getServicesBaseInfo: () => services,
  },
});

describe('of what a platform says at once', () => {
  test.each<[string, Globals, string[]]>([
    ['TCF: the banner is shown', { __tcfapi: tcfApi(tcData('cmpuishown')) }, ['pending']],
    [
      'TCF: an answer of earlier',
      { __tcfapi: tcfApi(tcData('tcloaded', consents(true, true))) },
      ['given 1,2'],
    ],
    [
      'TCF: the banner, and a refusal',
      { __tcfapi: tcfApi(tcData('cmpuishown'), tcData('useractioncomplete', consents(false))) },
      ['pending', 'refused 1'],
    ],
    [
      'TCF: another look at an answer, which holds meanwhile, and is then another',
      {
        __tcfapi: tcfApi(
          tcData('tcloaded', consents(true)),
          tcData('cmpuishown', consents(true)),
          tcData('useractioncomplete', consents(true, false)),
        ),
      },
      ['given 1', 'partly 1 2'],
    ],
    [
      'TCF: the law does not apply',
      { __tcfapi: tcfApi({ ...tcData('tcloaded', consents(false)), gdprApplies: false }) },
      ['unknown'],
    ],
    ['Cookiebot: no response', cookiebot(false, false, false, false), ['pending']],
    [
      'Cookiebot: all is given',
      cookiebot(true, true, true, true),
      ['given preferences,statistics,marketing'],
    ],
    [
      'Cookiebot: a part',
      cookiebot(true, false, true, false),
      ['partly statistics preferences,marketing'],
    ],
    [
      'Cookiebot: all is refused',
      cookiebot(true, false, false, false),
      ['refused preferences,statistics,marketing'],
    ],
    [
      'Cookie Information: something is given',
      cookieInformation(['statistic']),
      ['partly statistic functional,marketing'],
    ],
    ['Cookie Information: the banner is open', cookieInformation([], false), ['pending']],
    [
      'Cookie Information: refused earlier',
      cookieInformation([], true),
      ['refused functional,statistic,marketing'],
    ],
    [
      'OneTrust: only what is necessary, the banner is open',
      oneTrust(',C0001,', false),
      ['pending'],
    ],
    ['OneTrust: all by itself, the banner is open', oneTrust(',C0001,C0002,', false), ['unknown']],
    [
      'OneTrust: the usual groups',
      oneTrust(',C0001,C0002,C0003,', true),
      ['partly C0002,C0003 C0004,C0005'],
    ],
    [
      'OneTrust: a site’s own groups',
      oneTrust(',NEED,STAT,AD,', true, { Groups: GROUPS }),
      ['given STAT,AD'],
    ],
    ['OneTrust: refused', oneTrust('NEED', true, { Groups: GROUPS }), ['refused STAT,AD']],
    [
      'OneTrust: nobody is asked',
      oneTrust(',C0001,', false, { ShowAlertNotice: false }),
      ['unknown'],
    ],
    ['Usercentrics: an answer is required', usercentrics(true, false), ['pending']],
    ['Usercentrics: all is given', usercentrics(false, true), ['given']],
    [
      'Usercentrics: a part, by its services',
      usercentrics(false, false, [
        service('Own', true, true),
        service('A', true),
        service('B', false),
      ]),
      ['partly A B'],
    ],
    [
      'Usercentrics: refused',
      usercentrics(false, false, [service('Own', true, true), service('A', false)]),
      ['refused A'],
    ],
  ])('%s', (_title, globals, told) => {
    expect(toldOf(globals)).toEqual(told);
  });
});

describe('of what a platform says with an event', () => {
  test.each<[string, Globals, string, unknown, string]>([
    [
      'Cookiebot',
      cookiebot(true, true, false, true),
      'CookiebotOnAccept',
      undefined,
      'partly preferences,marketing statistics',
    ],
    [
      'Cookie Information',
      cookieInformation([]),
      'CookieInformationConsentGiven',
      { consents: {} },
      'refused functional,statistic,marketing',
    ],
    [
      'OneTrust',
      oneTrust(',C0001,C0002,C0003,C0004,C0005,', true),
      'OneTrustGroupsUpdated',
      ['C0001', 'C0002'],
      'given C0002,C0003,C0004,C0005',
    ],
    [
      'Usercentrics 2',
      usercentrics(false, false),
      'ucEvent',
      {
        event: 'consent_status',
        ucCategory: { essential: true, functional: false, marketing: true },
      },
      'partly marketing functional',
    ],
    [
      'Usercentrics 3',
      usercentrics(false, false),
      'UC_CONSENT',
      { consent: { status: 'ALL_DENIED' } },
      'refused',
    ],
    [
      'Usercentrics 3, a part',
      usercentrics(false, false),
      'UC_CONSENT',
      { consent: { status: 'SOME_DENIED' } },
      'partly',
    ],
  ])('%s', (_title, globals, type, detail, told) => {
    expect(toldWith(globals, type, detail)).toEqual([told]);
  });
});

test.each<[string, Globals]>([
  ['is not there', {}],
  ['is an element by its name', { Cookiebot: new EventTarget(), OneTrust: new EventTarget() }],
  ['has not begun', { UC_UI: { isInitialized: () => false, areAllConsentsAccepted: () => true } }],
  ['says nothing of purposes', cookiebot(true)],
  ['says it in words', cookiebot('yes', 'true', 'true', 'true')],
  ['refuses without having been asked', cookieInformation([])],
  ['has groups and no banner', { OnetrustActiveGroups: ',C0001,C0002,' }],
  ['fails', { __tcfapi: (_command: string, _version: number, tell: Tell) => tell(null, false) }],
  ['has not loaded its text', { __tcfapi: tcfApi(tcData('cmpuihidden', consents(true))) }],
  ['has no listener', { __tcfapi: {} }],
])('nothing is told of a platform that %s', (_title, globals) => {
  expect(toldOf(globals)).toEqual([]);
});

test('each platform is in the table once', () => {
  const ids = PLATFORMS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe('a document', () => {
  test('is not looked at, and has no listener of ours, until it is certain that it is watched', () => {
    const looked = vi.fn(() => undefined);
    using listened = vi.spyOn(EventTarget.prototype, 'addEventListener');
    const { page, hook, watch } = pageWith();
    Object.defineProperty(page, 'Cookiebot', { get: looked });
    listened.mockClear();
    hook.command({ active: true });
    hook.command({ active: false, certain: true });
    vi.advanceTimersByTime(LONG);
    expect(looked).not.toHaveBeenCalled();
    expect(listened.mock.instances).not.toContain(page);
    watch();
    expect(looked).toHaveBeenCalled();
    expect(listened.mock.instances).toContain(page);
  });

  test('that is watched no more is left alone, and tells its state anew when it is watched again', () => {
    const api = tcfApi(tcData('tcloaded', consents(true)));
    const { page, watch, say, readings } = pageWith({ __tcfapi: api });
    watch();
    expect(readings()).toEqual(['given 1']);
    watch(false);
    expect(api.mock.lastCall).toEqual(['removeEventListener', 2, expect.any(Function), 7]);
    Object.assign(page, cookiebot(true, true, true, true));
    say('CookiebotOnAccept');
    vi.advanceTimersByTime(LONG);
    expect(readings()).toHaveLength(1);
    watch();
    expect(readings().slice(1)).toEqual(['given preferences,statistics,marketing', 'given 1']);
  });

  test('has its platform found that comes later', () => {
    const { page, watch, readings } = pageWith();
    watch();
    vi.advanceTimersByTime(3000);
    Object.assign(page, { __tcfapi: tcfApi(tcData('cmpuishown')) });
    vi.advanceTimersByTime(10_000);
    expect(readings()).toEqual(['pending']);
  });

  test('that says at first that it has no answer, which it only has not read yet, is not taken at its word', () => {
    const { page, watch, readings } = pageWith(cookiebot(false));
    watch();
    Object.assign(page, cookiebot(true, true, true, true));
    vi.advanceTimersByTime(LONG);
    expect(readings()).toEqual(['given preferences,statistics,marketing']);
  });

  test('is looked at after an event, as a platform may say later what it was about', () => {
    const { page, watch, say, readings } = pageWith(usercentrics(true, false));
    watch();
    vi.advanceTimersByTime(LONG);
    say('UC_UI_CMP_EVENT', { type: 'ACCEPT_ALL' });
    Object.assign(page, usercentrics(false, true));
    vi.advanceTimersByTime(200);
    expect(readings()).toEqual(['pending', 'given']);
  });

  test('tells the time of each change, and each once', () => {
    const { page, hook, watch, say } = pageWith();
    watch();
    vi.setSystemTime(6000);
    Object.assign(page, cookiebot(true, true, true, true));
    say('CookiebotOnConsentReady');
    say('CookiebotOnAccept');
    vi.advanceTimersByTime(LONG);
    expect(hook.sightings()).toMatchObject([{ kind: 'consent', platform: 'cookiebot', at: 6000 }]);
  });

  test('that changes without end is heard a hundred times', () => {
    const { page, watch, say, readings } = pageWith();
    watch();
    for (let n = 0; n < 1000; n += 1) {
      Object.assign(page, cookiebot(true, n % 2 === 0, true, true));
      say('CookiebotOnAccept');
    }
    watch(false);
    watch();
    expect(readings()).toHaveLength(100);
  });

  test('has its purposes cut to so many of such a length', () => {
    const services = Array.from({ length: 1000 }, (_, n) => service(`${n}`.padEnd(500, 'x'), true));
    const { hook, watch } = pageWith(usercentrics(false, false, services));
    watch();
    const [told] = hook.sightings();
    expect(told).toMatchObject({ state: 'given' });
    const { given } = told as unknown as { given: string[] };
    expect(given).toHaveLength(MAX_PURPOSES);
    expect(given[0]).toHaveLength(MAX_PURPOSE);
  });
});

/** What platforms' objects have. */
const FIELDS = [
  'hasResponse',
  'consent',
  'wasBannerConfirmed',
  'getConsentGivenFor',
  'IsAlertBoxClosed',
  'GetDomainData',
  'isInitialized',
  'getServicesBaseInfo',
];

describe('whatever a page has put in place of a platform', () => {
  const refuse = () => {
    throw new Error('broken by the page');
  };
  // fast-check asks values for symbols of its own.
  const get = (_: unknown, name: string | symbol) =>
    typeof name === 'symbol' ? undefined : refuse();
  const refusing = new Proxy(refuse, { get, apply: refuse });
  const anything = fc.oneof(fc.anything(), fc.constantFrom<unknown>(true, false, refuse, refusing));
  const thing = fc.oneof(
    anything,
    fc.func(anything),
    fc.dictionary(fc.constantFrom(...FIELDS), fc.oneof(anything, fc.func(anything))),
  );
  const globals = fc.record({
    Cookiebot: thing,
    CookieInformation: thing,
    OneTrust: thing,
    OnetrustActiveGroups: anything,
    UC_UI: thing,
    answer: anything,
  });

  test('no claim of it throws into the page, and what is told is as it should be', () => {
    const names = PLATFORMS.flatMap(({ events }) => events);
    const thrown: unknown[] = [];
    const call = (tell: Tell, ...args: Parameters<Tell>) => {
      try {
        tell(...args);
      } catch (error) {
        thrown.push(error);
      }
    };
    fc.assert(
      fc.property(globals, ({ answer, ...put }) => {
        const { page, watch, say } = pageWith(put);
        Object.assign(page, {
          __tcfapi(_command: string, _version: number, tell: Tell) {
            call(tell, answer, true);
            call(tell, { eventStatus: 'tcloaded', purpose: answer }, answer);
          },
        });
        watch();
        for (const name of names) say(name, answer);
        vi.advanceTimersByTime(LONG);
        watch(false);
        expect(thrown).toEqual([]);
      }),
    );
  });
});
