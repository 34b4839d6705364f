import { describe, expect, test } from 'vitest';
import type { Body } from '../../../lib/capture/capture.ts';
import { readResponse } from '../../../lib/session/response.ts';
import { bytesOf, capture } from '../samples.ts';

function read(
  bytes: Uint8Array<ArrayBuffer>,
  type = '',
  part: Partial<Body & { size: number }> = {},
) {
  const responseBody: Body = {
    kind: 'bytes',
    digest: 'r',
    size: bytes.length,
    stored: bytes.length,
    ...part,
  } as Body;
  const responseHeaders = [{ name: 'Content-Type', value: type }];
  return readResponse(capture({ responseBody, responseHeaders }), bytes);
}

describe('a response’s body', () => {
  test.each([
    ['text', bytesOf('rødgrød'), 'text/plain', 'rødgrød'],
    ['JSON', bytesOf('{"ok":true}'), 'application/json', '{\n  "ok": true\n}'],
    ['text of another charset', new Uint8Array([0xf8]), 'text/plain; charset="iso-8859-1"', 'ø'],
    ['text that names no charset', new Uint8Array([0x72, 0xf8, 0x64, 10]), 'text/plain', 'rød\n'],
    ['empty text', bytesOf(''), 'text/plain', ''],
  ])('is shown: %s', (_title, bytes, type, responseText) => {
    expect(read(bytes, type)).toEqual({ responseText });
  });

  test.each([
    ['that is no text', new Uint8Array([0xff, 0xfe, 0xfd]), 'image/x'],
    ['that is no text of the charset', new Uint8Array([0xff]), 'text/plain; charset=utf-8'],
    ['with control characters', new Uint8Array([0xf8, 1]), 'text/plain'],
    ['with zeros', new Uint8Array([97, 0, 98]), ''],
    ['of a charset that nobody knows', bytesOf('a'), 'text/plain; charset=klingon'],
  ])('%s is shown as bytes', (_title, bytes, type) => {
    expect(read(bytes, type)).toEqual({ responseBytes: bytes });
  });

  test('that is large is read in part, which may end within a character', () => {
    const { responseText } = read(bytesOf(`a${'ø'.repeat(200_000)}`));
    expect(responseText?.startsWith('aøø')).toBe(true);
    expect(responseText?.endsWith('ø')).toBe(true);
    expect(responseText!.length).toBeLessThan(200_000);
    expect(read(new Uint8Array(10_000).fill(0xff)).responseBytes).toHaveLength(4096);
  });

  test.each<[string, Body | undefined]>([
    ['was not seen', undefined],
    ['can’t be read', { kind: 'unreadable', reason: 'binary' }],
    ['is empty', { kind: 'empty' }],
  ])('that %s shows nothing', (_title, responseBody) => {
    expect(readResponse(capture(responseBody && { responseBody }), bytesOf('x'))).toEqual({});
  });

  test('that is not in the log any more shows nothing', () => {
    const responseBody: Body = { kind: 'bytes', digest: 'r', size: 1, stored: 1 };
    expect(readResponse(capture({ responseBody }), undefined)).toEqual({});
  });
});
