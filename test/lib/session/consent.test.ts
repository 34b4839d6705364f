import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CONSENT_PLATFORMS,
  CONSENT_STATES,
  type ConsentChange,
  type ConsentPlatformId,
} from '../../../lib/capture/consent.ts';
import { consentAt, consentOf } from '../../../lib/session/consent.ts';
import { capture, consentChange as change, pagePart, visit } from '../samples.ts';

const stepsOf = (...consent: ConsentChange[]) => consentOf(visit({ at: 900, consent }));

describe('the consent of a visit', () => {
  test('is not known where its page has said nothing', () => {
    expect(consentOf(visit())).toEqual([]);
  });

  test.each<[string, ConsentChange[], [string, number][]]>([
    ['a question holds from the beginning of the visit', [change()], [['pending', 900]]],
    [
      'one that was there before the visit was heard of does, too',
      [change({ at: 500 })],
      [['pending', 500]],
    ],
    [
      'an answer counts from when it was told',
      [change(), change({ at: 3000, state: 'given' })],
      [
        ['pending', 900],
        ['given', 3000],
      ],
    ],
    [
      'an answer of earlier says nothing of the time before it is known',
      [change({ at: 3000, state: 'refused' })],
      [['refused', 3000]],
    ],
    [
      'a question that follows an answer does not reach back',
      [change({ at: 2000, state: 'given' }), change({ at: 3000 })],
      [
        ['given', 2000],
        ['pending', 3000],
      ],
    ],
    [
      'a platform that has nothing to say is as good as none at first',
      [change({ platform: 'tcf', state: 'unknown' }), change({ at: 2000 })],
      [['pending', 900]],
    ],
    [
      'and ends what it has said before',
      [change({ state: 'refused' }), change({ at: 2000, state: 'unknown' })],
      [
        ['refused', 1000],
        ['unknown', 2000],
      ],
    ],
    [
      'what one platform has been given, none lacks',
      [
        change(),
        change({ at: 2000, platform: 'tcf' }),
        change({ at: 3000, state: 'partly' }),
        change({ at: 4000, platform: 'tcf', state: 'refused' }),
        change({ at: 5000, state: 'refused' }),
      ],
      [
        ['pending', 900],
        ['partly', 3000],
        ['refused', 5000],
      ],
    ],
  ])('%s', (_title, changes, steps) => {
    expect(stepsOf(...changes).map(({ state, at }) => [state, at])).toEqual(steps);
  });

  test('is that of when a capture was sent, by the page’s clock, or else in favour of the page', () => {
    const steps = stepsOf(change(), change({ at: 3000, state: 'refused' }));
    expect(consentAt(steps, capture({ at: 800 }))).toBeUndefined();
    expect(consentAt(steps, capture({ at: 2999 }))).toBe('pending');
    expect(consentAt(steps, capture({ at: 3000 }))).toBe('refused');
    const page = pagePart({ at: 2900 });
    expect(consentAt(steps, capture({ at: 3000, page }))).toBe('pending');
    const given = stepsOf(change(), change({ at: 3000, state: 'given' }));
    expect(consentAt(given, capture({ at: 2000 }))).toBe('pending');
    expect(consentAt(given, capture({ at: 2980 }))).toBe('given');
    expect(consentAt(given, capture({ at: 3000, page: pagePart({ at: 2980 }) }))).toBe('pending');
    expect(consentAt(steps, capture({ at: 3000, resendOf: 'run:0' }))).toBeUndefined();
  });

  test('whatever a page claims, steps are in order, and each is another state', () => {
    const platforms = Object.keys(CONSENT_PLATFORMS) as ConsentPlatformId[];
    const claim = fc.record({
      at: fc.nat(5000),
      platform: fc.constantFrom(...platforms),
      state: fc.constantFrom(...CONSENT_STATES),
    });
    fc.assert(
      fc.property(fc.array(claim), (claims) => {
        const steps = stepsOf(...claims.map(change).toSorted((a, b) => a.at - b.at));
        for (const [at, step] of steps.slice(1).entries()) {
          expect(step.at).toBeGreaterThanOrEqual(steps[at]!.at);
          expect(step.state).not.toBe(steps[at]!.state);
        }
      }),
    );
  });
});
