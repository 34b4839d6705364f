import { expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { differencesOf } from '../../../lib/session/differences.ts';
import { capture, devtoolsPart, networkPart, pagePart } from '../samples.ts';

type Words = [network: object, page: object | undefined, devtools?: object];

function outcomes([network, page, devtools]: Words) {
  const parts: Partial<Capture> = {
    network: networkPart({ ...network }),
    ...(page && { page: pagePart(page) }),
    ...(devtools && { devtools: devtoolsPart(devtools) }),
  };
  return differencesOf(capture(parts));
}

test.each<[string, Words]>([
  ['who say the same', [{ status: 202 }, { status: 202 }, { status: 202 }]],
  ['of whom one has no outcome', [{ status: 202 }, {}]],
  ['of whom one may not read the status', [{ status: 202 }, { status: 0 }]],
  ['who name one failure differently', [{ error: 'net::ERR_FAILED' }, { error: 'TypeError' }]],
  ['of whom the network has no outcome yet', [{}, { status: 202 }]],
])('observers %s do not differ', (_title, words) => {
  expect(outcomes(words)).toEqual([]);
});

test.each<[string, Words, object[]]>([
  [
    'on the status',
    [{ status: 400 }, { status: 202 }],
    [
      { by: 'network', status: 400 },
      { by: 'page', status: 202 },
    ],
  ],
  [
    'on whether there was an answer',
    [{ status: 200 }, { error: 'TypeError' }],
    [
      { by: 'network', status: 200 },
      { by: 'page', error: 'TypeError' },
    ],
  ],
  [
    'DevTools and network',
    [{ error: 'net::ERR_FAILED' }, undefined, { status: 200 }],
    [
      { by: 'network', error: 'net::ERR_FAILED' },
      { by: 'devtools', status: 200 },
    ],
  ],
])('observers differ %s, and the network’s word stands first', (_title, words, expected) => {
  expect(outcomes(words)).toEqual(expected);
});

test('without the network there is nothing to hold others to', () => {
  expect(differencesOf(capture({ page: pagePart({ status: 202 }) }))).toEqual([]);
});
