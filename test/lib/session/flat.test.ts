import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  flatten,
  type FlatTree,
  type FlatWishes,
  MAX_CHILDREN,
  MAX_DEPTH,
  MAX_NODES,
} from '../../../lib/session/flat.ts';
import { MAX_SOURCE, MAX_SOURCES } from '../../../lib/session/flat-text.ts';
import { readLossless } from '../../../lib/wire/lossless.ts';
import { bytesOfEntry, readCorpus, requestOf } from '../../fixtures/corpus.ts';
import { bytesOf } from '../samples.ts';
import { isWhole, likeTold, valueOfFlat } from './flat-value.ts';

function read(text: string, contentType = '') {
  const headers = [{ name: 'content-type', value: contentType }];
  const lossless = readLossless(bytesOf(text), { headers });
  const { decoded } = lossless;
  if (decoded.kind === 'other' || !decoded.batch) throw new Error(`no batch: ${decoded.kind}`);
  const { batch } = decoded;
  return {
    batch,
    flat: (path: string, wishes?: FlatWishes) => flatten(lossless, batch, path, wishes),
  };
}
const eventIn = (fields: string, wishes?: FlatWishes) =>
  read(`{"events":[{"eventType":"A",${fields}}]}`).flat('/events/0', wishes);
const childrenOf = ({ nodes }: FlatTree, at = 0) =>
  nodes.slice(nodes[at]?.children?.start, nodes[at]?.children?.end);
const fieldOf = (tree: FlatTree, name: string | number) =>
  tree.nodes.find((node) => node.name === name);

describe('a value is told as it is written', () => {
  test('in the order of its names', () => {
    const tree = eventIn('"b":1,"10":2,"a":3,"1":4');
    expect(childrenOf(tree).map(({ name }) => name)).toEqual(['eventType', 'b', '10', 'a', '1']);
  });

  test.each([
    ['1299.50', 'number', undefined],
    ['1e3', 'number', undefined],
    ['-0', 'number', undefined],
    ['9007199254740992', 'number', undefined],
    ['12345678901234567890', 'number', '12345678901234567000'],
    ['9007199254740993', 'number', '9007199254740992'],
    ['1e999', 'number', 'Infinity'],
    ['"r\\u00f8d"', 'string', 'rød'],
    ['"a\\/b"', 'string', 'a/b'],
    ['"rød"', 'string', undefined],
    ['"a\\nb"', 'string', undefined],
    ['"\\ud800"', 'string', undefined],
    ['true', 'boolean', undefined],
    ['null', 'null', undefined],
  ])('%s', (source, kind, reads) => {
    const node = fieldOf(eventIn(`"field": ${source}`), 'field');
    expect(node).toEqual({ kind, name: 'field', source, ...(reads !== undefined && { reads }) });
  });

  test('each of those with the same name, saying which one counts', () => {
    const tree = eventIn('"p":1,"q":0,"p":2,"p":3,"__proto__":4,"__proto__":5');
    expect(childrenOf(tree).map(({ name, source, named }) => [name, source, named])).toEqual([
      ['eventType', '"A"', undefined],
      ['p', '1', { times: 3, counts: false }],
      ['q', '0', undefined],
      ['p', '2', { times: 3, counts: false }],
      ['p', '3', { times: 3, counts: true }],
      ['__proto__', '4', { times: 2, counts: false }],
      ['__proto__', '5', { times: 2, counts: true }],
    ]);
  });

  test('with the sizes of lists and objects', () => {
    const tree = eventIn('"list":[1,[2],{}],"none":[]');
    expect(fieldOf(tree, 'list')).toMatchObject({ kind: 'array', size: 3 });
    expect(fieldOf(tree, 'none')).toMatchObject({ size: 0, children: { start: 7, end: 7 } });
    expect(tree.nodes[0]).toMatchObject({ kind: 'object', size: 3 });
  });

  test('with the bytes of what they are asked of', () => {
    const { flat } = read('{"q":"æ","events":[1,{"eventType":"Å"}]}');
    const bytesOf = new Set(['/events/1']);
    expect(flat('/events/1', { bytesOf }).nodes[0]?.bytes).toEqual({ start: 22, end: 40 });
    const told = flat('', { bytesOf }).nodes.filter(({ bytes }) => bytes);
    expect(told).toMatchObject([{ name: 1, bytes: { start: 22 } }]);
  });

  test('where nothing stands there, with nothing', () => {
    expect(read('{"events":[]}').flat('/events/7')).toEqual({ path: '/events/7', nodes: [] });
  });
});

