import { compile } from '../../lib/filter/compile.ts';
import { complete, type Vocabulary } from '../../lib/filter/complete.ts';
import { createTally } from '../../lib/filter/excluded.ts';
import { chosenValues, type ChipKind, toggledValue } from '../../lib/filter/chips.ts';
import type { Filter } from '../../lib/filter/filter.ts';
import { highlight } from '../../lib/filter/highlight.ts';
import { narrows } from '../../lib/filter/narrows.ts';
import { parse } from '../../lib/filter/parse.ts';
import { print } from '../../lib/filter/print.ts';
import { readable } from '../../lib/filter/readable.ts';
import type { Searchable } from '../../lib/filter/searchable.ts';
import { capture } from '../lib/samples.ts';
import { readCapture, rowsOf } from '../../lib/session/rows.ts';
import { searchablesOf } from '../../lib/session/searchable.ts';
import { bodies } from './bodies.ts';
import { seeded } from './mutate.ts';

/** What filters are made of, and what their reading may stumble over. */
const PIECES = [
  'type: key= is:error is:never-left status:4xx status:400..499 has:lines page:/a host! transport:beacon rule:price time:12:03..12:05',
  'totalPrice>1000 lines.productId:A-1 currency!=DKK at:2026-11-23.. n:1..2 a[0].b<=1e9 "a b".c:"d e" $x=',
  '( ) - -- OR AND OR) (- "" " \\ \\" / /a.*b/ /(a|b)+$/ /[/]/ /\\p{L}/ /(?=a)/ /\\1/ : = != >= .. . [ ] [] ..1',
  '"a\\nb" "\\u{202e}" "\\u{110000}"=x "\\q',
  'æøå 🍓 \ud800 \u202e \u0000 ſ İ __proto__ constructor: 0x1 1e999 -0 1.299,50 null true eventType',
].flatMap((line) => line.split(' '));

/** Pieces that one text is made of. */
const MAX_PIECES = 12;
/** Events that each filter is asked of. */
const EVENTS = 20;
const KIND: ChipKind = {
  name: 'type',
  known: ['OrderCreated', 'a b', '', '/a/'],
  named: [{ key: 'key-1', alias: 'Shop' }],
};
const VOCABULARY: Vocabulary = {
  keys: [{ word: 'Shop', name: 'Shop' }],
  types: KIND.known.filter((type) => type !== ''),
  fields: [['lines', 'a b'], ['status'], ['__proto__']],
  hosts: ['a:8080'],
  pages: ['/'],
  rules: ['price'],
  times: ['12:03:11..'],
};

/** Endless texts that are filters, or nearly so; the same for the same seed. */
export function* filterTexts(seed: number): Generator<string> {
  const random = seeded(seed);
  for (;;) {
    const pieces = Array.from({ length: 1 + random(MAX_PIECES) }, () => {
      const piece = PIECES[random(PIECES.length)]!;
      const isCut = random(8) === 0;
      return (
        (isCut ? piece.slice(0, random(piece.length + 1)) : piece) + [' ', ' ', ''][random(3)]!
      );
    });
    // Once in a while, far beyond what is written by hand.
    yield random(500) === 0 ? pieces.join('').repeat(1 + random(300)) : pieces.join('');
  }
}

/** Events of mutated bodies, whatever came of them. */
export function eventsOf(seed: number): Searchable[] {
  const events: Searchable[] = [];
  for (const { bytes } of bodies(seed)) {
    const body = { kind: 'bytes', digest: 'd', size: bytes.length, stored: bytes.length } as const;
    const detail = readCapture(capture({ body }), bytes);
    events.push(...searchablesOf(detail, rowsOf(detail)));
    if (events.length >= EVENTS) break;
  }
  return events.slice(0, EVENTS);
}

/** Does with a text all that the panel does. What is wrong with the outcome; `undefined` where nothing is. */
export function tryFilter(
  text: string,
  before: Filter,
  events: readonly Searchable[],
): { finding?: string; filter?: Filter } {
  const spans = highlight(text);
  const isWhole = spans.map(({ from, to }) => text.slice(from, to)).join('') === text;
  if (!isWhole) return { finding: 'its spans are not the text' };
  const caret = Math.floor(text.length / 2);
  for (const at of [caret, text.length]) complete(text, at, VOCABULARY);
  const parsed = parse(text);
  if (!parsed.ok) {
    const isPlaced = parsed.faults.every(({ from, to }) => from < to && to <= text.length);
    if (!isPlaced || parsed.faults.length === 0) return { finding: 'its fault has no place' };
    const left = readable(text);
    if (!left || isSamePrinted(left.filter)) return {};
    return { finding: `what can be read of it is another when printed: ${print(left.filter)}` };
  }
  const { filter } = parsed;
  if (!isSamePrinted(filter)) {
    return { finding: `is another when printed: ${print(filter)}`, filter };
  }
  const [shows, hides] = [compile(filter), compile({ kind: 'not', of: filter })];
  const isNarrower = narrows(filter, before);
  const showed = compile(before);
  const tally = createTally(filter);
  for (const event of events) {
    tally.add(event);
    if (shows(event) === hides(event))
      return { finding: 'is not the complement of its "not"', filter };
    if (isNarrower && shows(event) && !showed(event)) {
      return { finding: `does not narrow ${print(before)}`, filter };
    }
  }
  tally.told();
  chosenValues(filter, KIND);
  for (const value of KIND.known) toggledValue(filter, KIND, value);
  return { filter };
}

function isSamePrinted(filter: Filter): boolean {
  const again = parse(print(filter));
  // Quotes may make it longer than a filter may be.
  return again.ok
    ? JSON.stringify(again.filter) === JSON.stringify(filter)
    : again.faults[0]?.message === 'filterTooLong';
}
