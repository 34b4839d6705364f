import { describe, expect, test } from 'vitest';
import { printComparison } from '../../../lib/compare/print.ts';
import { compareRows, type ReadBody } from '../../../lib/session/compared.ts';
import { comparisonRows } from '../../../lib/session/comparison-rows.ts';
import { bytesOf, capture } from '../samples.ts';

const KEY = '3f2a9c41b7e04d5a';
const BODIES: Record<string, string> = {
  a: `{"iKey":"${KEY}","events":[{"eventType":"A","x":1,"y":2,"lines":[{"id":1,"n":1.50}]}]}`,
  b: `{"iKey":"${KEY}","events":[{"eventType":"A","x":1,"y":3,"lines":[{"id":0},{"id":1,"n":1.5}]}]}`,
  // Shown shortened, these are alike.
  other: `{"iKey":"${KEY.replace('9c41', '0000')}","events":[]}`,
  same: `{"iKey":"${KEY}","events":[]}`,
  long: `[{"eventType":"A","x":"${'x'.repeat(5000)}1${'y'.repeat(3000)}","z":"${'z'.repeat(400)}1"}]`,
  longer: `[{"eventType":"A","x":"${'x'.repeat(5000)}2","z":"${'z'.repeat(400)}"}]`,
  emoji: `[{"eventType":"A","x":"${'😀'.repeat(3000)}1"}]`,
  emojis: `[{"eventType":"A","x":"${'😀'.repeat(3000)}23${'😀'.repeat(3000)}"}]`,
  bad: '{"iKey":',
};
const read: ReadBody = (id) =>
  Promise.resolve(
    BODIES[id] === undefined
      ? undefined
      : { capture: capture({ id, at: 0 }), body: bytesOf(BODIES[id]) },
  );

async function compared(a: string, b: string, event?: number) {
  const answer = await compareRows(read, { capture: a, event }, { capture: b, event });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.comparison;
}

describe('two events of the log', () => {
  test('are compared, and told without more than that', async () => {
    const comparison = await compared('a', 'b', 0);
    expect(comparison).toMatchObject({ path: '/events/0', isPartial: false, a: { type: 'A' } });
    expect(structuredClone(comparison)).toEqual(comparison);
    expect(printComparison(comparison)).toBe(
      [
        '--- A 1970-01-01T00:00:00.000Z https://shop.test/',
        '+++ A 1970-01-01T00:00:00.000Z https://shop.test/',
        '- /events/0/y: 2',
        '+ /events/0/y: 3',
        '+ /events/0/lines/0: {1}',
        '+ /events/0/lines/0/id: 0',
        '~ /events/0/lines/1/n: 1.50 → 1.5',
        '',
      ].join('\n'),
    );
  });

  test('show long texts where they differ', async () => {
    const { differences } = await compared('long', 'longer', 0);
    const [x, z] = ['x', 'z'].map((wanted) => differences.find(({ name }) => name === wanted)!);
    const [same, sames] = ['x'.repeat(100), 'z'.repeat(100)];
    expect(x!.a).toMatchObject({ before: 4901, source: `${same}1${'y'.repeat(1899)}`, left: 1102 });
    expect(x!.b).toMatchObject({ before: 4901, source: `${same}2"` });
    expect([z!.a!.source, z!.b!.source]).toEqual([`${sames}1"`, `${sames}"`]);
    expect(printComparison(await compared('long', 'longer', 0))).toContain(`+ /0/x: …${same}2"\n`);
  });

  test('show no half of a character', async () => {
    const { differences } = await compared('emoji', 'emojis', 0);
    const { a, b } = differences.find(({ name }) => name === 'x')!;
    expect([a!.source, b!.source].map((source) => source!.isWellFormed())).toEqual([true, true]);
    expect(b!.source!.length + b!.left!).toBe(a!.source!.length + 1 + 6000);
  });

  test('are drawn with what is equal folded, until it is wanted', async () => {
    const comparison = await compared('a', 'b', 0);
    const drawn = (open: number[]) =>
      comparisonRows(comparison, new Set(open)).map((row) =>
        row.kind === 'equal' ? `${row.count} equal` : `${row.depth} ${row.path.slice(9)}`,
      );
    expect(drawn([])).toEqual([
      '2 equal',
      '0 /y',
      '0 /lines',
      '1 /lines/0',
      '2 /lines/0/id',
      '1 /lines/1',
      '1 equal',
      '2 /lines/1/n',
    ]);
    const at = comparison.differences.findIndex(({ change }) => change === 'equal');
    expect(drawn([at]).slice(0, 3)).toEqual(['2 equal', '0 /eventType', '0 /x']);
  });
});

test('keys are compared whole, and shown shortened', async () => {
  const { differences } = await compared('same', 'other');
  expect(differences).toMatchObject([
    { change: 'inside' },
    { change: 'changed', name: 'iKey', a: { source: '"3f2a…5a"' }, b: { source: '"3f2a…5a"' } },
    { change: 'equal', name: 'events' },
  ]);
  expect(JSON.stringify(differences)).not.toContain(KEY);
});

test.each([
  ['a', 'gone', 'gone'],
  ['bad', 'a', 'no-batch'],
])('%s can’t be compared with %s: %s', async (a, b, reason) => {
  expect(await compareRows(read, { capture: a, event: 0 }, { capture: b, event: 0 })).toEqual({
    ok: false,
    reason,
  });
});
