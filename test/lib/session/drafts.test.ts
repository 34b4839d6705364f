import { signal } from '@preact/signals';
import { beforeEach, expect, test, vi } from 'vitest';
import { DRAFTS_KEY } from '../../../lib/resend/draft.ts';
import type { DraftChecked } from '../../../lib/session/draft-check.ts';
import { createDrafts, type Drafts } from '../../../lib/session/drafts.ts';
import type { FeedRequest } from '../../../lib/session/feed.ts';
import type { DraftAsked } from '../../../lib/session/resending.ts';
import { DEFAULT_SETTINGS } from '../../../lib/settings/settings.ts';
import { RECEIVER } from '../samples.ts';

const TOLD = {
  tell: 'text',
  capture: 'a',
  url: RECEIVER,
  headers: [['content-type', 'text/plain']] as [string, string][],
  packing: [] as 'gzip'[],
  text: '["k"]',
  isReencoded: false,
} as const;
const CHECKED: DraftChecked = {
  kind: 'batch',
  key: 'k',
  keySpan: { start: 1, end: 4 },
  total: 1,
  events: [{ start: 1, end: 4, id: { start: 1, end: 4 } }],
  issues: [],
};

let asked: FeedRequest[];
let sent: DraftAsked[];
let stored: Record<string, unknown>;
let isFull: boolean;
let drafts: Drafts;

function start() {
  return createDrafts({
    area: {
      get: () => Promise.resolve(stored),
      async set(items) {
        if (isFull) throw new Error('no room');
        stored = { ...stored, ...items };
      },
    },
    settings: signal(DEFAULT_SETTINGS),
    ask: (request) => asked.push(request),
    resending: { askDraft: (draft) => void sent.push(draft) },
    usualUrl: () => RECEIVER,
    now: () => 5000,
    newId: () => 'new',
  });
}

beforeEach(() => {
  asked = [];
  sent = [];
  stored = {};
  isFull = false;
  drafts = start();
});

/** Opens the draft of a capture, and has it checked. */
async function opened() {
  drafts.edit('a');
  await drafts.hearText(TOLD);
  answer();
}
function answer() {
  const turn = asked.flatMap((one) => (one.ask === 'draft' ? [one.turn] : [])).at(-1)!;
  drafts.hearChecked({ tell: 'draft', turn, checked: CHECKED });
}

test('a draft begins with the text of its original, and is checked', async () => {
  await opened();
  expect(drafts.draft.value).toMatchObject({ text: '["k"]', before: '["k"]', original: 'a' });
  expect(asked).toMatchObject([{ ask: 'text' }, { ask: 'draft', draft: { text: '["k"]' } }]);
  expect(drafts.checked.value).toEqual(CHECKED);
});

test('what is typed is kept, also when the panel is closed, and taken up again', async () => {
  await opened();
  drafts.write('["k" ]');
  drafts.close();
  await vi.waitFor(() => expect(stored[DRAFTS_KEY]).toMatchObject([{ id: 'a', text: '["k" ]' }]));
  drafts = start();
  await opened();
  expect(drafts.draft.value).toMatchObject({ text: '["k" ]', before: '["k"]', keptSince: 5000 });
});

test('a draft outlives its original', async () => {
  await opened();
  drafts.close();
  await vi.waitFor(() => expect(stored[DRAFTS_KEY]).toHaveLength(1));
  const { text: _, ...gone } = TOLD;
  drafts.edit('a');
  await drafts.hearText({ ...gone, why: 'gone' });
  expect(drafts.draft.value).toMatchObject({ text: '["k"]' });
  expect(drafts.draft.value).not.toHaveProperty('before');
});

test('a body that can’t be edited says why', async () => {
  const { text: _, ...none } = TOLD;
  drafts.edit('a');
  await drafts.hearText({ ...none, why: 'no-text' });
  expect(drafts.draft.value).toBeUndefined();
  expect(drafts.refused.value).toBe('no-text');
});

test('a text that was asked for before another is not opened', async () => {
  drafts.edit('a');
  drafts.edit('b');
  await drafts.hearText(TOLD);
  expect(drafts.draft.value).toBeUndefined();
});

