import { describe, expect, test } from 'vitest';
import { MAX_CHANGES } from '../../../lib/capture/consent.ts';
import { MAX_ROUTES, routeAt } from '../../../lib/capture/visit.ts';
import type { ConsentSighting } from '../../../lib/capture/sighting.ts';
import { createVisits } from '../../../lib/capture/visits.ts';
import { consentChange, origin, PAGE_TOLD, SHOP, told as document, visit } from '../samples.ts';

const anonymous = (part: Partial<ReturnType<typeof origin>> = {}) => {
  const { document: _, ...rest } = origin(part);
  return rest;
};
const told = (at: number, url = SHOP) => document({ at, url });

describe('the visit of a request', () => {
  test('is that of its document, new where the document has not been heard of', () => {
    const visits = createVisits('run', []);
    const first = visits.of(origin(), 1000);
    expect(first).toMatchObject({ isNew: true, visit: { id: 'run:doc', tab: 'run:1' } });
    expect(visits.of(origin(), 2000)).toEqual({ isNew: false, visit: first.visit });
    expect(visits.of(origin({ document: 'doc2' }), 2000).isNew).toBe(true);
  });

  test('is a known one of an earlier start of the background', () => {
    const known = visit({ document: 'doc' });
    expect(createVisits('run', [known]).of(origin(), 2000)).toEqual({ isNew: false, visit: known });
  });

  test('of a tab’s newest page is found, in whatever order the log has its pages', () => {
    const pages = [
      visit({ id: 'run:a', document: 'a', at: 5000 }),
      visit({ id: 'run:b', document: 'b', at: 1000 }),
    ];
    const visits = createVisits('run', pages);
    expect(visits.pageAt(1, 6000)?.id).toBe('run:a');
    expect(visits.present('run:1').map(({ id }) => id)).toEqual(['run:a']);
  });

  test('is found by the address, where the browser does not name the document', () => {
    const visits = createVisits('run', [
      visit({ id: 'run:a', url: `${SHOP}a` }),
      visit({ id: 'run:b', url: `${SHOP}b`, routes: [{ url: `${SHOP}b2`, at: 1 }] }),
      visit({ id: 'run:c', url: `${SHOP}c` }),
    ]);
    expect(visits.of(anonymous({ url: `${SHOP}a` }), 1).visit?.id).toBe('run:a');
    expect(visits.of(anonymous({ url: `${SHOP}b2` }), 1).visit?.id).toBe('run:b');
    expect(visits.of(anonymous({ url: `${SHOP}unknown` }), 1).visit?.id).toBe('run:c');
  });

  test('is that of its sender, where the browser names the document that comes after', () => {
    const visits = createVisits('run', [
      visit({ id: 'run:old', document: 'old', url: `${SHOP}cart` }),
      visit({ id: 'run:new', document: 'new', url: 'https://pay.test/' }),
    ]);
    expect(visits.of(origin({ document: 'new', url: `${SHOP}cart` }), 1).visit?.id).toBe('run:old');
    expect(visits.of(origin({ document: 'new', url: 'https://pay.test' }), 1).visit?.id).toBe(
      'run:new',
    );
  });

  test('is never one of another tab, nor an iframe’s for the page', () => {
    const visits = createVisits('run', [
      visit({ id: 'run:other', tab: 'run:2' }),
      visit({ id: 'run:frame', topFrame: false }),
    ]);
    expect(visits.of(anonymous(), 1)).toMatchObject({ isNew: true, visit: { id: 'run:1/0' } });
  });

  test('without a tab is the newest of the same site, or none', () => {
    const visits = createVisits('run', [
      visit({ id: 'run:a', url: `${SHOP}a` }),
      visit({ id: 'run:b', url: `${SHOP}b` }),
      visit({ id: 'run:c', url: 'https://else.test/' }),
    ]);
    expect(visits.of(anonymous({ tabId: -1, url: 'https://shop.test' }), 1)).toMatchObject({
      isNew: false,
      visit: { id: 'run:b' },
    });
    expect(visits.of(anonymous({ tabId: -1, url: 'https://nowhere.test' }), 1).visit).toBe(
      undefined,
    );
    expect(visits.of(anonymous({ tabId: -1, url: '' }), 1).visit).toBe(undefined);
  });

  test('without a tab is the site’s where several tabs are on it, unless its address tells', () => {
    const visits = createVisits('run', [
      visit({ id: 'run:a', tab: 'run:1', url: `${SHOP}a` }),
      visit({ id: 'run:b', tab: 'run:2', url: `${SHOP}b` }),
    ]);
    const of = (url: string) => visits.of(anonymous({ tabId: -1, url }), 1);
    expect(of('https://shop.test')).toMatchObject({ site: 'https://shop.test' });
    expect(of(`${SHOP}a`)).toEqual({
      isNew: false,
      visit: expect.objectContaining({ id: 'run:a' }),
    });
  });
});

