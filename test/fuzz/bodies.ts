import { inflate } from '../../lib/wire/inflate.ts';
import type { RequestFacts } from '../../lib/wire/request.ts';
import { bytesOfEntry, readCorpus, requestOf } from '../fixtures/corpus.ts';
import { mutated, seeded } from './mutate.ts';

export interface Body {
  /** Of the entry that it was made from. */
  title: string;
  bytes: Uint8Array;
  request: RequestFacts;
}

/** Bytes of a body of the corpus, unpacked, that is mutated: the huge ones are odd by their size alone. */
const MAX_SIZE = 50_000;

/** Endless bodies made from the corpus, the same for the same seed. */
export function* bodies(seed: number): Generator<Body> {
  const random = seeded(seed);
  const origins = readCorpus()
    .filter(({ file }) => file !== 'hostile.json')
    .flatMap(({ file, entries }) =>
      entries.map((entry) => ({
        title: `${file}: ${entry.title}`,
        bytes: bytesOfEntry(entry),
        request: requestOf(entry),
      })),
    )
    .filter(({ bytes, request }) => inflate(bytes, request).bytes.length <= MAX_SIZE);
  for (;;) {
    const origin = origins[random(origins.length)]!;
    const other = origins[random(origins.length)]!;
    yield { ...origin, bytes: mutated(origin.bytes, random, other.bytes) };
  }
}
