import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ask, isOrphan, type Runtime } from '../../../lib/messaging/ask.ts';
import type { Command } from '../../../lib/messaging/commands.ts';

const STATUS = { command: 'status', tabId: 1 } as const;
const RESEND = {
  command: 'resend',
  job: 'job',
  tab: 'run:1',
  captures: ['run:1'],
  way: 'extension',
  pace: 0,
  confirmed: false,
} satisfies Command;
const ANSWER = { tab: 'run:1', opened: [], watched: [], paused: false };

const send = vi.fn<Runtime['sendMessage']>();
let runtime: Runtime | undefined;
let orphaned: () => void;
beforeEach(() => {
  send.mockReset();
  runtime = { id: 'own', sendMessage: send };
  orphaned = vi.fn<() => void>();
});

const unsettled = async (promise: Promise<unknown>) => {
  const turn = new Promise((resolve) => setImmediate(resolve, 'unsettled'));
  return (await Promise.race([promise, turn])) === 'unsettled';
};

describe('a command', () => {
  test('is answered by the background', async () => {
    send.mockResolvedValue({ answer: ANSWER });
    expect(await ask(() => runtime, orphaned, STATUS)).toEqual(ANSWER);
    expect(send).toHaveBeenCalledExactlyOnceWith(STATUS);
  });

  test('fails with the background’s own words', async () => {
    send.mockResolvedValue({ fault: 'The log is broken' });
    await expect(ask(() => runtime, orphaned, STATUS)).rejects.toThrow('The log is broken');
  });

  test('is asked again until the background, stopped in the middle, is there', async () => {
    send.mockResolvedValueOnce(undefined).mockResolvedValueOnce(undefined);
    send.mockResolvedValueOnce({ answer: ANSWER });
    expect(await ask(() => runtime, orphaned, STATUS)).toEqual(ANSWER);
  });

  test('that has no answer is asked again or, where it is to send something, given up', async () => {
    vi.useFakeTimers();
    try {
      send.mockReturnValueOnce(new Promise(() => {})).mockResolvedValueOnce({ answer: ANSWER });
      const status = ask(() => runtime, orphaned, STATUS);
      await vi.advanceTimersByTimeAsync(11_000);
      expect(await status).toEqual(ANSWER);
      send.mockReset().mockReturnValue(new Promise(() => {}));
      const resend = ask(() => runtime, orphaned, RESEND).catch(String);
      await vi.advanceTimersByTimeAsync(100_000);
      expect(await resend).toMatch('stopped before it answered');
      expect(send).toHaveBeenCalledTimes(1);
    } finally {
      vi.useRealTimers();
    }
  });

  test('to send something is never asked twice', async () => {
    send.mockResolvedValue(undefined);
    await expect(ask(() => runtime, orphaned, RESEND)).rejects.toThrow(
      'stopped before it answered',
    );
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('that can’t be delivered for another reason fails with it', async () => {
    send.mockRejectedValue(new Error('Could not establish connection'));
    await expect(ask(() => runtime, orphaned, STATUS)).rejects.toThrow('establish connection');
    expect(orphaned).not.toHaveBeenCalled();
  });
});

describe('a page that is left over from before the extension was reloaded', () => {
  test.each<[string, () => Runtime | undefined]>([
    ['whose runtime has no id any more', () => ({ sendMessage: send })],
    ['whose runtime is gone', () => undefined],
    [
      'whose runtime throws',
      () => {
        throw new Error('Extension context invalidated.');
      },
    ],
  ])('is one %s', async (_title, gone) => {
    expect(isOrphan(gone)).toBe(true);
    expect(await unsettled(ask(gone, orphaned, STATUS))).toBe(true);
    expect(orphaned).toHaveBeenCalledTimes(1);
    expect(send).not.toHaveBeenCalled();
  });

  test('is one that is told so, though it has an id', async () => {
    send.mockRejectedValue(new Error('Extension context invalidated.'));
    expect(await unsettled(ask(() => runtime, orphaned, RESEND))).toBe(true);
    expect(orphaned).toHaveBeenCalledTimes(1);
  });

  test('does not ask on and on', async () => {
    send.mockImplementation(() => {
      runtime = undefined;
      return Promise.resolve(undefined);
    });
    expect(await unsettled(ask(() => runtime, orphaned, STATUS))).toBe(true);
    expect(send).toHaveBeenCalledTimes(1);
    expect(orphaned).toHaveBeenCalledTimes(1);
  });
});