describe('what a document tells of itself', () => {
  test('names a visit that a request had begun, and is a new page once', () => {
    const visits = createVisits('run', []);
    visits.of(origin({ url: 'https://shop.test' }), 1000);
    const first = visits.tell(origin(), told(900, `${SHOP}cart`));
    expect(first).toMatchObject({
      isNewPage: true,
      visit: { url: `${SHOP}cart`, title: 'Shop', at: 900, announced: true },
    });
    expect(visits.tell(origin(), told(900, `${SHOP}cart`))).toEqual({ ...first, isNewPage: false });
  });

  test('said again, it changes its title and nothing else', () => {
    const visits = createVisits('run', []);
    visits.tell(origin(), told(1));
    visits.route(origin(), { kind: 'route', at: 50, url: `${SHOP}a` });
    const again = { ...told(1, `${SHOP}a`), title: 'Later' };
    expect(visits.tell(origin(), again).visit).toMatchObject({
      url: SHOP,
      title: 'Later',
      routes: [
        { url: SHOP, at: 1 },
        { url: `${SHOP}a`, at: 50 },
      ],
    });
  });

  test('is no new page of the tab where it is an iframe', () => {
    const visits = createVisits('run', []);
    const inFrame = document({ top: false });
    expect(visits.tell(origin({ topFrame: false }), inFrame).isNewPage).toBe(false);
  });

  test('is the page of a tab though the browser numbers it as a frame, as when prerendered', () => {
    const { visit: page } = createVisits('run', []).tell(
      origin({ topFrame: false, frameId: 4 }),
      document({ prerendering: true }),
    );
    expect(page.topFrame).toBe(true);
  });

  test('keeps its routes in the order of their times, however they arrive', () => {
    const visits = createVisits('run', []);
    visits.route(origin(), { kind: 'route', at: 2000, url: `${SHOP}2` });
    visits.tell(origin(), told(900));
    const visit = visits.route(origin(), { kind: 'route', at: 1500, url: `${SHOP}1` });
    expect(visit.routes.map(({ url }) => url)).toEqual([SHOP, `${SHOP}1`, `${SHOP}2`]);
  });

  test('drops its oldest routes beyond the limit', () => {
    const visits = createVisits('run', []);
    for (let n = 0; n <= MAX_ROUTES; n += 1) {
      visits.route(origin(), { kind: 'route', at: 1000 + n, url: `${SHOP}${n}` });
    }
    const { routes } = visits.of(origin(), 1).visit!;
    expect(routes).toHaveLength(MAX_ROUTES);
    expect(routes[0]?.url).toBe(`${SHOP}1`);
  });
});

describe('consent, as a page claims it', () => {
  const claim = (part: Partial<ConsentSighting> = {}): ConsentSighting => ({
    kind: 'consent',
    ...consentChange(part),
  });

  test('is kept with its visit in the order of the times, however it arrives', () => {
    const visits = createVisits('run', []);
    visits.tell(origin(), told(900));
    visits.consent(origin(), claim({ at: 3000, state: 'given', given: ['statistics'] }));
    const { visit, isNew } = visits.consent(origin(), claim());
    expect(isNew).toBe(true);
    expect(visit.consent).toEqual([
      consentChange(),
      consentChange({ at: 3000, state: 'given', given: ['statistics'] }),
    ]);
  });

  test('is nothing new where it is told again, or says what its platform has said', () => {
    const visits = createVisits('run', []);
    const { visit } = visits.consent(origin(), claim());
    for (const again of [claim(), claim({ at: 2000 })]) {
      expect(visits.consent(origin(), again)).toEqual({ visit, isNew: false });
    }
    expect(visits.consent(origin(), claim({ platform: 'tcf' })).isNew).toBe(true);
    expect(visits.consent(origin(), claim({ at: 2000, refused: ['1'] })).isNew).toBe(true);
  });

  test('of another document is another’s', () => {
    const visits = createVisits('run', []);
    visits.consent(origin({ document: 'frame', frameId: 4, topFrame: false }), claim());
    expect(visits.of(origin(), 2000).visit?.consent).toBeUndefined();
  });

  test('that changes without end keeps its first changes and the last', () => {
    const visits = createVisits('run', []);
    for (let n = 0; n < 3 * MAX_CHANGES; n += 1) {
      visits.consent(origin(), claim({ at: 1000 + n, state: n % 2 ? 'given' : 'refused' }));
    }
    const { consent = [] } = visits.of(origin(), 1).visit!;
    expect(consent).toHaveLength(MAX_CHANGES);
    expect(consent[0]?.at).toBe(1000);
    expect(consent.at(-1)?.at).toBe(1000 + 3 * MAX_CHANGES - 1);
  });
});

