import { createHash } from 'node:crypto';
import type { ReceivedRequest } from '../receiver/receiver.ts';
import { markIn } from './letters.ts';

/** A request that the receiver got, with its bytes told by their SHA-256. */
export interface Arrived {
  mark: string;
  sha256: string;
  at: number;
}

/** What came of a run; browsers may send one request twice by themselves. */
export function arrivedOf(requests: readonly ReceivedRequest[], run: string): Arrived[] {
  return requests.flatMap(({ body, at }) => {
    const mark = markIn(Buffer.from(body).toString());
    if (!mark?.startsWith(run)) return [];
    return [{ mark, at, sha256: [...createHash('sha256').update(body).digest()].join(' ') }];
  });
}
