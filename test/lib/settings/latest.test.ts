import { expect, test } from 'vitest';
import { latestWriter } from '../../../lib/settings/latest.ts';

test('what is overtaken while another is being written is not written, and all wait for the last', async () => {
  const written: string[] = [];
  const done: (() => void)[] = [];
  const writer = latestWriter((value: string) => {
    written.push(value);
    return new Promise<void>((resolve) => done.push(resolve));
  });
  expect(writer.isWriting()).toBe(false);
  let told = 0;
  const all = ['a', 'ab', 'abc', 'abcd'].map((value) => writer.write(value).then(() => told++));
  expect(written).toEqual(['a']);
  done[0]!();
  await expect.poll(() => written).toEqual(['a', 'abcd']);
  expect(told).toBe(0);
  expect(writer.isWriting()).toBe(true);
  done[1]!();
  await Promise.all(all);
  expect(writer.isWriting()).toBe(false);
});

test('a write that fails does not keep the next from being written', async () => {
  const written: string[] = [];
  const writer = latestWriter((value: string) => {
    written.push(value);
    return value === 'a' ? Promise.reject(new Error('full')) : Promise.resolve();
  });
  await expect(writer.write('a')).rejects.toThrow('full');
  await writer.write('b');
  expect(written).toEqual(['a', 'b']);
});

test('what waits while a write fails is written, and all are told of that alone', async () => {
  const written: string[] = [];
  const writer = latestWriter(async (value: string) => {
    await Promise.resolve();
    if (value === 'a') throw new Error('full');
    written.push(value);
  });
  await Promise.all(['a', 'ab', 'abc'].map(writer.write));
  expect(written).toEqual(['abc']);
});

test('nothing is lost that comes as the last one has just been written', async () => {
  for (let turns = 0; turns < 12; turns += 1) {
    const written: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const writer = latestWriter(async (value: string) => {
      written.push(value);
      if (value === 'a') await promise;
    });
    void writer.write('a');
    resolve();
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    await writer.write('ab');
    expect(written).toEqual(['a', 'ab']);
    expect(writer.isWriting()).toBe(false);
  }
});

test('what can’t even be begun is told, and does not keep the next from being written', async () => {
  const written: string[] = [];
  const writer = latestWriter((value: string) => {
    if (value === 'a') throw new Error('gone');
    written.push(value);
    return Promise.resolve();
  });
  await expect(writer.write('a')).rejects.toThrow('gone');
  await writer.write('b');
  expect(written).toEqual(['b']);
});