describe('JSON in a string', () => {
  const held = (value: string) => `"data":${JSON.stringify(value)}`;

  test('is opened, and its strings in turn, to a limit', () => {
    let text = '{"price":1.50}';
    for (let times = 0; times < 5; times += 1) text = JSON.stringify({ in: text });
    const { nodes } = eventIn(held(text));
    expect(nodes.filter(({ holds }) => holds)).toHaveLength(3);
    expect(nodes.at(-1)).toMatchObject({ kind: 'string', name: 'in' });
  });

  test('has its numbers as written, and no bytes of its own', () => {
    const bytesOf = new Set(['/events/0/data/price']);
    const tree = eventIn(held('{"price":1.50}'), { bytesOf });
    expect(fieldOf(tree, 'data')).toMatchObject({ kind: 'string', holds: 'object', size: 1 });
    expect(fieldOf(tree, 'price')).toEqual({ kind: 'number', name: 'price', source: '1.50' });
  });

  test('that is none is a text, unless something is wanted in it', () => {
    const broken = held('{"price":1.50,');
    expect(fieldOf(eventIn(broken), 'data')).not.toHaveProperty('children');
    const wanted = ['/events/0/data/price'];
    expect(fieldOf(eventIn(broken, { wanted }), 'price')?.source).toBe('1.50');
    expect(fieldOf(eventIn(held('[object Object]')), 'data')).not.toHaveProperty('holds');
  });
});

describe('a body that is no single document', () => {
  test('of lines is the list of them, a bad one as its text', () => {
    const tree = read('{"eventType":"A","x":1.0}\n{"eventType":\n{"eventType":"C"}').flat('');
    expect(tree.nodes[0]).toMatchObject({ kind: 'array', size: 3 });
    expect(childrenOf(tree)).toMatchObject([
      { kind: 'object' },
      { kind: 'string', source: '{"eventType":' },
      { kind: 'object' },
    ]);
    expect(fieldOf(tree, 'x')?.source).toBe('1.0');
  });

  test('of a form is an object of its fields, in their order, those of one name a list', () => {
    const form = 'b=2&data={"eventType":"A","x":1.0}&a=x&b=3';
    const tree = read(form, 'application/x-www-form-urlencoded').flat('');
    expect(childrenOf(tree).map(({ name, kind, holds }) => [name, kind, holds])).toEqual([
      ['b', 'array', undefined],
      ['data', 'string', 'object'],
      ['a', 'string', undefined],
    ]);
    expect(fieldOf(tree, 'x')?.source).toBe('1.0');
    expect(fieldOf(tree, 'a')).toMatchObject({ source: 'x', reads: 'x' });
  });

  test('of JSON in a string is what that holds', () => {
    const tree = read(JSON.stringify('{"events":[{"eventType":"A","x":1.0}]}')).flat('');
    expect(fieldOf(tree, 'x')?.source).toBe('1.0');
  });
});

describe('keys are shortened', () => {
  const KEY = '3f2a9c41b7e04d5a';
  const flat = (text: string) => read(text).flat('', { secret: KEY });

  test.each([
    ['by their name', `{"events":[{"eventType":"A"}],"iKey":"${KEY}"}`],
    ['in JSON that a text holds', `{"events":[{"eventType":"A","x":"{\\"iKey\\":\\"${KEY}\\""}]}`],
    ['anywhere, where they are known', `{"events":[{"eventType":"A","x":"my ${KEY}"}]}`],
  ])('%s', (_title, text) => {
    const { nodes } = flat(text);
    expect(JSON.stringify(nodes)).not.toContain(KEY);
    expect(nodes.filter(({ isSecret }) => isSecret)).toMatchObject([
      { source: expect.stringContaining('3f2a…5a') as unknown },
    ]);
  });

  test('and what is no key is left as it is', () => {
    expect(flat('{"events":[{"eventType":"A","x":"3f2a"}]}').nodes).toSatisfy(
      (nodes: FlatTree['nodes']) => nodes.every(({ isSecret }) => !isSecret),
    );
  });
});

