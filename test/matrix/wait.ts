import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks, in milliseconds. */
const EVERY = 40;
/** For what has to come: a page, a panel, a moment. In milliseconds. */
const MUST = 15_000;

/** Whether something came to hold in time. A page that is just navigating counts as "not yet". */
export async function comes(
  holds: () => Promise<boolean> | boolean,
  patience: number,
): Promise<boolean> {
  const deadline = Date.now() + patience;
  for (;;) {
    const held = await Promise.resolve()
      .then(holds)
      .catch(() => false);
    if (held || Date.now() > deadline) return held;
    await sleep(EVERY);
  }
}

export async function mustCome(what: string, holds: () => Promise<boolean>): Promise<void> {
  if (!(await comes(holds, MUST))) throw new Error(`Waited in vain for ${what}`);
}
