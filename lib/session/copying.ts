import type { Copied, CopyWish } from '../transfer/copy.ts';

export type CopyRequest = {
  ask: 'copy';
  /** Comes back with the answer. */
  number: number;
  wish: CopyWish;
};

export type CopyAnswer = { tell: 'copied'; number: number; copied: Copied };

/** Texts to be copied, which the Worker writes: the panel has not the bodies. */
export function createCopying(ask: (request: CopyRequest) => void) {
  const waiting = new Map<number, (copied: Copied) => void>();
  let count = 0;
  return {
    textOf(wish: CopyWish): Promise<Copied> {
      count += 1;
      const number = count;
      return new Promise((resolve) => {
        waiting.set(number, resolve);
        ask({ ask: 'copy', number, wish });
      });
    },

    receive({ number, copied }: CopyAnswer) {
      waiting.get(number)?.(copied);
      waiting.delete(number);
    },
  };
}
