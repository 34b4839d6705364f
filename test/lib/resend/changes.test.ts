import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { applied, freshCopy, withoutEvent } from '../../../lib/resend/changes.ts';
import type { Span } from '../../../lib/wire/json/node.ts';

const NOW = Date.parse('2026-11-23T10:00:00.500Z');

/** Where a piece stands in a text. */
function spanOf(text: string, piece: string): Span {
  const start = text.indexOf(piece);
  return { start, end: start + piece.length };
}

function fresh(id: string, time: string): string {
  const text = `{"id":${id}, "at":${time} ,"price":1299.50}`;
  const event = { start: 0, end: text.length, id: spanOf(text, id), time: spanOf(text, time) };
  return applied(
    text,
    freshCopy(text, [event], NOW, () => 'new-id'),
  );
}

test.each([
  ['texts', '"a"', '"2020-01-01T00:00:00Z"', '"new-id"', '"2026-11-23T10:00:00.500Z"'],
  ['an offset', '"a"', '"2020-01-01T00:00:00+0130"', '"new-id"', '"2026-11-23T11:30:00.500+01:30"'],
  ['milliseconds', '7', '1577836800000', `${NOW}`, `${NOW}`],
  ['seconds', '7', '1577836800', `${NOW}`, '1795428000'],
  ['milliseconds in a text', '"a"', '"1577836800000"', '"new-id"', `"${NOW}"`],
])(
  'a fresh copy has an id and a time of its own, in the form of %s',
  (_form, id, time, newId, at) => {
    expect(fresh(id, time)).toBe(`{"id":${newId}, "at":${at} ,"price":1299.50}`);
  },
);

test('each event gets an id of its own, and one without stays as it is', () => {
  const text = '["a",{},"b"]';
  let made = 0;
  const events = [
    { start: 0, end: 0, id: spanOf(text, '"a"') },
    { ...spanOf(text, '{}') },
    { start: 0, end: 0, id: spanOf(text, '"b"') },
  ];
  const changes = freshCopy(text, events, NOW, () => `${(made += 1)}`);
  expect(applied(text, changes)).toBe('["1",{},"2"]');
});

test('an event that is taken out takes its comma with it, whatever stands between', () => {
  const item = fc.record({
    n: fc.integer(),
    space: fc.constantFrom('', ' ', '\n  '),
    after: fc.constantFrom('', ' '),
  });
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 6 }), fc.nat(), (items, at) => {
      const index = at % items.length;
      const spans: Span[] = [];
      let text = '[';
      for (const [position, { n, space, after }] of items.entries()) {
        text += (position > 0 ? ',' : '') + space;
        spans.push({ start: text.length, end: text.length + String(n).length });
        text += n + after;
      }
      text += ']';
      const left: unknown = JSON.parse(applied(text, [withoutEvent(spans, index)]));
      expect(left).toEqual(items.map(({ n }) => n).toSpliced(index, 1));
    }),
  );
});