describe('a tree is bounded', () => {
  const numbers = (count: number) =>
    `"list":[${Array.from({ length: count }, (_, n) => n).join()}]`;

  test('in the values of one list, but for those that are wanted', () => {
    const wanted = ['/events/0/list/1900/x', '/events/0/list/5'];
    const tree = eventIn(numbers(2000), { wanted });
    const at = tree.nodes.findIndex(({ name }) => name === 'list');
    expect(tree.nodes[at]?.size).toBe(2000);
    const names = childrenOf(tree, at).map(({ name }) => name);
    expect(names).toEqual([...Array.from({ length: MAX_CHILDREN }, (_, n) => n), 1900]);
  });

  test('in all its values, the outer ones first', () => {
    const list = `[${Array.from({ length: MAX_CHILDREN }, () => '0').join()}]`;
    const lists = `[${Array.from({ length: MAX_CHILDREN }, () => list).join()}]`;
    const tree = eventIn(`"lists":${lists},"last":1`);
    expect(tree.nodes).toHaveLength(MAX_NODES);
    expect(fieldOf(tree, 'last')?.source).toBe('1');
    const full = tree.nodes.filter(({ kind, size }) => kind === 'array' && size === MAX_CHILDREN);
    expect(full).toHaveLength(MAX_CHILDREN + 1);
    expect(full.at(-1)?.children).toEqual({ start: MAX_NODES, end: MAX_NODES });
  });

  test('in depth: what is nested more deeply is given by its source', () => {
    const tree = eventIn(`"deep":${'['.repeat(100_000)}1.0${']'.repeat(100_000)}`);
    const last = tree.nodes.at(-1)!;
    expect(tree.nodes).toHaveLength(MAX_DEPTH + 2);
    expect(last).toMatchObject({ kind: 'array', size: 1, isDeep: true });
    expect(last.source).toHaveLength(MAX_SOURCE);
    expect(last.left).toBe(200_003 - 2 * (MAX_DEPTH - 1) - MAX_SOURCE);
    expect(structuredClone(tree)).toEqual(tree);
  });

  test('in the characters of one value, of all values, and of a name', () => {
    const long = JSON.stringify('x'.repeat(150_000));
    const fields = Array.from({ length: 20 }, (_, n) => `"f${n}":${long}`).join();
    const tree = eventIn(`"${'n'.repeat(5000)}":1,${fields}`);
    const length = tree.nodes.reduce((sum, { source = '' }) => sum + source.length, 0);
    expect(length).toBe(MAX_SOURCES);
    expect(fieldOf(tree, 'f0')).toMatchObject({ left: 150_002 - MAX_SOURCE });
    expect(fieldOf(tree, 'f19')).toMatchObject({ source: '', left: 150_002 });
    expect(childrenOf(tree)[1]).toMatchObject({ name: 'n'.repeat(1000), nameLeft: 4000 });
  });

  test('in time, whatever the names', () => {
    const fields = Array.from({ length: 200_000 }, (_, n) => `"n${n % 100_000}":0`).join();
    const tree = eventIn(fields, { wanted: ['/events/0/n99999'] });
    expect(tree.nodes[0]?.size).toBe(200_001);
    expect(childrenOf(tree).at(-1)).toMatchObject({ name: 'n99999', named: { counts: true } });
  });
});

describe('the fast step and the tree agree on values', () => {
  /** Bytes of a body that is compared, and events of it. */
  const MAX_SIZE = 100_000;
  const MAX_COMPARED = 20;

  test('of generated events', () => {
    const name = fc.string({ minLength: 1 }).map((text) => `x${text}`);
    const event = fc.dictionary(name, fc.jsonValue({ maxDepth: 4 }));
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 5 }), (events) => {
        const text = JSON.stringify({ events: events.map((one) => ({ eventType: 'A', ...one })) });
        const { batch, flat } = read(text);
        for (const { path, value } of batch.events) {
          const told = valueOfFlat(flat(path));
          expect(told.value).toEqual(likeTold(value, told.value, told.opened));
        }
      }),
    );
  });

  test('of the corpus of hostile and odd bodies', () => {
    let compared = 0;
    for (const { entries } of readCorpus()) {
      for (const entry of entries) {
        const body = bytesOfEntry(entry);
        if (body.length > MAX_SIZE) continue;
        const lossless = readLossless(body, requestOf(entry));
        const { decoded } = lossless;
        if (decoded.kind === 'other' || !decoded.batch) continue;
        for (const { path, value } of decoded.batch.events.slice(0, MAX_COMPARED)) {
          const tree = flatten(lossless, decoded.batch, path);
          expect(structuredClone(tree)).toEqual(tree);
          if (!isWhole(tree)) continue;
          const told = valueOfFlat(tree);
          expect(told.value).toEqual(likeTold(value, told.value, told.opened));
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(300);
  });
});
