import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allShown, countShown, flagsOf, isShownAt } from '../../../lib/session/flags.ts';

test('flags say of each row whether it is shown, however many there are', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 40 }), fc.nat(40), (rows, before) => {
      const flags = flagsOf(rows, (row) => row);
      expect(flags).toHaveLength(rows.length);
      expect(rows.map((_, at) => isShownAt(flags, at))).toEqual(rows);
      expect(countShown(flags)).toBe(rows.filter(Boolean).length);
      expect(countShown(flags, before)).toBe(rows.slice(0, before).filter(Boolean).length);
      expect(flagsOf(rows, () => true)).toBe(allShown(rows.length));
    }),
  );
});
