import { describe, expect, test } from 'vitest';
import { type Decoded, decode } from '../../../lib/wire/decode.ts';
import { valueOf } from '../../../lib/wire/json/value.ts';
import { type Lossless, readLossless } from '../../../lib/wire/lossless.ts';
import { bytesOfEntry, type Expected, readCorpus, requestOf } from '../../fixtures/corpus.ts';

/** Events and bytes of a body that are compared one by one. */
const MAX_COMPARED = 200;
const MAX_SIZE = 100_000;

const corpus = readCorpus();
const batchOf = (decoded: Decoded) => (decoded.kind === 'other' ? undefined : decoded.batch);

/** Of what became of a body, the parts that its entry speaks of. */
function outcomeOf(
  decoded: Decoded,
  { count, types, paths, payloads, times, rules, ...rest }: Expected,
) {
  const batch = batchOf(decoded);
  const events = batch?.events ?? [];
  const [first] = decoded.issues;
  return {
    kind: decoded.kind,
    ...(count !== undefined && { count: events.length }),
    ...(types && { types: events.map(({ type }) => type ?? null) }),
    ...(paths && { paths: events.map(({ path }) => path) }),
    ...(payloads && { payloads: events.map(({ payload }) => payload.path) }),
    ...(times && { times: events.map(({ at }) => at ?? null) }),
    ...(rules && { rules: decoded.issues.map(({ rule }) => rule) }),
    ...('key' in rest && { key: batch?.key }),
    ...('keyPath' in rest && { keyPath: batch?.keyPath }),
    ...('params' in rest && { params: first?.params }),
    ...('expected' in rest && { expected: first?.expected }),
  };
}

describe.each(corpus)('$file', ({ entries }) => {
  test.each(entries)('$title', (entry) => {
    const lossless = readLossless(bytesOfEntry(entry), requestOf(entry));
    const { decoded } = lossless;
    expect(outcomeOf(decoded, entry.expect)).toEqual(entry.expect);
    if (entry.expect.key === undefined) expect(batchOf(decoded)?.key).toBeUndefined();
    if (entry.expect.kind === 'batch' && !entry.expect.rules) expect(decoded.issues).toEqual([]);
    for (const { grade, severity } of decoded.issues) {
      expect([grade, severity]).not.toEqual(['inferred', 'error']);
    }
    if (lossless.bytes.length < MAX_SIZE) expectSameValues(lossless);
  });
});

function expectSameValues({ decoded, bytes, find }: Lossless) {
  for (const { path, value } of batchOf(decoded)?.events.slice(0, MAX_COMPARED) ?? []) {
    const written = find(path);
    // The fields of a form are an event that is written nowhere as a whole.
    if (!written && path === '') continue;
    expect(written && valueOf(written.node)).toEqual(value);
    if (!written?.bytes) continue;
    const { start, end } = written.bytes;
    expect(new TextDecoder().decode(bytes.subarray(start, end))).toBe(written.source);
  }
}

test('the corpus has at least 200 bodies, each with a title of its own', () => {
  const titles = corpus.flatMap(({ file, entries }) => entries.map(({ title }) => file + title));
  expect(titles.length).toBeGreaterThanOrEqual(200);
  expect(new Set(titles).size).toBe(titles.length);
});

test('bodies as other senders write them raise no error', () => {
  const senders = corpus.find(({ file }) => file === 'other-senders.json')?.entries ?? [];
  const issues = senders.flatMap((entry) => decode(bytesOfEntry(entry), requestOf(entry)).issues);
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
});
