import { describe, expect, test } from 'vitest';
import type { Issue } from '../../../lib/contract/issue.ts';
import { flatten, MAX_CHILDREN } from '../../../lib/session/flat.ts';
import { placeIssues } from '../../../lib/session/issue-places.ts';
import { readLossless } from '../../../lib/wire/lossless.ts';
import { bytesOf } from '../samples.ts';

const issueAt = (path: string): Issue => ({
  severity: 'warning',
  rule: 'price',
  path,
  message: 'rulePrice',
  grade: 'inferred',
  contract: 'built-in',
});

/** Where an issue about a field of an event is drawn: the name and source of the node, and the missing name. */
function placed(fields: string, path: string) {
  const lossless = readLossless(bytesOf(`{"events":[{"eventType":"A",${fields}}]}`));
  const { decoded } = lossless;
  if (decoded.kind !== 'batch') throw new Error(decoded.kind);
  const tree = flatten(lossless, decoded.batch, '/events/0');
  const { at, absent } = placeIssues(tree, [issueAt(path)]);
  const [index] = [...at.keys(), ...absent.keys()];
  const { name, source } = tree.nodes[index!]!;
  return { name, source, missing: absent.get(index!)?.keys().next().value };
}

describe('an issue stands', () => {
  test.each([
    ['on its field', '"a":1', '/events/0/a', 'a'],
    ['on a field at any depth', '"a":[{"b":{"c":1}}]', '/events/0/a/0/b/c', 'c'],
    ['on a name with signs of pointers', '"a/b~c":1', '/events/0/a~1b~0c', 'a/b~c'],
    ['on a field in JSON that a string holds', '"a":"{\\"b\\":1}"', '/events/0/a/b', 'b'],
    ['on the whole that it is about', '"a":1', '/events/0', undefined],
    ['on the event, where its place is not in that', '"a":1', '/instrumentationKey', undefined],
    ['on a name that all objects have', '"__proto__":1', '/events/0/__proto__', '__proto__'],
  ])('%s', (_title, fields, path, name) => {
    expect(placed(fields, path)).toMatchObject({ name, missing: undefined });
  });

  test('on the one that counts of those with its name', () => {
    expect(placed('"a":1,"a":2', '/events/0/a')).toMatchObject({ source: '2' });
  });

  test('with a missing field, in the object where it is missed', () => {
    expect(placed('"a":{"b":1}', '/events/0/a/c')).toMatchObject({ name: 'a', missing: 'c' });
    expect(placed('"a":1', '/events/0/toString')).toMatchObject({ missing: 'toString' });
  });

  test.each([
    ['is no object', '"a":[1]', '/events/0/a/7', 'a'],
    ['has no such way', '"a":{"b":1}', '/events/0/a/c/d', 'a'],
    [
      'is nested deeper than is told',
      `"a":${'['.repeat(50)}${']'.repeat(50)}`,
      `/events/0/a${'/0'.repeat(49)}`,
      0,
    ],
  ])('on the nearest value around it, where that %s', (_title, fields, path, name) => {
    expect(placed(fields, path)).toMatchObject({ name, missing: undefined });
  });

  test('on the object, where that has more fields than are told', () => {
    const fields = Array.from({ length: MAX_CHILDREN }, (_, n) => `"f${n}":0`).join();
    expect(placed(`"o":{${fields},"last":1}`, '/events/0/o/other')).toMatchObject({
      name: 'o',
      missing: undefined,
    });
  });

  test('somewhere, were there nothing told at all', () => {
    const { at } = placeIssues({ path: '/x', nodes: [] }, [issueAt('/x/y')]);
    expect([...at]).toMatchObject([[0, [{ path: '/x/y' }]]]);
  });
});
