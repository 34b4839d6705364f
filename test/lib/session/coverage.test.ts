import { describe, expect, test } from 'vitest';
import type { Coverage, Gap, GapCause, Visit } from '../../../lib/capture/visit.ts';
import { coverageOf, newestPage } from '../../../lib/session/coverage.ts';
import { RECEIVER, SHOP, visit } from '../samples.ts';

const WHOLE: Coverage = { network: 900, page: 900, devtools: 900, gaps: [] };
const SHOP_ORIGIN = new URL(SHOP).origin;

function watched(part: Partial<Coverage>, more: Partial<Visit> = {}) {
  return visit({ ...more, coverage: { ...WHOLE, ...part } });
}
function unwatched(gaps: Gap[], ...observers: (keyof Coverage)[]) {
  const kept = Object.entries(WHOLE).filter(([name]) => !observers.some((one) => one === name));
  return visit({ coverage: { ...Object.fromEntries(kept), gaps } });
}
const gap = (cause: GapCause, part: Partial<Gap> = {}): Gap => ({ cause, at: 1000, ...part });
const frame = (part: Partial<Visit>) => visit({ id: 'run:frame', topFrame: false, ...part });

function reasonsOf(visits: Visit[], receives = (_origin: string) => false) {
  return coverageOf(visits, receives).reasons;
}

describe('coverage', () => {
  test('is complete where every observer watched and nothing was missed', () => {
    expect(coverageOf([visit()], () => false)).toMatchObject({ kind: 'complete', reasons: [] });
  });

  test('is unknown where no document has been heard of', () => {
    expect(coverageOf([], () => false).kind).toBe('unknown');
  });

  test('is limited where DevTools’ own log is all that there is', () => {
    const alone = unwatched([gap('no-access', { detail: SHOP_ORIGIN })], 'network', 'page');
    expect(coverageOf([alone], () => false)).toMatchObject({
      kind: 'limited',
      reasons: [{ remedy: 'allow', origin: SHOP_ORIGIN }],
    });
  });

  test.each([
    ['loaded-before', 'gapLoadedBefore', 'reload'],
    ['hook-off', 'gapHookOff', 'hook-on'],
    ['hook-missing', 'gapHookMissing', 'reload'],
    ['service-worker', 'gapServiceWorker', undefined],
    ['restart', 'gapRestart', 'reload'],
    ['paused', 'gapPaused', 'resume'],
    ['dropped', 'gapDropped', undefined],
    ['no-devtools', 'gapNoDevtools', 'reload'],
    ['no-access', 'gapNoAccess', 'allow'],
  ] as const)('has a gap: %s', (cause, text, remedy) => {
    const coverage = coverageOf([watched({ gaps: [gap(cause)] })], () => false);
    expect(coverage.kind).toBe('gaps');
    expect(coverage.reasons).toHaveLength(1);
    expect(coverage.reasons[0]).toMatchObject({ what: { text } });
    expect(coverage.reasons[0]?.remedy).toBe(remedy);
  });

  test.each([
    ['network', 'gapNetworkSilent'],
    ['page', 'gapPageSilent'],
    ['devtools', 'gapDevtoolsSilent'],
  ] as const)('has a gap where the %s observer is not there, and nobody said why', (name, text) => {
    expect(reasonsOf([unwatched([], name)])).toMatchObject([{ what: { text } }]);
  });

  test.each([
    ['network', 'no-access'],
    ['page', 'no-access'],
    ['page', 'hook-off'],
    ['page', 'hook-missing'],
    ['page', 'loaded-before'],
    ['devtools', 'no-devtools'],
  ] as const)('says once why the %s observer is not there: %s', (name, cause) => {
    expect(reasonsOf([unwatched([gap(cause)], name)])).toHaveLength(1);
  });

  test('of a frame does not ask for DevTools, whose log is the page’s', () => {
    const { devtools: _, ...rest } = WHOLE;
    expect(coverageOf([visit(), frame({ coverage: rest })], () => false).kind).toBe('complete');
  });
});

describe('a reason', () => {
  test('is told once, whatever the number of documents and times, with the last time', () => {
    const visits = [
      watched({ gaps: [gap('restart', { at: 1 }), gap('restart', { at: 3 })] }),
      frame({ coverage: { ...WHOLE, gaps: [gap('restart', { at: 2 })] } }),
    ];
    expect(reasonsOf(visits)).toMatchObject([{ id: 'restart', at: 3 }]);
  });

  test.each([
    ['page', SHOP_ORIGIN, 'accessPage'],
    ['frame that has spoken', 'https://pay.test', 'accessFrame'],
    ['receiver', new URL(RECEIVER).origin, 'accessReceiver'],
    ['frame that has not', 'https://ads.test', 'accessFrame'],
  ])('of missing access names the origin and what it is: a %s', (_title, origin, text) => {
    const visits = [
      watched({ gaps: [gap('no-access', { detail: origin })] }),
      frame({ url: 'https://pay.test/form' }),
    ];
    const receives = (one: string) => RECEIVER.startsWith(one);
    expect(reasonsOf(visits, receives)).toMatchObject([
      { what: { params: [origin, { text }] }, remedy: 'allow', origin },
    ]);
  });

  test('is told for each origin without access', () => {
    const gaps = ['https://a.test', 'https://b.test', 'https://a.test'].map((detail) =>
      gap('no-access', { detail }),
    );
    expect(reasonsOf([watched({ gaps })]).map(({ origin }) => origin)).toEqual([
      'https://a.test',
      'https://b.test',
    ]);
  });

  test('of dropped sightings counts those of all documents, by their last word', () => {
    const visits = [
      watched({ gaps: [gap('dropped', { detail: '5' }), gap('dropped', { detail: '9' })] }),
      frame({ coverage: { ...WHOLE, gaps: [gap('dropped', { detail: '2' })] } }),
    ];
    expect(reasonsOf(visits)).toMatchObject([{ what: { params: [11] } }]);
  });

  test('of a document without an origin names what there is', () => {
    const blank = watched({ gaps: [gap('hook-off')] }, { url: '' });
    expect(reasonsOf([blank])).toMatchObject([{ what: { params: [''] } }]);
  });
});

describe('the newest page', () => {
  test('comes with its frames, and without those of the page before', () => {
    const visits = [
      frame({ id: 'old frame', at: 150 }),
      visit({ id: 'new', at: 200 }),
      visit({ id: 'old', at: 100 }),
      frame({ id: 'new frame', at: 250 }),
    ];
    expect(newestPage(visits, undefined).map(({ id }) => id)).toEqual(['new', 'new frame']);
  });

  test('is none of what belongs to no tab', () => {
    expect(newestPage([visit({ tab: 'run:-1' })], undefined)).toEqual([]);
  });

  test('is unknown where only frames have been heard of', () => {
    expect(newestPage([frame({})], undefined)).toEqual([]);
  });
});
