import { expect, test } from 'vitest';
import { latestWriter } from '../../../lib/settings/latest.ts';

test('what is overtaken while another is being written is not written', async () => {
  const written: string[] = [];
  const done: (() => void)[] = [];
  const write = latestWriter((value: string) => {
    written.push(value);
    return new Promise<void>((resolve) => done.push(resolve));
  });
  const all = write('a');
  for (const value of ['ab', 'abc', 'abcd']) await write(value);
  expect(written).toEqual(['a']);
  done[0]!();
  await Promise.resolve();
  done[1]?.();
  await all;
  expect(written).toEqual(['a', 'abcd']);
});

test('a write that fails does not keep the next from being written', async () => {
  const written: string[] = [];
  const write = latestWriter((value: string) => {
    written.push(value);
    return value === 'a' ? Promise.reject(new Error('full')) : Promise.resolve();
  });
  await expect(write('a')).rejects.toThrow('full');
  await write('b');
  expect(written).toEqual(['a', 'b']);
});
