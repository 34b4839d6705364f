import { signal } from '@preact/signals';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Recording } from '../../../lib/log/recordings.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import type { Status } from '../../../lib/messaging/commands.ts';
import { createScopes, type Scopes } from '../../../lib/session/scopes.ts';

const STATUS: Status = { tab: 'run:1', opened: [], watched: [], paused: false };

let asked: [string, unknown][];
let status: ReturnType<typeof signal<Status | undefined>>;
let scopes: Scopes;
beforeEach(() => {
  asked = [];
  status = signal<Status | undefined>(undefined);
  scopes = createScopes({
    status,
    ask: ({ ask }) => asked.push([ask, undefined]),
    open: (scope) => asked.push(['open', scope]),
    widen: (scope) => asked.push(['widen', scope]),
  });
});

function tell(part: Partial<Status> = {}) {
  status.value = { ...STATUS, ...part };
  scopes.follow();
}

describe('a tab with those that it opened', () => {
  test('is opened once, and widened by each tab that it opens', () => {
    scopes.follow();
    tell();
    tell();
    tell({ opened: ['run:2'] });
    tell({ opened: ['run:2'] });
    expect(asked).toEqual([
      ['open', ofTabs('run:1')],
      ['widen', ofTabs('run:1', 'run:2')],
    ]);
  });

  test('is opened anew where it is another, has fewer, or that is asked for', () => {
    tell({ opened: ['run:2'] });
    tell();
    tell({ tab: 'run2:1' });
    scopes.follow(true);
    expect(asked.map(([how]) => how)).toEqual(['open', 'open', 'open', 'open']);
  });
});

const RECORDING: Recording = {
  id: 'older:a',
  site: 'https://shop.test',
  title: 'Shop',
  tab: 'older:7',
  from: 100,
  to: 200,
  captures: 31,
  visits: ['older:a', 'older:b'],
};

describe('what is chosen instead', () => {
  const site = { kind: 'site', site: 'https://shop.test' } as const;

  test('is all watched tabs, which only widens what is there, and back, which does not', () => {
    tell({ watched: ['run:1', 'run:5'] });
    scopes.choose({ kind: 'all' });
    tell({ watched: ['run:1', 'run:5', 'run:6'] });
    scopes.choose({ kind: 'tab' });
    expect(asked).toEqual([
      ['open', ofTabs('run:1')],
      ['widen', ofTabs('run:1', 'run:5')],
      ['widen', ofTabs('run:1', 'run:5', 'run:6')],
      ['open', ofTabs('run:1')],
    ]);
  });

  test('is a site or a recording, whatever becomes of the tabs', () => {
    tell();
    scopes.choose(site);
    tell({ opened: ['run:2'], watched: ['run:1', 'run:2'] });
    scopes.choose({ kind: 'recording', recording: RECORDING });
    tell({ opened: ['run:2', 'run:3'] });
    expect(asked).toEqual([
      ['open', ofTabs('run:1')],
      ['open', site],
      ['open', { kind: 'visits', visits: RECORDING.visits }],
    ]);
  });

  test('has tabs told apart where there may be several, and is read only if it is a recording', () => {
    const now = () => [scopes.seesTabs.value, scopes.isReadOnly.value];
    tell();
    expect(now()).toEqual([false, false]);
    tell({ opened: ['run:2'] });
    expect(now()).toEqual([true, false]);
    scopes.choose(site);
    expect(now()).toEqual([true, false]);
    scopes.choose({ kind: 'recording', recording: RECORDING });
    expect(now()).toEqual([false, true]);
  });
});

test('earlier recordings are asked for, and those of the tab at hand are none', () => {
  tell({ opened: ['run:2'] });
  scopes.askRecordings();
  expect([scopes.areAsked.value, scopes.recordings.value]).toEqual([true, undefined]);
  const ofTab = (tab: string) => ({ ...RECORDING, id: tab, tab });
  scopes.hear({
    tell: 'recordings',
    recordings: ['run:1', 'run:2', 'run:3', 'older:1'].map(ofTab),
  });
  expect(scopes.recordings.value?.map(({ tab }) => tab)).toEqual(['run:3', 'older:1']);
  scopes.choose({ kind: 'recording', recording: RECORDING });
  expect(scopes.areAsked.value).toBe(false);
});
