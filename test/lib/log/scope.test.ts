import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { type Change, type Log, openLog } from '../../../lib/log/log.ts';
import { mayWiden, ofTabs, pageSites, type Scope } from '../../../lib/log/scope.ts';
import { capture, visit } from '../samples.ts';

const SHOP = 'https://shop.test';
const OTHER = 'https://other.test';

let log: Log;
beforeEach(async () => {
  log = await openLog(new IDBFactory());
});

function write(part: Partial<Change>) {
  return log.write({ captures: [], visits: [], bodies: [], arrived: [], ...part });
}
const idsOf = async (scope: Scope) =>
  (await log.since(scope, 0)).captures.map(({ id }) => id).toSorted();
const site = (site: string): Scope => ({ kind: 'site', site });

describe('a scope', () => {
  beforeEach(() =>
    write({
      visits: [
        visit({ id: 'run:a', at: 100, url: `${SHOP}/` }),
        visit({ id: 'run:a frame', at: 110, url: `${OTHER}/pay`, topFrame: false }),
        visit({ id: 'run:b', at: 200, url: `${OTHER}/`, tab: 'run:2' }),
        visit({ id: 'older:c', at: 50, url: `${SHOP}/cart`, tab: 'older:7' }),
      ],
      captures: [
        capture({ id: 'a', visit: 'run:a' }),
        capture({ id: 'a frame', visit: 'run:a frame' }),
        capture({ id: 'b', visit: 'run:b', tab: 'run:2' }),
        capture({ id: 'c', visit: 'older:c', tab: 'older:7' }),
        capture({ id: 'worker', visit: `run:site ${SHOP}`, tab: 'run:-1', site: SHOP }),
        capture({ id: 'worker before', visit: `older:site ${SHOP}`, tab: 'older:-1', site: SHOP }),
      ],
    }),
  );

  test('of tabs has what these sent, and their sites without a tab', async () => {
    expect(await idsOf(ofTabs('run:1'))).toEqual(['a', 'a frame', 'worker']);
    expect(await idsOf(ofTabs('run:1', 'run:2'))).toEqual(['a', 'a frame', 'b', 'worker']);
    expect(await idsOf(ofTabs())).toEqual([]);
  });

  test('of a site has what its pages sent with their frames, in any tab and run', async () => {
    expect(await idsOf(site(SHOP))).toEqual(['a', 'a frame', 'c', 'worker', 'worker before']);
    expect(await idsOf(site(OTHER))).toEqual(['b']);
  });

  test('of visits has what these sent, a site’s without a tab among them', async () => {
    const visits = ['older:c', `older:site ${SHOP}`];
    expect(await idsOf({ kind: 'visits', visits })).toEqual(['c', 'worker before']);
  });

  test('is cleared whole, and nothing else', async () => {
    const { clearing } = await log.clear(site(SHOP), 'run:2', 500);
    const shown = (await log.since(ofTabs('run:1', 'run:2', 'older:7'), 0)).captures;
    expect(shown.flatMap(({ id, cleared }) => (cleared === undefined ? [id] : []))).toEqual(['b']);
    expect(await log.clearingOf('run:2')).toEqual({ id: clearing, captures: 5 });
  });
});

test('a frame is of the page that was there as it began', () => {
  const page = (id: string, at: number, url: string) => visit({ id, at, url });
  const frame = (id: string, at: number) => visit({ id, at, url: OTHER, topFrame: false });
  const sites = pageSites([
    page('late', 200, `${OTHER}/late`),
    frame('of early', 150),
    page('early', 100, `${SHOP}/early`),
    frame('of late', 250),
    frame('before all', 50),
  ]);
  expect(sites.get('of early')).toBe(SHOP);
  expect(sites.get('of late')).toBe(OTHER);
  expect(sites.get('before all')).toBe(SHOP);
});

