import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createChecks } from '../../../lib/session/checks.ts';
import { checkDraft } from '../../../lib/session/draft-check.ts';
import { textToEdit } from '../../../lib/session/draft-text.ts';
import { MAX_DRAFT, USUAL_HEADERS } from '../../../lib/resend/draft.ts';
import { body, bytesOf, capture, RECEIVER } from '../samples.ts';

const PLACE = { url: RECEIVER, headers: USUAL_HEADERS, packing: [] };
const check = (text: string) => checkDraft({ text, ...PLACE }, createChecks(), 1000);
const piece = (text: string, { start, end }: { start: number; end: number }) =>
  text.slice(start, end);

describe('a draft is checked', () => {
  const text =
    '{ "instrumentationKey": "nøgle-1", "events": [ {"eventType":"ProductViewed","eventId":"e-1","timestamp":"2026-11-23T10:00:00Z","productId":7}, {"eventType":"ProductViewed"} ] }';

  test('with the places of its key, events, ids and times, in characters', () => {
    const { kind, key, keySpan, events, total } = check(text);
    expect({ kind, key, total }).toEqual({ kind: 'batch', key: 'nøgle-1', total: 2 });
    expect(piece(text, keySpan!)).toBe('"nøgle-1"');
    expect(piece(text, events[0]!.id!)).toBe('"e-1"');
    expect(piece(text, events[0]!.time!)).toBe('"2026-11-23T10:00:00Z"');
    expect(piece(text, events[1]!)).toBe('{"eventType":"ProductViewed"}');
    expect(events[1]).not.toHaveProperty('id');
  });

  test('each issue marks what it is about, one of a missing field the event', () => {
    const marked = check(text).issues.map(({ issue, span }) => [issue.rule, piece(text, span)]);
    expect(marked).toContainEqual(['wrong-field', '7']);
    expect(marked).toContainEqual(['missing-field', '{"eventType":"ProductViewed"}']);
  });

  test('where it is no JSON, at its fault', () => {
    const broken = '{"events":[}';
    const { kind, issues } = check(broken);
    expect(kind).toBe('malformed');
    expect(issues.map(({ span }) => piece(broken, span))).toContain('}');
  });

  test('also where there is nothing yet', () => {
    expect(check('')).toMatchObject({ total: 0, events: [] });
  });

  test('as it is before it is packed', () => {
    const headers: [string, string][] = [['Content-Encoding', 'gzip']];
    const of = (packing: 'gzip'[]) =>
      checkDraft({ text, url: RECEIVER, headers, packing }, createChecks(), 1000);
    expect(of(['gzip'])).toEqual(check(text));
    expect(of([]).issues[0]).toMatchObject({ issue: { rule: 'compression-not-compressed' } });
  });

  test('again and again, without being taken for its own duplicate', () => {
    const checks = createChecks();
    const draft = { text, ...PLACE };
    const rules = () => checkDraft(draft, checks, 1000).issues.map(({ issue }) => issue.rule);
    expect(rules()).toEqual(rules());
  });
});

describe('a body can be edited', () => {
  const sized = (size: number, stored = size) =>
    capture({ body: { kind: 'bytes', digest: 'd', size, stored } });

  test('as its text, and it is said whether its bytes are that', () => {
    const bytes = bytesOf('{"å":1299.50}');
    expect(textToEdit('a', sized(bytes.length), bytes)).toEqual({
      capture: 'a',
      url: RECEIVER,
      headers: [['content-type', 'application/json']],
      packing: [],
      text: '{"å":1299.50}',
      isReencoded: false,
    });
    const marked = Uint8Array.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]);
    expect(textToEdit('a', sized(5), marked)).toMatchObject({ text: '{}', isReencoded: true });
  });

  test('as what it was packed from, to be packed again', () => {
    const of = (bytes: Uint8Array, value: string) =>
      textToEdit(
        'a',
        { ...sized(bytes.length), requestHeaders: [{ name: 'Content-Encoding', value }] },
        new Uint8Array(bytes),
      );
    const zipped = gzipSync('{"å":1299.50}');
    const encoding = [['content-encoding', 'gzip']];
    const whole = { text: '{"å":1299.50}', headers: encoding, packing: ['gzip'] };
    expect(of(zipped, 'gzip')).toMatchObject({ ...whole, isReencoded: false });
    expect(of(zipped.subarray(0, -12), 'gzip')).toMatchObject({
      headers: [],
      packing: [],
      isReencoded: true,
    });
    // What it says of itself is not so: it goes as it came.
    const plain = { text: '{}', headers: encoding, packing: [], isReencoded: false };
    expect(of(bytesOf('{}'), 'gzip')).toMatchObject(plain);
  });

  test.each([
    ['it is gone', undefined, undefined, 'gone'],
    [
      'it could not be read',
      capture({ body: { kind: 'unreadable', reason: 'blob' } }),
      undefined,
      'no-text',
    ],
    ['it is no text', sized(3), Uint8Array.from([0, 255, 254]), 'no-text'],
    ['it was cut', sized(100, 2), bytesOf('{}'), 'too-large'],
    ['its bytes are gone', capture({ body: body() }), undefined, 'no-text'],
    ['it is too large', sized(MAX_DRAFT + 2), bytesOf(`"${'x'.repeat(MAX_DRAFT)}"`), 'too-large'],
  ] as const)('unless %s', (_what, of, bytes, why) => {
    const told = textToEdit('a', of, bytes);
    expect(told.why).toBe(why);
    expect(told).not.toHaveProperty('text');
  });
});
