import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, test, vi } from 'vitest';
import { USUAL_SETTINGS } from '../../../lib/contract/check.ts';
import { EVERYTHING } from '../../../lib/filter/filter.ts';
import { contractOf } from '../contract/loaded/samples.ts';
import { openLog } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import { createChecks } from '../../../lib/session/checks.ts';
import { MAX_NODES } from '../../../lib/session/flat.ts';
import { type FeedAnswer, startFeed } from '../../../lib/session/feed.ts';
import { readCapture } from '../../../lib/session/rows.ts';
import { hostileBodies, hostileSchema } from '../../shop/hostile-bodies.ts';
import { keyA } from '../../shop/keys.ts';
import { bytesOf, capture, CLICK } from '../samples.ts';

/** What is said of each, beside what else is. */
const SAID: Record<string, string> = {
  deep: 'large-event',
  tree: 'schema/cut',
  keys: 'large-event',
  long: 'large-event',
  proto: 'taken-name',
  half: 'half-character',
  bomb: 'compression-too-large',
  backtracking: 'schema/pattern',
};

const SOUND = JSON.stringify({ instrumentationKey: keyA, events: [CLICK] });

const BASIS = {
  settings: USUAL_SETTINGS,
  contracts: [contractOf(hostileSchema, { covers: ['ProductViewed'] }).record],
};

async function bytesOfBody(id: string): Promise<Uint8Array<ArrayBuffer>> {
  const made = await hostileBodies.find((body) => body.id === id)!.make();
  return typeof made === 'string' ? bytesOf(made) : made;
}

function captureOf(id: string, size: number) {
  return capture({ id, body: { kind: 'bytes', digest: `body of ${id}`, size, stored: size } });
}

test('each hostile body is tried', () => {
  expect(hostileBodies.map(({ id }) => id).toSorted()).toEqual(Object.keys(SAID).toSorted());
});

test.each(Object.entries(SAID))(
  'a body that is %s is read, and said to be %s',
  async (id, rule) => {
    const bytes = await bytesOfBody(id);
    const checks = createChecks();
    checks.use(BASIS);
    const { issues, batch } = readCapture(captureOf(id, bytes.length), bytes, undefined, checks);
    expect(issues.map((issue) => issue.rule)).toContain(rule);
    // Of a compressed body that was cut short, an event that is not whole is none.
    expect(batch?.events.length).toBe(id === 'bomb' ? 0 : 1);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  },
);

test('hostile bodies leave the rows beside them as they are, and each has its detail', async () => {
  const log = await openLog(new IDBFactory());
  const told: FeedAnswer[] = [];
  // As between a Worker and its page.
  const feed = startFeed(
    () => Promise.resolve(log),
    (answer) => told.push(structuredClone(answer)),
  );
  const bodies: { id: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
  for (const { id } of hostileBodies) bodies.push({ id, bytes: await bytesOfBody(id) });
  bodies.push({ id: 'sound', bytes: bytesOf(SOUND) });
  await log.write({
    captures: bodies.map(({ id, bytes }) => captureOf(id, bytes.length)),
    visits: [],
    bodies: bodies.map(({ id, bytes }) => ({ digest: `body of ${id}`, bytes })),
    arrived: [],
  });
  feed.request({ ask: 'check', basis: BASIS });
  feed.request({ ask: 'window', from: 0, count: 2000 });
  feed.request({ ask: 'open', scope: ofTabs('run:1'), tab: 'run:1', filter: EVERYTHING });
  for (const { id } of bodies) {
    feed.request({ ask: 'detail', capture: id });
    await vi.waitFor(() => expect(detailOf(id)).toBeDefined(), { timeout: 50_000 });
  }

  expect(told.filter(({ tell }) => tell === 'fault')).toEqual([]);
  const list = told.findLast((answer) => answer.tell === 'list')!.list;
  const rows = list.lines.flatMap((line) => (line.kind === 'event' ? [line] : []));
  expect(new Set(rows.map(({ of }) => of.capture.id))).toEqual(new Set(bodies.map(({ id }) => id)));
  expect(rows.at(-1)!.row).toMatchObject({ type: 'ProductClicked', issues: 0 });
  for (const { id } of hostileBodies) {
    expect(rows.find(({ of }) => of.capture.id === id)!.row.issues).toBeGreaterThan(0);
    expect(detailOf(id)?.issues).not.toEqual([]);
  }
  // What would take the page too long stays behind.
  expect(detailOf('keys')!.batch!.tree.nodes.length).toBeLessThanOrEqual(MAX_NODES);

  function detailOf(id: string) {
    return told.flatMap((answer) =>
      answer.tell === 'detail' && answer.capture === id ? [answer.detail] : [],
    )[0];
  }
});
