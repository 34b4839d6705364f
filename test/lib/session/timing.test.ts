import { expect, test } from 'vitest';
import { timingOf } from '../../../lib/session/timing.ts';
import { capture, devtoolsPart, networkPart, pagePart } from '../samples.ts';

test('a request’s time is told by phase, by each clock that knows it', () => {
  const network = networkPart({ at: 1000, sent: 1010, answered: 1040, ended: 1045 });
  const page = pagePart({ at: 999, ended: 1050 });
  const devtools = devtoolsPart({
    at: 1000,
    ended: 1046,
    timings: { blocked: 2.5, dns: -1, connect: 4, ssl: -1, send: 0, wait: 30, receive: 1, own: 9 },
  });
  expect(timingOf(capture({ network, page, devtools }))).toEqual([
    { text: 'phaseBlocked', devtools: 2.5 },
    { text: 'phaseConnect', devtools: 4 },
    { text: 'phaseSend', devtools: 0 },
    { text: 'phaseBeforeSent', network: 10 },
    { text: 'phaseWait', network: 30, devtools: 30 },
    { text: 'phaseReceive', network: 5, devtools: 1 },
    { text: 'phaseTotal', network: 45, devtools: 46, page: 51 },
  ]);
});

test('phases that nobody knows are left out', () => {
  expect(timingOf(capture())).toEqual([]);
  const network = networkPart({ at: 1000, ended: 1030 });
  expect(timingOf(capture({ network }))).toEqual([{ text: 'phaseTotal', network: 30 }]);
});
