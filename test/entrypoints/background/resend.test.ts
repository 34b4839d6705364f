import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { browser as Browser } from 'wxt/browser';
import type { Recording } from '../../../entrypoints/background/recording.ts';
import { createResending } from '../../../entrypoints/background/resend.ts';
import type { Log } from '../../../lib/log/log.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what an earlier background left is looked for after the start, until nothing is left', async () => {
  const recordLost = vi.fn<Recording['recordLost']>().mockResolvedValue();
  const pendingResends = vi
    .fn<Log['pendingResends']>()
    .mockResolvedValueOnce([
      { id: 'r1', original: '', tab: 'run:1', url: '', at: 0, way: 'extension' },
    ])
    .mockResolvedValue([]);
  const log = { pendingResends, resendQueue: { recover: () => Promise.resolve() } };
  const recording = { log: () => Promise.resolve(log), run: () => 'run', recordLost };
  // Nothing else of these is needed as long as nothing is sent.
  createResending({} as typeof Browser, recording as unknown as Recording);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(recordLost).toHaveBeenCalledTimes(2);
});
