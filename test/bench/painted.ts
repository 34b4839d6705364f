import type { Panel } from '../e2e/drivers/driver.ts';

/** From now on notes when each new row with a `bench-` id was painted. */
export function watchPaints(panel: Panel): Promise<void> {
  return panel.evaluate(() => {
    const painted: Record<string, number> = {};
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => Array.from(addedNodes))) {
        const brief = node instanceof Element && node.querySelector('.brief bdi');
        const id = brief ? /^bench-\d+$/.exec(brief.textContent ?? '')?.[0] : undefined;
        if (id === undefined || id in painted) continue;
        painted[id] = NaN;
        // A frame's callbacks run before it is painted, and a message's task comes after.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => {
            painted[id] = performance.timeOrigin + performance.now();
            document.documentElement.dataset['painted'] = JSON.stringify(painted);
          });
          port1.start();
          port2.postMessage(undefined);
        });
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
}

/** The times noted so far by id, in milliseconds since 1970 by the panel's clock. */
export async function readPaints(panel: Panel): Promise<Record<string, number | null>> {
  const noted = await panel.evaluate(() => document.documentElement.dataset['painted'] ?? '{}');
  return JSON.parse(noted) as Record<string, number | null>; // as written above
}