test('it is told where a draft can’t be kept, and it stays open', async () => {
  isFull = true;
  await opened();
  drafts.write('x');
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  await vi.waitFor(() => expect(drafts.fault.value).toContain('no room'));
  expect(drafts.draft.value?.text).toBe('x');
});

test('ids, key and events are changed in their places', async () => {
  await opened();
  drafts.refresh();
  expect(drafts.changes.value.changes).toEqual([{ start: 1, end: 4, insert: '"new"' }]);
  drafts.setKey('key-"2"');
  expect(drafts.changes.value.changes).toEqual([{ start: 1, end: 4, insert: '"key-\\"2\\""' }]);
  drafts.removeEvent(0);
  expect(drafts.changes.value).toEqual({ turn: 3, changes: [{ start: 1, end: 4, insert: '' }] });
});

test('nothing is changed by places of a text that has become another', async () => {
  await opened();
  drafts.write('["longer"]');
  drafts.setKey('other');
  drafts.send();
  expect(drafts.changes.value.changes).toEqual([]);
  expect(sent).toEqual([]);
});

test('what was packed is packed again, unless that is not wanted', async () => {
  const encoding: [string, string] = ['content-encoding', 'gzip'];
  const plain = TOLD.headers;
  drafts.edit('a');
  await drafts.hearText({ ...TOLD, headers: [encoding, ...plain], packing: ['gzip'] });
  expect(drafts.draft.value).toMatchObject({ packing: ['gzip'], headers: [encoding, ...plain] });
  drafts.pack(false);
  expect(drafts.draft.value).toMatchObject({ packing: [], headers: plain });
  drafts.pack(true);
  expect(drafts.draft.value).toMatchObject({ packing: ['gzip'], headers: [...plain, encoding] });
});

test('a header that can’t be sent says why, and a secret is not kept', async () => {
  await opened();
  drafts.addHeader();
  drafts.setHeader(1, ['Authorization', 'Bearer 1']);
  // What is known is of other headers: a key may stand in one.
  expect(drafts.isChecked.value).toBe(false);
  expect(drafts.headerFaults.value).toEqual([undefined, undefined]);
  drafts.addHeader();
  drafts.close();
  await vi.waitFor(() => expect(JSON.stringify(stored)).toContain('Authorization'));
  expect(JSON.stringify(stored)).not.toContain('Bearer');

  drafts = start();
  await opened();
  expect(drafts.draft.value?.headers).toEqual([
    ['content-type', 'text/plain'],
    ['Authorization', ''],
  ]);
  expect(drafts.headerFaults.value).toEqual([undefined, 'secret']);
  drafts.setHeader(1, ['Cookie', 'a=1']);
  expect(drafts.headerFaults.value).toEqual([undefined, 'pages']);
  drafts.removeHeader(1);
  expect(drafts.headerFaults.value).toEqual([undefined]);
});

test('it is sent as it is written, to an endpoint alone', async () => {
  await opened();
  expect(drafts.isEndpoint.value).toBe(true);
  // A line in which nothing is written yet.
  vi.useFakeTimers();
  drafts.addHeader();
  vi.runAllTimers();
  vi.useRealTimers();
  answer();
  drafts.send();
  expect(sent).toMatchObject([
    {
      batch: {
        url: RECEIVER,
        headers: [['content-type', 'text/plain']],
        packing: [],
        text: '["k"]',
        original: 'a',
      },
      key: 'k',
      events: 1,
    },
  ]);
  sent[0]!.sent();
  expect(drafts.draft.value).toBeUndefined();
  await opened();
  drafts.setUrl('https://elsewhere.test/');
  expect(drafts.isEndpoint.value).toBe(false);
});

test('a new batch begins empty, for the usual receiver, and is kept as well', async () => {
  await drafts.compose();
  expect(drafts.draft.value).toMatchObject({ url: RECEIVER, text: '' });
  expect(drafts.draft.value).not.toHaveProperty('original');
  drafts.begin('ProductViewed', 'k');
  expect(drafts.changes.value.changes[0]?.insert).toContain('"eventId": "new"');
  drafts.write('{}');
  drafts.close();
  await vi.waitFor(() => expect(stored[DRAFTS_KEY]).toHaveLength(1));
  await drafts.compose();
  expect(drafts.draft.value).toMatchObject({ text: '{}', keptSince: 5000 });
});
