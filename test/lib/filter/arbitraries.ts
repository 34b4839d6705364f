import fc from 'fast-check';
import { allOf, anyOf, type FactName, type Filter, type Test } from '../../../lib/filter/filter.ts';
import { STATES } from '../../../lib/filter/states.ts';

/** What random events are made of, so that random filters find some. */
export const VALUES = ['A-1', 'a-12', 'B', '1', '1.0', '12', '2026-11-23', 'ø "x"', 'true', ''];
export const NAMES = ['productId', 'product_id', 'total', 'lines', 'type', 'at', 'a b'];
export const TYPES = ['OrderCreated', 'order_created', 'ProductViewed'];
export const KEYS = ['key-1', '3f2a9c41-77aa', '3f2a9c41-88aa'];
export const RULES = ['price', 'currency', 'duplicate-id'];

const anyText = fc.oneof(
  fc.constantFrom(
    ...VALUES,
    ...TYPES,
    'order',
    'a',
    'OR',
    'AND',
    '-',
    '-x',
    '/a/',
    '/a',
    'b/',
    'x:y',
    '(',
    '..',
    '\\',
    '"',
    'two\nlines',
    '\r\t\\n',
    '\u202e1.99',
    '\\u{41}',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const number = fc.constantFrom('1', '-2', '0.5', '12', '1000', '1e3', '1,5');
const day = fc.constantFrom('2026-11-23', '2026-11-23T09:15Z', '2026-11-22T23:59:59.999+01:00');
const pattern = fc.constantFrom('a', '^a-', '[ab/]', 'x|y', '\\d+', 'a/b', '\\\\', 'ø');
const patternTest = pattern.map((one): Test => ({ by: 'pattern', pattern: one }));

/** Ends that are of one kind; one of them may be open. */
const range = fc
  .oneof(fc.tuple(number, number), fc.tuple(day, day))
  .chain(([from, to]) => fc.constantFrom([from, to], ['', to], [from, '']))
  .map(([from = '', to = '']): Test => ({ by: 'range', from, to }));

const fieldTest: fc.Arbitrary<Test> = fc.oneof(
  fc.record({ by: fc.constantFrom(':', '=', '!='), text: fc.oneof(anyText, number, day) }),
  fc.record({ by: fc.constantFrom('<', '<=', '>', '>='), text: fc.oneof(number, day) }),
  range,
  patternTest,
);
const textTest: fc.Arbitrary<Test> = fc.oneof(
  fc.record({
    by: fc.constantFrom(':', '=', '!='),
    text: fc.oneof(anyText, fc.constantFrom(...KEYS, ...RULES, 'Shop DK', '3f2a…aa', 'shop')),
  }),
  patternTest,
);
const statusTest: fc.Arbitrary<Test> = fc.oneof(
  fc.record({ by: fc.constant(':'), text: fc.constantFrom('2xx', '4xx', '202', '400') }),
  fc.record({
    by: fc.constantFrom('<', '<=', '>', '>=', '!='),
    text: fc.constantFrom('202', '400'),
  }),
  fc.constant<Test>({ by: 'range', from: '200', to: '299' }),
);

const clock = fc.constantFrom('00:00', '01:46:40', '09:15', '09:15:02.114', '23:59:59');
const timeTest: fc.Arbitrary<Test> = fc.oneof(
  fc.record({
    by: fc.constantFrom(':', '=', '!=', '<', '<=', '>', '>='),
    text: fc.oneof(clock, day),
  }),
  fc
    .oneof(fc.tuple(clock, clock), fc.tuple(day, day))
    .chain(([from, to]) => fc.constantFrom([from, to], ['', to], [from, '']))
    .map(([from = '', to = '']): Test => ({ by: 'range', from, to })),
);

const path = fc.array(fc.oneof(fc.constantFrom(...NAMES, '0', '1'), anyText), {
  minLength: 1,
  maxLength: 3,
});
const TEXT_FACTS: FactName[] = ['key', 'type', 'page', 'host', 'transport', 'rule'];

const term: fc.Arbitrary<Filter> = fc.oneof(
  anyText.map((text): Filter => ({ kind: 'text', text })),
  pattern.map((one): Filter => ({ kind: 'pattern', pattern: one })),
  path.map((one): Filter => ({ kind: 'has', path: one })),
  fc.tuple(path, fieldTest).map(([one, test]): Filter => ({ kind: 'field', path: one, test })),
  fc
    .tuple(fc.constantFrom(...TEXT_FACTS), textTest)
    .map(([name, test]): Filter => ({ kind: 'fact', name, test })),
  timeTest.map((test): Filter => ({ kind: 'fact', name: 'time', test })),
  statusTest.map((test): Filter => ({ kind: 'fact', name: 'status', test })),
  fc
    .constantFrom(...STATES)
    .map((text): Filter => ({ kind: 'fact', name: 'is', test: { by: ':', text } })),
);

/** Any filter as it can be written. */
export const anyFilter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    term,
    tie('filter').map((of): Filter => ({ kind: 'not', of })),
    fc.array(tie('filter'), { minLength: 2, maxLength: 3 }).map(allOf),
    fc.array(tie('filter'), { minLength: 2, maxLength: 3 }).map(anyOf),
  ),
})).filter;
