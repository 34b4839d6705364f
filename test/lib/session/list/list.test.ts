import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../../lib/capture/capture.ts';
import type { Visit } from '../../../../lib/capture/visit.ts';
import { isUnchanged, type Line } from '../../../../lib/session/lines.ts';
import { createList } from '../../../../lib/session/list/list.ts';
import { type CaptureRow, readCapture, rowsOf } from '../../../../lib/session/rows.ts';
import { batchOf, bytesOf, capture, CLICK, consentChange, SHOP, visit } from '../../samples.ts';

function row(part: Partial<Capture>, text = batchOf(CLICK)) {
  return rowsOf(readCapture(capture(part), bytesOf(text)));
}
const visitsOf = (...visits: ReturnType<typeof visit>[]) =>
  new Map(visits.map((one) => [one.id, one]));

function linesOf(rows: CaptureRow[], visits: ReadonlyMap<string, Visit>): Line[] {
  const list = createList();
  for (const one of visits.values()) list.putVisit(one);
  for (const one of rows) list.put(one);
  return list.window(0, 100);
}

/** A line in short. */
function short(line: Line): string {
  switch (line.kind) {
    case 'visit':
      return `visit ${line.url} ${line.count}`;
    case 'site':
      return `site ${line.site} ${line.count}`;
    case 'route':
      return `route ${line.url} ${line.count}`;
    case 'event':
      return line.id;
    case 'batch':
      return `${line.id} ${line.sum.shown}`;
    case 'consent':
      return `consent ${line.change.state}`;
    case 'others':
      return `others ${line.count}`;
  }
}

