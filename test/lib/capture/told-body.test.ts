import { afterEach, describe, expect, test, vi } from 'vitest';
import { KEPT_OF_LARGE_BODY, MAX_BODY } from '../../../lib/capture/sighting.ts';
import { readBody } from '../../../lib/capture/told-body.ts';
import { bytesOf, seenBytes } from '../samples.ts';

const BLOB = { kind: 'blob', blob: 0, of: 'blob' } as const;

afterEach(() => {
  vi.useRealTimers();
});

describe('a body that the page told', () => {
  test('as text is its UTF-8 bytes, with a replacement for half a character', async () => {
    const told = { kind: 'text', text: 'å\ud800', of: 'string' } as const;
    expect(await readBody(told, [])).toEqual(seenBytes(bytesOf('å\ufffd')));
  });

  test('as a Blob is that Blob’s bytes', async () => {
    expect(await readBody(BLOB, [new Blob(['abc'])])).toEqual(seenBytes(bytesOf('abc')));
  });

  test('without bytes is empty', async () => {
    expect(await readBody(BLOB, [new Blob()])).toEqual({ kind: 'empty' });
    expect(await readBody({ kind: 'text', text: '', of: 'string' }, [])).toEqual({ kind: 'empty' });
    expect(await readBody({ kind: 'empty' }, [])).toEqual({ kind: 'empty' });
  });

  test('over the limit is its first part, with its whole size', async () => {
    const large = new Blob([new Uint8Array(MAX_BODY + 1)]);
    const read = await readBody(BLOB, [large]);
    expect(read).toMatchObject({ kind: 'bytes', size: MAX_BODY + 1 });
    expect('bytes' in read && read.bytes.length).toBe(KEPT_OF_LARGE_BODY);
  });

  test.each([
    ['{}', [{}]],
    ['nothing', []],
    ['text', ['abc']],
  ])('as a Blob in whose place is %s was not seen', async (_title, blobs) => {
    expect(await readBody(BLOB, blobs)).toEqual({ kind: 'unreadable', reason: 'not-seen' });
  });

  test('as a Blob that can’t be read, or never answers, has no content', async () => {
    const gone = new Blob(['abc']);
    gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
    expect(await readBody(BLOB, [gone])).toEqual({ kind: 'unreadable', reason: 'no-content' });
    vi.useFakeTimers();
    gone.arrayBuffer = () => new Promise(() => undefined);
    const reading = readBody(BLOB, [gone]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await reading).toEqual({ kind: 'unreadable', reason: 'no-content' });
  });

  test.each(['stream', 'too-large', 'not-seen'] as const)(
    'as none says why: %s',
    async (reason) => {
      expect(await readBody({ kind: 'none', reason }, [])).toEqual({ kind: 'unreadable', reason });
    },
  );
});

describe('a form that the page told', () => {
  const form = {
    kind: 'form',
    entries: [
      { name: 'a', value: 'x' },
      { name: 'f', blob: 0, filename: 'f.txt', type: 'text/plain' },
    ],
  } as const;
  const told = { ...form, entries: [...form.entries] };

  test('is its entries, files read', async () => {
    expect(await readBody(told, [new Blob(['abc'])])).toEqual({
      kind: 'form',
      entries: [
        { name: 'a', value: 'x' },
        { name: 'f', bytes: bytesOf('abc'), filename: 'f.txt', type: 'text/plain' },
      ],
    });
  });

  test('without one of its files was not seen', async () => {
    expect(await readBody(told, [])).toEqual({ kind: 'unreadable', reason: 'not-seen' });
  });

  test('whose files are over the limit is too large', async () => {
    const large = new Blob([new Uint8Array(MAX_BODY + 1)]);
    expect(await readBody(told, [large])).toEqual({ kind: 'unreadable', reason: 'too-large' });
  });
});
