import { beforeEach, expect, test } from 'vitest';
import { before, call, entry, PAGE_TOLD, SHOP, told } from '../samples.ts';
import { completed, openScene, record, written } from './recorder-scene.ts';

beforeEach(async () => {
  await openScene();
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 600));

test.each(['call', 'entry'] as const)(
  'a %s that is told late, and once more as its answer was late, is of the one capture',
  async (again) => {
    const clock = { now: 2000 };
    const { network, page, devtools } = await record({ clock });
    const tell = {
      async call() {
        await page(call());
        await page({ kind: 'outcome', at: 1500, call: 1, status: 202 });
      },
      entry: () => devtools({ tabId: 1, ...entry() }),
    };
    await page(told());
    await network(before());
    await network(completed);
    clock.now = 53_000;
    await tell.call();
    await tell.entry();
    await settled();
    // The join has let go of it by then.
    clock.now = 65_000;
    await network(before({ request: '2', at: clock.now, method: 'PUT' }));
    await settled();
    await tell[again]();
    clock.now = 75_000;
    await settled();
    const posts = (await written()).filter(({ method }) => method === 'POST');
    expect(posts).toMatchObject([{ id: 'run:1', network: {}, page: {}, devtools: {} }]);
  },
);

test('what a page sends as the next one has begun is its own, though that begins right after it', async () => {
  const { devtools } = await record({ access: false });
  await devtools(PAGE_TOLD);
  await devtools({ ...PAGE_TOLD, at: 3900, url: `${SHOP}cart`, began: 3000 });
  const sent = entry({ entry: 'e1', at: 3010, ended: 3030, pageSince: 2995 });
  await devtools({ tabId: 1, ...sent });
  expect(await written()).toMatchObject([{ visit: 'run:1@900' }]);
});