test('a scope may be widened by what it does not know, and by nothing else', () => {
  const known = new Set(['tab run:1', `site run:-1 ${SHOP}`, 'visit run:a']);
  const own = visit({ id: 'run:a', url: SHOP });
  expect(mayWiden(ofTabs('run:1'), [own], known)).toBe(false);
  expect(mayWiden(ofTabs('run:1'), [visit({ url: OTHER })], known)).toBe(true);
  expect(mayWiden(site(SHOP), [own], known)).toBe(false);
  expect(mayWiden(site(SHOP), [visit({ id: 'run:b', url: SHOP })], known)).toBe(true);
  expect(mayWiden(site(SHOP), [visit({ id: 'run:b', url: OTHER })], known)).toBe(false);
  expect(mayWiden(site(SHOP), [visit({ id: 'run:f', url: OTHER, topFrame: false })], known)).toBe(
    true,
  );
  expect(mayWiden({ kind: 'visits', visits: ['run:a'] }, [visit({ id: 'run:b' })], known)).toBe(
    false,
  );
});

test('what is read change by change is what is read at once, of any scope', async () => {
  const tab = fc.constantFrom('run:1', 'run:2', 'older:1');
  const url = fc.constantFrom(`${SHOP}/`, `${OTHER}/`, 'about:blank');
  const documents = ['x', 'y', 'z'];
  const aVisit = fc.record({
    id: fc.constantFrom(...documents),
    tab,
    url,
    topFrame: fc.boolean(),
  });
  const aCapture = fc.record({
    id: fc.constantFrom('1', '2', '3', '4', '5', '6'),
    visit: fc.constantFrom(...documents),
    site: fc.option(fc.constantFrom(SHOP, OTHER), { nil: undefined }),
    status: fc.nat(5),
  });
  const scope: fc.Arbitrary<Scope> = fc.oneof(
    fc.subarray(['run:1', 'run:2', 'older:1']).map((tabs) => ofTabs(...tabs)),
    fc.constantFrom(SHOP, OTHER).map(site),
    fc.subarray(['run:x', 'run:y', `run:site ${SHOP}`]).map((visits) => ({
      kind: 'visits' as const,
      visits,
    })),
  );
  await fc.assert(
    fc.asyncProperty(
      scope,
      fc.array(fc.oneof(aVisit, aCapture), { maxLength: 20 }),
      async (scope, steps) => {
        log = await openLog(new IDBFactory());
        // Of a document and of a request what stands for it does not move.
        const visits = new Map<string, ReturnType<typeof visit>>();
        const captures = new Map<string, Capture>();
        const read = new Map<string, Capture>();
        let last = 0;
        let sources: ReadonlySet<string> = new Set();
        for (const [at, step] of steps.entries()) {
          if ('url' in step) {
            const before = visits.get(step.id);
            // A frame is told after its page, and documents in the order in which they begin.
            const hasPage = [...visits.values()].some(
              (one) => one.topFrame && one.tab === step.tab,
            );
            if (!before && !step.topFrame && !hasPage) continue;
            const next = before ?? visit({ ...step, at, id: `run:${step.id}` });
            visits.set(step.id, next);
            await write({ visits: [next] });
          } else {
            const of = visits.get(step.visit);
            const before = captures.get(step.id);
            if (!of && !before) continue;
            const placed = step.site
              ? { tab: 'run:-1', visit: `run:site ${step.site}`, site: step.site }
              : { tab: of?.tab ?? '', visit: of?.id ?? '' };
            const next = before
              ? { ...before, status: step.status }
              : capture({ id: step.id, status: step.status, ...placed });
            captures.set(step.id, next);
            await write({ captures: [next] });
          }
          const changes = await log.since(scope, last, sources);
          for (const one of changes.captures) read.set(one.id, one);
          last = changes.revision;
          sources = new Set(changes.sources);
        }
        const whole = (await log.since(scope, 0)).captures;
        const plain = (all: Iterable<Capture>) =>
          [...all].map(({ id, status }) => `${id} ${status}`).toSorted();
        expect(plain(read.values())).toEqual(plain(whole));
      },
    ),
    { numRuns: 100 },
  );
});
