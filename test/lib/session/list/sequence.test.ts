import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSequence } from '../../../../lib/session/list/sequence.ts';

type Step =
  | { do: 'insert'; at: number; size: number }
  | { do: 'remove'; at: number }
  | { do: 'cut'; at: number }
  | { do: 'resize'; at: number; size: number };

const at = fc.nat(30);
const size = fc.nat(4);
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ do: fc.constant('insert'), at, size }), weight: 6 },
  fc.record({ do: fc.constant('remove'), at }),
  fc.record({ do: fc.constant('cut'), at }),
  fc.record({ do: fc.constant('resize'), at, size }),
);

test('finds of which item each line is, whatever has been put in, taken out and resized', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const sequence = createSequence<{ size: number }>((item) => item.size);
      const model: { size: number }[] = [];
      for (const one of steps) {
        const index = one.at % (model.length + (one.do === 'insert' ? 1 : 0) || 1);
        const item = model[index];
        if (one.do === 'insert') {
          const added = { size: one.size };
          model.splice(index, 0, added);
          sequence.insert(index, added);
        } else if (one.do === 'remove' && item) {
          model.splice(index, 1);
          sequence.remove(index);
        } else if (one.do === 'cut') {
          expect(sequence.cut(index)).toEqual(model.splice(index));
        } else if (one.do === 'resize' && item) {
          item.size = one.size;
          sequence.changed(index);
        }
        const lines = model.flatMap((of) =>
          Array.from({ length: of.size }, (_, skip) => [of, skip]),
        );
        expect(sequence.total()).toBe(lines.length);
        for (let line = 0; line <= lines.length; line += 1) {
          const found = [...sequence.from(line)].flatMap(({ item: of, skip }) =>
            Array.from({ length: of.size - skip }, (_, more) => [of, skip + more]),
          );
          expect(found).toEqual(lines.slice(line));
        }
      }
    }),
  );
});
