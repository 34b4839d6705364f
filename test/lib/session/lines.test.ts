import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { type Line, linesOf } from '../../../lib/session/lines.ts';
import { readCapture, rowsOf } from '../../../lib/session/rows.ts';
import { batchOf, bytesOf, capture, CLICK, SHOP, visit } from '../samples.ts';

function row(part: Partial<Capture>, text = batchOf(CLICK)) {
  return rowsOf(readCapture(capture(part), bytesOf(text)));
}
const visitsOf = (...visits: ReturnType<typeof visit>[]) =>
  new Map(visits.map((one) => [one.id, one]));

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
    hidden.rows[0]!.shown = false;
    const half = row({ id: 'a' }, batchOf(CLICK, CLICK));
    half.rows[0]!.shown = false;
    const lines = linesOf([hidden, half], visitsOf(visit(), visit({ id: 'run:h' })));
    expect(lines.map(short)).toEqual([`visit ${SHOP} 1`, 'a#1']);
  });
});
