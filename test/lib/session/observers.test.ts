import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import type { GapCause } from '../../../lib/capture/visit.ts';
import type { Observer } from '../../../lib/session/coverage.ts';
import { testimoniesOf } from '../../../lib/session/observers.ts';
import { body, capture, devtoolsPart, networkPart, pagePart, visit } from '../samples.ts';

function wordsOf(observer: Observer, part: Partial<Capture>, ...causes: GapCause[]) {
  const gaps = causes.map((cause) => ({ cause, at: 1 }));
  const testimony = testimoniesOf(capture(part), visit({ coverage: { gaps } })).find(
    (one) => one.observer === observer,
  )!;
  return { saw: testimony.saw, texts: testimony.words.map(({ text }) => text) };
}

describe('an observer that saw a request', () => {
  test.each<[string, Observer, Partial<Capture>, string[]]>([
    [
      'its status and bytes',
      'network',
      { network: networkPart({ status: 202, body: body() }) },
      ['sawStatus', 'sawBody'],
    ],
    [
      'its error, and why there are no bytes',
      'network',
      { network: networkPart({ error: 'x', body: { kind: 'unreadable', reason: 'form' } }) },
      ['sawError', 'bodyGapForm'],
    ],
    [
      'no outcome, and no body',
      'page',
      { page: pagePart({ body: { kind: 'empty' } }) },
      ['sawNoOutcome', 'sawEmptyBody'],
    ],
    [
      'the response too',
      'devtools',
      { devtools: devtoolsPart({ status: 202, body: body(), responseBody: body() }) },
      ['sawStatus', 'sawBody', 'sawResponseBody'],
    ],
    [
      'a response without a body',
      'devtools',
      { devtools: devtoolsPart({ status: 202, body: body() }) },
      ['sawStatus', 'sawBody', 'sawNoResponseBody'],
    ],
  ])('tells %s', (_title, observer, part, texts) => {
    expect(wordsOf(observer, part)).toEqual({ saw: true, texts });
  });
});

describe('an observer that did not see it', () => {
  const seen = { network: networkPart({}) };
  test.each<[Observer, string, Partial<Capture>, GapCause[]]>([
    ['network', 'notNetworkNeverLeft', { departure: { kind: 'never-left', reason: 'csp' } }, []],
    ['network', 'unconfirmedWhy', { departure: { kind: 'unconfirmed' } }, []],
    ['network', 'notSeenNoAccess', {}, ['no-access']],
    ['network', 'notSeen', {}, []],
    ['page', 'notPageResend', { resendOf: 'a' }, ['hook-off']],
    ['page', 'notPageWorker', { site: 'https://shop.test' }, []],
    ['page', 'notPageWorker', { network: networkPart({ tabless: true }) }, []],
    ['page', 'notPageForm', { network: networkPart({ type: 'main_frame' }) }, []],
    ['page', 'notSeenNoAccess', seen, ['no-access']],
    ['page', 'notPageHookOff', seen, ['hook-off']],
    ['page', 'gapHookMissing', seen, ['hook-missing']],
    ['page', 'gapLoadedBefore', seen, ['loaded-before']],
    ['page', 'notPageWorker', { devtools: devtoolsPart({ viaServiceWorker: true }) }, []],
    ['page', 'notPageUnknown', seen, []],
    ['devtools', 'notDevtoolsYet', { ...seen, state: 'pending' }, []],
    ['devtools', 'notNetworkNeverLeft', { departure: { kind: 'never-left', reason: 'csp' } }, []],
    ['devtools', 'notDevtoolsUnload', { network: networkPart({ lifecycle: 'cached' }) }, []],
    ['devtools', 'notDevtoolsWorker', { ...seen, site: 'https://shop.test' }, []],
    ['devtools', 'gapNoDevtools', seen, ['no-devtools']],
    ['devtools', 'notDevtoolsUnknown', seen, []],
  ])('%s says why: %s', (observer, text, part, causes) => {
    expect(wordsOf(observer, part, ...causes)).toEqual({ saw: false, texts: [text] });
  });

  test('says so of a document that is not known', () => {
    expect(testimoniesOf(capture(), undefined).map(({ saw }) => saw)).toEqual([
      false,
      false,
      false,
    ]);
  });
});
