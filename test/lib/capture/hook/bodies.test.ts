import { beforeEach, describe, expect, test } from 'vitest';
import { MAX_FORM_ENTRIES, MAX_FORM_TEXT, MAX_TEXT } from '../../../../lib/capture/bounds.ts';
import { RECEIVER } from '../../samples.ts';
import { createWorld, startIn, type World } from './world.ts';

let world: World;
let hook: ReturnType<typeof startIn>;

beforeEach(() => {
  world = createWorld();
  hook = startIn(world);
});

async function told(body: unknown) {
  await world.page.fetch(RECEIVER, { method: 'POST', body: body as BodyInit });
  const [{ sighting, blobs }] = hook.heard as [(typeof hook.heard)[0]];
  if (sighting.kind !== 'call') throw new Error('no call was told');
  return { body: sighting.body, blobs };
}

const bytes = Uint8Array.from([0, 255, 195, 40]);

describe('short text is told as it is', () => {
  test.each<[string, unknown, object]>([
    ['a string', 'blåbær 🍓', { kind: 'text', text: 'blåbær 🍓', of: 'string' }],
    ['half a surrogate pair', 'a\ud800', { kind: 'text', text: 'a\ud800', of: 'string' }],
    [
      'parameters',
      new URLSearchParams({ a: 'å&b' }),
      { kind: 'text', text: 'a=%C3%A5%26b', of: 'params' },
    ],
    ['a number', 7, { kind: 'text', text: '7', of: 'string' }],
    ['a plain object', { a: 1 }, { kind: 'text', text: '[object Object]', of: 'string' }],
    [
      'an object with its own text',
      { toString: () => 'own' },
      { kind: 'text', text: 'own', of: 'string' },
    ],
    ['a list', [1, 2], { kind: 'text', text: '1,2', of: 'string' }],
    ['nothing', undefined, { kind: 'empty' }],
    ['null', null, { kind: 'empty' }],
  ])('%s', async (_title, body, expected) => {
    expect(await told(body)).toEqual({ body: expected, blobs: [] });
  });
});

describe('what is longer, or is bytes, travels as a Blob', () => {
  test.each<[string, unknown, string]>([
    ['a string', 'å'.repeat(MAX_TEXT + 1), 'string'],
    ['parameters', new URLSearchParams({ a: 'b'.repeat(MAX_TEXT) }), 'params'],
  ])('%s', async (_title, body, of) => {
    const { body: seen, blobs } = await told(body);
    expect(seen).toEqual({ kind: 'blob', blob: 0, of });
    expect(await blobs[0]!.text()).toBe(String(body));
  });

  test.each<[string, unknown]>([
    ['a buffer', bytes.buffer],
    ['a view', bytes],
    ['a DataView', new DataView(bytes.buffer)],
  ])('%s', async (_title, body) => {
    const { body: seen, blobs } = await told(body);
    expect(seen).toEqual({ kind: 'blob', blob: 0, of: 'buffer' });
    expect(await blobs[0]!.bytes()).toEqual(bytes);
  });

  test('a part of a buffer is that part alone', async () => {
    const { blobs } = await told(bytes.subarray(1, 3));
    expect(await blobs[0]!.bytes()).toEqual(Uint8Array.from([255, 195]));
  });

  test('a buffer is told as it was at the call', async () => {
    const own = bytes.slice();
    const call = told(own);
    own.fill(0);
    expect(await (await call).blobs[0]!.bytes()).toEqual(bytes);
  });

  test.each([new Blob(['a']), new File(['a'], 'a.txt')])(
    'a Blob is handed on itself',
    async (body) => {
      const { body: seen, blobs } = await told(body);
      expect(seen).toEqual({ kind: 'blob', blob: 0, of: 'blob' });
      expect(blobs[0]).toBe(body);
    },
  );
});

describe('a form is told by its entries', () => {
  test('texts, and files with name and type', async () => {
    const form = new FormData();
    form.append('a', 'x\ny');
    form.append('file', new Blob(['content'], { type: 'text/plain' }), 'å.txt');
    form.append('a', 'again');
    form.append('bare', new Blob(['b']));
    const { body, blobs } = await told(form);
    expect(body).toEqual({
      kind: 'form',
      entries: [
        { name: 'a', value: 'x\ny' },
        { name: 'file', blob: 0, filename: 'å.txt', type: 'text/plain' },
        { name: 'a', value: 'again' },
        { name: 'bare', blob: 1, filename: 'blob', type: '' },
      ],
    });
    expect(await Promise.all(blobs.map((blob) => blob.text()))).toEqual(['content', 'b']);
  });

  test.each<[string, number, string]>([
    ['of many entries', MAX_FORM_ENTRIES + 1, 'x'],
    ['of long texts', 2, 'x'.repeat(MAX_FORM_TEXT)],
  ])('%s is too large', async (_title, count, value) => {
    const form = new FormData();
    for (let n = 0; n < count; n += 1) form.append('a', value);
    expect((await told(form)).body).toEqual({ kind: 'none', reason: 'too-large' });
  });
});

test('a stream is the page’s to read', async () => {
  const stream = new ReadableStream();
  expect((await told(stream)).body).toEqual({ kind: 'none', reason: 'stream' });
  expect(stream.locked).toBe(false);
});

test('a stream is its text where streams are not taken', () => {
  new world.page.Navigator().sendBeacon(RECEIVER, new ReadableStream());
  expect(hook.sightings()[0]).toMatchObject({ body: { text: '[object ReadableStream]' } });
});
