import { beforeEach, expect, test } from 'vitest';
import { before, call, entry, PAGE_TOLD, told } from '../samples.ts';
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

test('an entry is of its own page, though DevTools’ clock is behind the page’s', async () => {
  const { devtools } = await record({ access: false });
  await devtools(PAGE_TOLD);
  await devtools({ tabId: 1, ...entry({ pageSince: 885 }) });
  expect(await written()).toMatchObject([{ visit: 'run:1@900' }]);
});
