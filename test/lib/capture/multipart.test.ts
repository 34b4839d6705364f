import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundaryOf, multipart } from '../../../lib/capture/multipart.ts';
import type { FormEntryRead } from '../../../lib/capture/told-body.ts';
import { bytesOf } from '../samples.ts';

const text = (entries: FormEntryRead[]) => new TextDecoder().decode(multipart(entries, 'B'));

describe('a form is encoded as a browser does', () => {
  test.each<[string, FormEntryRead[], string]>([
    ['without entries', [], '--B--\r\n'],
    [
      'a text',
      [{ name: 'a', value: 'å' }],
      '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nå\r\n--B--\r\n',
    ],
    [
      'line ends of texts and names become CRLF',
      [{ name: 'a\nb', value: 'x\ry\nz\r\n' }],
      '--B\r\nContent-Disposition: form-data; name="a%0D%0Ab"\r\n\r\nx\r\ny\r\nz\r\n\r\n--B--\r\n',
    ],
    [
      'a file, whose name keeps its line ends',
      [{ name: 'f"', bytes: bytesOf('\n'), filename: 'a\n"b\r.txt', type: 'text/plain' }],
      '--B\r\nContent-Disposition: form-data; name="f%22"; filename="a%0A%22b%0D.txt"\r\n' +
        'Content-Type: text/plain\r\n\r\n\n\r\n--B--\r\n',
    ],
    [
      'a file of no known type',
      [{ name: 'f', bytes: bytesOf(''), filename: 'blob', type: '' }],
      '--B\r\nContent-Disposition: form-data; name="f"; filename="blob"\r\n' +
        'Content-Type: application/octet-stream\r\n\r\n\r\n--B--\r\n',
    ],
  ])('%s', (_title, entries, expected) => {
    expect(text(entries)).toBe(expected);
  });

  test('and reads back as the same form', async () => {
    const word = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll(/[\r\n"]/g, ''));
    const entry = fc.record({ name: word, value: word });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 5 }), async (entries) => {
        fc.pre(entries.length > 0);
        const headers = { 'Content-Type': 'multipart/form-data; boundary=----boundary' };
        const response = new Response(multipart(entries, '----boundary'), { headers });
        const form = await response.formData();
        expect([...form].map(([name, value]) => ({ name, value }))).toEqual(entries);
      }),
      { numRuns: 50 },
    );
  });
});

test.each([
  ['multipart/form-data; boundary=----WebKitFormBoundaryX1', '----WebKitFormBoundaryX1'],
  ['multipart/form-data; charset=utf-8; boundary="a b"', 'a b'],
  ['Multipart/Form-Data;boundary=x; other=y', 'x'],
  ['application/json', undefined],
  ['text/plain; boundary=x', undefined],
])('the boundary in %j is %j', (type, boundary) => {
  expect(boundaryOf(type)).toBe(boundary);
});
