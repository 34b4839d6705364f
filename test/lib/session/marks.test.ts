import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { marksOf } from '../../../lib/session/marks.ts';
import { capture, pagePart } from '../samples.ts';

const textsOf = (part: Partial<Capture>) => marksOf(capture(part)).map(({ text }) => text);

describe('a row', () => {
  test('of a request that was sent and seen whole has no mark', () => {
    expect(marksOf(capture())).toEqual([]);
  });

  test.each<[string, Partial<Capture>, string, string[]]>([
    [
      'that never left the page',
      { departure: { kind: 'never-left', reason: 'aborted' } },
      'neverLeft',
      ['neverLeftAborted'],
    ],
    [
      'that only the page saw, with each doubt',
      { departure: { kind: 'page-only', doubts: ['service-worker', 'no-end'] } },
      'pageOnly',
      ['doubtServiceWorker', 'doubtNoEnd'],
    ],
    [
      'that the network never confirmed',
      { departure: { kind: 'unconfirmed' } },
      'unconfirmed',
      ['unconfirmedWhy'],
    ],
    ['of uncertain pairing', { uncertain: true }, 'uncertain', ['uncertainWhy']],
    ['that a retry doubles', { twice: { reason: 'retry', of: 'a' } }, 'twice', ['twiceRetry']],
    ['that went on by a redirect', { twice: { reason: 'redirect' } }, 'twice', ['twiceRedirect']],
    ['that began anew', { twice: { reason: 'browser' } }, 'twice', ['twiceBrowser']],
    ['of no tab', { site: 'https://shop.test' }, 'noTab', ['noTabWhy']],
    ['that was resent', { resendOf: 'a' }, 'resentMark', ['resentWhy']],
    [
      'whose body can’t be read',
      { body: { kind: 'unreadable', reason: 'blob' } },
      'unreadableRow',
      ['bodyGapBlob'],
    ],
  ])('%s is marked, and says why', (_title, part, text, why) => {
    const marks = marksOf(capture(part));
    expect(marks.map((mark) => mark.text)).toEqual([text]);
    expect(marks[0]?.why.map((one) => one.text)).toEqual(why);
  });

  test('names the directive that forbade it', () => {
    const forbidden = capture({
      departure: { kind: 'never-left', reason: 'csp' },
      page: pagePart({ violation: 'connect-src' }),
    });
    expect(marksOf(forbidden)[0]?.why).toEqual([
      { text: 'neverLeftCspDirective', params: ['connect-src'] },
    ]);
    const { page: _, ...unnamed } = forbidden;
    expect(marksOf(unnamed)[0]?.why).toEqual([{ text: 'neverLeftCsp' }]);
  });

  test('has all of its marks, the gravest first', () => {
    expect(
      textsOf({
        resendOf: 'a',
        uncertain: true,
        departure: { kind: 'unconfirmed' },
        twice: { reason: 'retry' },
      }),
    ).toEqual(['unconfirmed', 'twice', 'uncertain', 'resentMark']);
  });
});