describe('the list', () => {
  test('is empty where nothing has been captured', () => {
    expect(linesOf([], visitsOf(visit()))).toEqual([]);
  });

  test('has events by visit, the newest last, in whatever order they arrived', () => {
    const rows = [
      row({ id: 'c', at: 3000, visit: 'run:b' }),
      row({ id: 'b', at: 2000, visit: 'run:a' }),
      row({ id: 'a', at: 1000, visit: 'run:a' }),
    ];
    const visits = visitsOf(
      visit({ id: 'run:b', url: `${SHOP}b`, at: 2500 }),
      visit({ id: 'run:a', url: `${SHOP}a`, at: 900 }),
    );
    expect(linesOf(rows, visits).map(short)).toEqual([
      `visit ${SHOP}a 2`,
      'a#0',
      'b#0',
      `visit ${SHOP}b 1`,
      'c#0',
    ]);
  });

  test('has each event of a batch, in its order', () => {
    const lines = linesOf([row({}, batchOf(CLICK, CLICK))], visitsOf(visit()));
    expect(lines.map(short)).toEqual([`visit ${SHOP} 2`, 'run:1#0', 'run:1#1']);
  });

  test('has a visit that is not known by the address of its first capture', () => {
    expect(linesOf([row({ route: `${SHOP}x` })], new Map()).map(short)).toEqual([
      `visit ${SHOP}x 1`,
      'run:1#0',
    ]);
  });

  test('counts what the page sent, and lists what was resent besides', () => {
    const rows = [row({}), row({ id: 'copy', at: 1500, resendOf: 'run:1' })];
    expect(linesOf(rows, visitsOf(visit())).map(short)).toEqual([
      `visit ${SHOP} 1`,
      'run:1#0',
      'copy#0',
    ]);
  });

  test('tells an original’s resends with its line, and that line anew as they come and go', () => {
    const list = createList();
    const of = () => list.window(1, 1).flatMap((line) => (line.kind === 'event' ? [line] : []))[0]!;
    list.put(row({ id: 'copy', at: 1500, resendOf: 'run:1' }));
    list.put(row({}));
    expect(of()).toMatchObject({ id: 'run:1#0', of: { copies: ['copy'] } });
    const before = of();
    list.put(row({ id: 'again', at: 1600, resendOf: 'run:1' }));
    expect(of().of.copies).toEqual(['copy', 'again']);
    expect(isUnchanged(of(), before)).toBe(false);
    list.forget(['copy', 'again']);
    expect(of().of.copies).toBeUndefined();
  });

  test('keeps the resends of an original in their order as one of them changes', () => {
    const list = createList();
    list.put(row({}));
    for (const [id, at] of [
      ['first', 1500],
      ['second', 1600],
      ['first', 1500],
      ['first', 1700],
    ] as const) {
      list.put(row({ id, at, resendOf: 'run:1' }));
    }
    expect([...list.copiesOf('run:1')]).toEqual(['first', 'second']);
  });

  test('has the first event that is shown where a capture is meant as a whole', () => {
    const list = createList();
    const both = row({}, batchOf(CLICK, CLICK));
    both.flags = '01';
    list.put(both);
    expect(list.find({ capture: 'run:1' })).toMatchObject({ id: 'run:1#1', where: 'shown' });
  });

  test('has no range from what is folded away, but its other end', () => {
    const list = createList();
    for (const visit of ['a', 'b']) {
      for (const at of [1, 2, 3]) list.put(row({ id: `${visit}${at}`, at, visit }));
    }
    list.fold('a', true);
    expect(list.range('a1#0', 'b2#0', 10)).toEqual(['b2#0']);
    expect(list.range('a1#0', 'a2#0', 10)).toEqual([]);
    expect(list.range(undefined, 'b2#0', 10)).toEqual(['b1#0', 'b2#0']);
  });

  test('is divided by route where a visit has several, and again where one returns', () => {
    const rows = ['a', 'a', 'b', 'a'].map((route, n) =>
      row({ id: `${n}`, at: 1000 + n, route: `${SHOP}${route}` }),
    );
    const lines = linesOf(rows, visitsOf(visit()));
    expect(lines.map(short)).toEqual([
      `visit ${SHOP} 4`,
      `route ${SHOP}a 2`,
      '0#0',
      '1#0',
      `route ${SHOP}b 1`,
      '2#0',
      `route ${SHOP}a 1`,
      '3#0',
    ]);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  });

  test('has what a site sent without a tab under the site, whatever documents it was sent by', () => {
    const ofSite = { site: 'https://shop.test', tab: 'run:-1' };
    const rows = [
      row({ id: 'x', visit: 'run:-1/0', at: 1500, route: '', ...ofSite }),
      row({ id: 'a' }),
      row({ id: 'y', visit: 'run:worker', at: 1600, route: `${SHOP}sw.js`, ...ofSite }),
    ];
    expect(linesOf(rows, visitsOf(visit())).map(short)).toEqual([
      `visit ${SHOP} 1`,
      'a#0',
      'site https://shop.test 2',
      'x#0',
      'y#0',
    ]);
  });

  test('has a line for each change of consent, between what was sent before it and after', () => {
    const rows = [1000, 1500, 2000].map((at) => row({ id: `${at}`, at }, batchOf(CLICK, CLICK)));
    const consent = [
      consentChange(),
      consentChange({ at: 1999, state: 'given' }),
      consentChange({ at: 1999, platform: 'tcf', state: 'given' }),
      consentChange({ at: 9000, state: 'refused' }),
    ];
    const lines = linesOf([...rows, row({ id: 'x' }, '{}')], visitsOf(visit({ consent })));
    expect(lines.map(short)).toEqual([
      `visit ${SHOP} 6`,
      'consent pending',
      '1000#0',
      '1000#1',
      '1500#0',
      '1500#1',
      'consent given',
      'consent given',
      '2000#0',
      '2000#1',
      'consent refused',
      'others 1',
    ]);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  });

  test('has consent by the events of each route, and none where the filter leaves no event', () => {
    const rows = [
      row({ id: 'a', at: 1000, route: `${SHOP}a` }),
      row({ id: 'b', at: 2000, route: `${SHOP}b` }),
    ];
    const visits = visitsOf(visit({ consent: [consentChange({ at: 1500 })] }));
    expect(linesOf(rows, visits).map(short)).toEqual([
      `visit ${SHOP} 2`,
      `route ${SHOP}a 1`,
      'a#0',
      `route ${SHOP}b 1`,
      'consent pending',
      'b#0',
    ]);
    for (const one of rows) one.flags = '0';
    expect(linesOf(rows, visits)).toEqual([]);
  });

  test('has a change of consent before the next event as the one after it is hidden, or goes', () => {
    const list = createList();
    list.putVisit(visit({ consent: [consentChange({ at: 1500 })] }));
    for (const at of [1000, 2000, 3000, 4000]) list.put(row({ id: `${at}`, at }));
    const around = () => {
      const lines = list.window(1, 100).map(short);
      return lines.slice(0, lines.indexOf('consent pending') + 2);
    };
    expect(around()).toEqual(['1000#0', 'consent pending', '2000#0']);
    list.show([['2000', '0']]);
    expect(around()).toEqual(['1000#0', 'consent pending', '3000#0']);
    list.forget(['3000']);
    expect(around()).toEqual(['1000#0', 'consent pending', '4000#0']);
    list.show([['2000', '1']]);
    expect(around()).toEqual(['1000#0', 'consent pending', '2000#0']);
    list.forget(['2000', '4000']);
    expect(around()).toEqual(['1000#0', 'consent pending']);
    list.fold('run:doc', true);
    expect(list.length()).toBe(1);
  });

  test('folds requests with neither key nor events into one line at the end of the visit', () => {
    const rows = [row({ id: 'x', at: 1 }, '{}'), row({ id: 'y', at: 2 }, '[]'), row({ id: 'a' })];
    expect(linesOf(rows, visitsOf(visit())).map(short)).toEqual([
      `visit ${SHOP} 1`,
      'a#0',
      'others 2',
    ]);
  });

  test('leaves out what the filter hides, and a visit of which nothing is left', () => {
    const hidden = row({ id: 'h', visit: 'run:h' }, batchOf(CLICK));
    hidden.flags = '0';
    const half = row({ id: 'a' }, batchOf(CLICK, CLICK));
    half.flags = '01';
    const lines = linesOf([hidden, half], visitsOf(visit(), visit({ id: 'run:h' })));
    expect(lines.map(short)).toEqual([`visit ${SHOP} 1`, 'a#1']);
  });
});
