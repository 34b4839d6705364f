import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duplicatesIn } from '../../../../lib/wire/json/duplicates.ts';
import type { JsonNode } from '../../../../lib/wire/json/node.ts';
import { parseJson } from '../../../../lib/wire/json/parse.ts';
import { valueOf } from '../../../../lib/wire/json/value.ts';

function rootOf(text: string): JsonNode {
  const { root, fault } = parseJson(text);
  if (!root || fault) throw new Error(`no JSON: ${fault?.kind}`);
  return root;
}
const depthOf = (deep: number, one: string, other: string) => one.repeat(deep) + other.repeat(deep);

describe('a text is kept as it is written', () => {
  test('with the places of values and names', () => {
    const text = '{ "a" : [ 1.50, "x" ] }';
    const root = rootOf(text);
    expect(root).toMatchObject({ kind: 'object', start: 0, end: text.length });
    const [member] = root.kind === 'object' ? root.members : [];
    expect(member).toMatchObject({ name: 'a', span: { start: 2, end: 5 } });
    const items = member?.value.kind === 'array' ? member.value.items : [];
    expect(items.map(({ start, end }) => text.slice(start, end))).toEqual(['1.50', '"x"']);
  });

  test.each(['1299.50', '12345678901234567890', '-0', '1E+2', '0.10'])(
    'with the number %s',
    (text) => {
      const root = rootOf(text);
      expect(text.slice(root.start, root.end)).toBe(text);
      expect(valueOf(root)).toBe(JSON.parse(text));
    },
  );

  test('with the order of its properties, numbers among them', () => {
    const root = rootOf('{"b":1,"2":2,"a":3,"1":4}');
    expect(root.kind === 'object' && root.members.map(({ name }) => name)).toEqual([
      'b',
      '2',
      'a',
      '1',
    ]);
  });

  test('with all values of a name that comes twice, of which the last holds', () => {
    const root = rootOf('{"a":1,"b":{"c":1,"c":2},"a":3}');
    expect(valueOf(root)).toEqual({ a: 3, b: { c: 2 } });
    expect(duplicatesIn(root, '/x').map(({ path, values }) => [path, values.map(valueOf)])).toEqual(
      [
        ['/x/a', [1, 3]],
        ['/x/b/c', [1, 2]],
      ],
    );
  });

  test('with halves of pairs', () => {
    expect(valueOf(rootOf('"\\ud800x"'))).toBe('\ud800x');
  });
});

test('a property named __proto__ is a property', () => {
  const value = valueOf(rootOf('{"__proto__":{"polluted":1},"constructor":{"prototype":2}}'));
  expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.prototype).not.toHaveProperty('polluted');
});

describe('a fault', () => {
  test.each([
    ['', 'cut', 0],
    ['[1,2', 'cut', 4],
    ['{"a":tru', 'cut', 8],
    ['{"a":"x', 'cut', 7],
    ['[1,]', 'syntax', 3],
    ['{"a":01}', 'syntax', 6],
    ['{"a":"\n"}', 'syntax', 6],
    ['[] []', 'trailing', 3],
  ])('in %j is %s at %i', (text, kind, offset) => {
    expect(parseJson(text).fault).toMatchObject({ kind, offset });
  });

  test('leaves what came before it', () => {
    const { root, fault } = parseJson('{"a":[1,{"b":2},{"c":3,"d":');
    expect(root && valueOf(root)).toEqual({ a: [1, { b: 2 }, { c: 3 }] });
    expect(fault?.open.map((node) => node.kind)).toEqual(['object', 'array', 'object']);
  });

  test('does not leave a number that may have been longer', () => {
    const { root } = parseJson('[1,12');
    expect(root && valueOf(root)).toEqual([1]);
  });
});

describe('a bound', () => {
  test('is set to the values that are read', () => {
    const { root, fault } = parseJson('[1,2,3,4]', { maxNodes: 3 });
    expect(fault).toMatchObject({ kind: 'bound', offset: 5 });
    expect(root && valueOf(root)).toEqual([1, 2]);
  });

  test.each([
    ['[', ']'],
    ['{"a":[', ']}'],
  ])('is not set to depth: %s 100,000 times', (one, other) => {
    const root = rootOf(depthOf(100_000, one, other));
    expect(typeof valueOf(root)).toBe('object');
    expect(duplicatesIn(root)).toEqual([]);
  });
});

describe('whatever the text', () => {
  const spaced = fc
    .tuple(fc.json(), fc.constantFrom(0, 1, 2, '\t'))
    .map(([text, space]) => JSON.stringify(JSON.parse(text), null, space));
  const broken = fc
    .tuple(fc.json(), fc.nat(), fc.string({ maxLength: 3 }))
    .map(
      ([text, at, put]) =>
        text.slice(0, at % (text.length + 1)) + put + text.slice(at % text.length),
    );

  test('its values are those of JSON.parse', () => {
    fc.assert(
      fc.property(spaced, (text) => {
        expect(valueOf(rootOf(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('it is JSON exactly when JSON.parse says so', () => {
    const isJson = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        // That is the answer.
        return false;
      }
    };
    fc.assert(
      fc.property(fc.oneof(broken, fc.string()), (text) => {
        expect(parseJson(text).fault === undefined).toBe(isJson(text));
      }),
      { numRuns: 1000 },
    );
  });
});
