import { beforeEach, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { createList, type List } from '../../../lib/session/list/list.ts';
import { readCapture, rowsOf } from '../../../lib/session/rows.ts';
import { sendablesOf } from '../../../lib/session/sendable.ts';
import { batchOf, bytesOf, capture, CLICK, RECEIVER } from '../samples.ts';

let list: List;
let stored: Map<string, Capture>;
beforeEach(() => {
  list = createList();
  stored = new Map();
});

function put(part: Parameters<typeof capture>[0], { text = batchOf(CLICK), shown = true } = {}) {
  const whole = capture(part);
  const row = rowsOf(readCapture(whole, bytesOf(text)));
  if (!shown) row.flags = '0'.repeat(row.rows.length);
  stored.set(whole.id, whole);
  list.put(row);
}
const sendable = (...captures: string[]) =>
  sendablesOf({ ask: 'sendable', number: 7, captures }, list, async (id) => stored.get(id));

test('what is asked for comes in the order of time, with what has to be known of it', async () => {
  put({ id: 'b', at: 1 }, { text: batchOf(CLICK, CLICK) });
  put({ id: 'a', at: 2, requestHeaders: [{ name: 'Cookie' }] });
  const { number, asked } = await sendable('a', 'gone', 'b');
  expect(number).toBe(7);
  expect(asked).toMatchObject([
    { id: 'b', key: 'key-1', url: RECEIVER, events: 2 },
    { id: 'a', key: 'key-1', url: RECEIVER, events: 1, requestHeaders: [{ name: 'Cookie' }] },
  ]);
});

test('beside it is all that the filter shows by time, but for what was resent and what is no batch', async () => {
  put({ id: 'late', at: 3 });
  put({ id: 'early', at: 1 });
  put({ id: 'hidden', at: 2 }, { shown: false });
  put({ id: 'copy', at: 4, resendOf: 'early' });
  put({ id: 'other', at: 5 }, { text: '{"hello":1}' });
  const { shown } = await sendable('late');
  expect(shown.map(({ id }) => id)).toEqual(['early', 'late']);
});
