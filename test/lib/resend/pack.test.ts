import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packed } from '../../../lib/resend/pack.ts';
import { COMPRESSIONS, inflate } from '../../../lib/wire/inflate.ts';

const NAMES = { gzip: 'gzip', deflate: 'deflate', 'deflate-raw': 'deflate' } as const;

test('what is packed and unpacked is the same, and was packed as it was to be', async () => {
  const packing = fc.array(fc.constantFrom(...COMPRESSIONS), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.json({ maxDepth: 2 }), packing, async (json, packing) => {
      const bytes = new TextEncoder().encode(`{"å":${json}}`);
      const whole = await packed(bytes, packing);
      const value = packing
        .map((one) => NAMES[one])
        .toReversed()
        .join(', ');
      const headers = [{ name: 'Content-Encoding', value }];
      expect(inflate(whole, { headers })).toEqual({ bytes, from: packing });
    }),
    { numRuns: 50 },
  );
});
