import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readLossless } from '../../../lib/wire/lossless.ts';
import { bytesOf } from '../samples.ts';

const read = (text: string, contentType = '') =>
  readLossless(bytesOf(text), { headers: [{ name: 'content-type', value: contentType }] });

describe('a value is found as it is written', () => {
  const EVENT = '{ "totalPrice": 1299.50, "id": 12345678901234567890, "q": "r\\u00f8d" }';

  test('in an event, with its bytes', () => {
    const text = `{"q":"æ","events":[1,${EVENT}]}`;
    const { find } = read(text);
    expect(find('/events/1')).toMatchObject({
      source: EVENT,
      bytes: { start: 22, end: 22 + EVENT.length },
    });
    expect(find('/events/1/totalPrice')?.source).toBe('1299.50');
    expect(find('/events/1/id')?.source).toBe('12345678901234567890');
    expect(find('/events/1/q')).toMatchObject({ source: '"r\\u00f8d"', node: { value: 'rød' } });
  });

  test('behind a mark, and unpacked', () => {
    const text = `[${EVENT}, {"eventType":"A"}]`;
    const bytes = new Uint8Array(gzipSync(new Uint8Array([0xef, 0xbb, 0xbf, ...bytesOf(text)])));
    const lossless = readLossless(bytes);
    const { start = 0, end = 0 } = lossless.find('/0')?.bytes ?? {};
    expect(new TextDecoder().decode(lossless.bytes.subarray(start, end))).toBe(EVENT);
  });

  test('in a line', () => {
    const { find } = read(`{"eventType":"Å"}\n\n${EVENT}\n`);
    expect(find('/1')).toMatchObject({ source: EVENT, bytes: { start: 20 } });
    expect(find('/1/totalPrice')?.source).toBe('1299.50');
    expect(find('/2')).toBeUndefined();
  });

  test('in JSON in a string, where it has no bytes of its own', () => {
    const { find } = read(JSON.stringify({ eventType: 'A', data: EVENT }));
    expect(find('/data/totalPrice')).toMatchObject({ source: '1299.50', text: EVENT });
    expect(find('/data/totalPrice')).not.toHaveProperty('bytes');
    expect(find('/data')?.bytes).toBeDefined();
  });

  test('in a body that is JSON in a string', () => {
    const { find } = read(JSON.stringify(`{"events":[${EVENT}]}`));
    expect(find('/events/0/totalPrice')?.source).toBe('1299.50');
  });

  test('in the field of a form', () => {
    const form = `data=${encodeURIComponent(`{"events":[${EVENT}]}`)}&data2=x`;
    const { find } = read(form, 'application/x-www-form-urlencoded');
    expect(find('/data/events/0/totalPrice')?.source).toBe('1299.50');
    expect(find('/data2')?.source).toBe('x');
    expect(find('/data3')).toBeUndefined();
  });

  test('in the part of a multipart form, with its bytes', () => {
    const head = '--x\r\nContent-Disposition: form-data; name="æ"\r\n\r\n';
    const body = `${head}{"events":[${EVENT}]}\r\n--x--\r\n`;
    const found = read(body, 'multipart/form-data; boundary=x').find('/æ/events/0');
    const { start = 0, end = 0 } = found?.bytes ?? {};
    expect(new TextDecoder().decode(bytesOf(body).subarray(start, end))).toBe(EVENT);
  });

  test('before a fault', () => {
    const { find } = read(`{"events":[${EVENT},{"eventType":"A","x":{"y":1.0,`);
    expect(find('/events/0')?.source).toBe(EVENT);
    expect(find('/events/1/x/y')?.source).toBe('1.0');
  });
});

test.each(['/nothing', '/events/7', '/events/x', 'events', '/events/0/q/more', '/__proto__'])(
  'nothing is found at %s',
  (path) => {
    expect(read('{"events":[{"eventType":"A","q":"text"}]}').find(path)).toBeUndefined();
  },
);

test('nothing is found in another request’s body', () => {
  expect(read('{"a":1}').find('/a')).toBeUndefined();
});

test('names that come twice are found below a path', () => {
  const { duplicates } = read(
    '{"events":[{"eventType":"A","p":1,"p":2},{"eventType":"B"}],"k":1,"k":2}',
  );
  expect(duplicates('/events/0').map(({ path }) => path)).toEqual(['/events/0/p']);
  expect(duplicates('').map(({ path }) => path)).toEqual(['/k', '/events/0/p']);
  expect(duplicates('/nothing')).toEqual([]);
});