describe('what could not be seen of a document', () => {
  test.each([
    ['nothing', {}, []],
    ['what was before it was watched', { late: true }, [{ cause: 'loaded-before' }]],
    [
      'calls where the page observer is off',
      { hook: 'off' },
      [{ cause: 'hook-off', detail: 'https://shop.test' }],
    ],
    ['calls where it did not come up', { hook: 'missing' }, [{ cause: 'hook-missing' }]],
    ['what its service worker does', { controlled: true }, [{ cause: 'service-worker' }]],
    ['what was too much', { dropped: 7 }, [{ cause: 'dropped', detail: '7' }]],
  ] as const)('%s', (_title, part, gaps) => {
    const { visit: seen } = createVisits('run', []).tell(origin(), document(part));
    expect(seen.coverage.gaps).toMatchObject(gaps);
    expect(seen.coverage.gaps).toHaveLength(gaps.length);
  });

  test('is told once, and counts go up', () => {
    const visits = createVisits('run', []);
    visits.tell(origin(), document({ late: true, dropped: 7 }));
    const { visit: seen } = visits.tell(origin(), document({ late: true, dropped: 9 }));
    visits.addGap(seen, { cause: 'restart', at: 1 });
    const { coverage } = visits.addGap(seen, { cause: 'restart', at: 2 });
    expect(coverage.gaps.map(({ cause, detail }) => [cause, detail])).toEqual([
      ['loaded-before', undefined],
      ['dropped', '9'],
      ['restart', undefined],
    ]);
  });
});

describe('a page that DevTools alone tells of', () => {
  test('is a visit of its own', () => {
    const seen = createVisits('run', []).tellPage(PAGE_TOLD);
    expect(seen).toMatchObject({ tab: 'run:1', url: SHOP, at: 900, topFrame: true });
  });

  test('is the visit of its document, whoever tells of it first', () => {
    const visits = createVisits('run', []);
    const first = visits.tellPage(PAGE_TOLD);
    expect(visits.tell(origin(), told(900)).visit.id).toBe(first.id);
    expect(visits.of(origin(), 1000).visit?.id).toBe(first.id);
    const other = createVisits('run', []);
    const { visit: second } = other.tell(origin(), told(900));
    expect(other.tellPage(PAGE_TOLD).id).toBe(second.id);
  });

  test('is another visit after it was loaded anew', () => {
    const visits = createVisits('run', []);
    const first = visits.tellPage(PAGE_TOLD);
    const second = visits.tellPage({ ...PAGE_TOLD, began: 5000, at: 5100 });
    expect(second.id).not.toBe(first.id);
    expect(visits.pageAt(1, 2000)?.id).toBe(first.id);
    // What the page before sends as it is left.
    expect(visits.pageAt(1, 4998)?.id).toBe(first.id);
    expect(visits.pageAt(1, 6000)?.id).toBe(second.id);
  });
});

test.each([
  [900, `${SHOP}a`],
  [1000, `${SHOP}a`],
  [1999, `${SHOP}a`],
  [2000, `${SHOP}b`],
  [9999, `${SHOP}b`],
])('at %i the route is %s', (at, url) => {
  const routes = [
    { url: `${SHOP}a`, at: 1000 },
    { url: `${SHOP}b`, at: 2000 },
  ];
  expect(routeAt(visit({ routes }), at)).toBe(url);
});

test('a visit without routes is on its own address', () => {
  expect(routeAt(visit({ routes: [] }), 1)).toBe(SHOP);
});

test('the tab of a visit is known by the browser’s number', () => {
  expect(createVisits('run:7', []).tabId(visit({ tab: 'run:7:12' }))).toBe(12);
});
