import { createHash } from 'node:crypto';
import type { Capture } from '../../lib/capture/capture.ts';
import type { Driver, Page, Panel } from '../e2e/drivers/driver.ts';
import type { ReceivedRequest } from '../receiver/received.ts';
import { expectedOf, isLost, receivedOf, runsIn } from './expected.ts';
import { type Assignment, assign } from './hosts.ts';
import { type Cell, type Evidence, judge, judgeLost } from './judge.ts';
import { type LogContents, readLog } from './log.ts';
import type { Mode, Row } from './row.ts';
import { markOf, type Site } from './site/site.ts';
import { faultsOf, isHop } from './truth.ts';
import { comes, mustCome } from './wait.ts';

export interface Outcome {
  row: Row;
  cell: Cell;
}

interface Scene {
  page: Page;
  panel: Panel;
}

interface Run {
  driver: Driver;
  site: Site;
  mode: Mode;
  /** The tab that most rows take place in. */
  main: Scene;
}

/** How long what a row left may take; what does not come shows in the table. In milliseconds. */
const PATIENCE = 3000;

/**
 * Lets each row take place in the browser, one after the other, and then compares what the log holds
 * with what the receivers got. The extension is only looked at from outside.
 */
export async function runRows(
  driver: Driver,
  site: Site,
  rows: readonly Row[],
  mode: Mode,
): Promise<Outcome[]> {
  const name = `r${Date.now().toString(36)}`;
  const assigned = rows
    .filter((row) => runsIn(row, driver.name))
    .map((row) => ({ row, assignment: assign(row, mode, site, name) }));
  const [first] = assigned;
  if (!first) return [];
  const main = await openScene(driver, first.assignment.next);
  const run = { driver, site, mode, main };
  try {
    const broken = new Map<Row, string>();
    for (const { row, assignment } of assigned) {
      // A row that breaks must not take the others with it.
      await perform(run, row, assignment).catch((error: unknown) => {
        broken.set(row, String(error).split('\n', 1)[0]!);
      });
    }
    const log = await readLog(main.panel, name);
    const outcomes: Outcome[] = [];
    for (const { row, assignment } of assigned) {
      const { mark } = assignment;
      const received = site.got(mark);
      const faults = [
        broken.get(row) ?? [],
        await faultsOf(row, driver.name, mark, received),
      ].flat();
      outcomes.push({ row, cell: withFaults(cellOf(run, row, mark, log), faults) });
    }
    return outcomes;
  } finally {
    await main.page.close();
  }
}

async function openScene(driver: Driver, url: string): Promise<Scene> {
  const page = await driver.newPage(url);
  const panel = await page.openPanel();
  await mustCome('a panel that records', () =>
    panel.evaluate(() => document.body.innerText.includes('Recording')),
  );
  return { page, panel };
}

async function perform(run: Run, row: Row, assignment: Assignment): Promise<void> {
  const { mark, page: address, next, task } = assignment;
  const { driver, main } = run;
  const own = task.when === 'close' ? await openScene(driver, next) : undefined;
  const { page } = own ?? main;
  await page.goto(address);
  if (task.when === 'now') {
    await progressed(page, 'done');
  } else {
    await leave(run, page, assignment);
    await arrives(run, row, mark);
    // The page that a form has been answered with stays until DevTools has told of it.
    if (task.when === 'told') await asExpected(run, row, mark);
    await main.page.goto(next);
    await progressed(main.page, 'next');
  }
  await arrives(run, row, mark);
  await logged(run, row, mark);
}

/** Makes the moment come that the page waits for. */
async function leave({ main }: Run, page: Page, { task, next, mark }: Assignment): Promise<void> {
  await progressed(page, 'ready');
  await comes(async () => isSeen(await readLog(main.panel, `m=here-${mark}`)), PATIENCE);
  switch (task.when) {
    case 'close':
      return page.close();
    case 'restored':
      await page.goto(next);
      await progressed(page, 'next');
      await page.evaluate(() => void setTimeout(() => history.back()));
      return progressed(page, 'done');
    case 'told':
      await page.evaluate(() => void setTimeout(() => dispatchEvent(new Event('go'))));
      return mustCome("the form's answer", async () => (await page.url()).includes('/api/events?'));
    case 'left':
    case 'now':
    case 'pagehide':
    case 'hidden':
    case 'beforeunload':
      return page.goto(next);
  }
}

async function progressed(page: Page, progress: string): Promise<void> {
  await mustCome(`a page that is ${progress}`, async () => (await progressOf(page)) === progress);
}

const progressOf = (page: Page) =>
  page.evaluate(() => document.documentElement.dataset['progress']);

async function arrives({ driver, site }: Run, row: Row, mark: string): Promise<void> {
  const count = receivedOf(row, driver.name) + (row.hops ?? 0);
  await comes(() => site.got(mark).length >= count, PATIENCE);
}

/** Until the fence is in the log, and then until the row is as it is to be, or for long enough. */
async function logged(run: Run, row: Row, mark: string): Promise<void> {
  const { main } = run;
  await comes(async () => isSeen(await readLog(main.panel, `m=fence-${mark}`)), PATIENCE);
  await asExpected(run, row, mark);
}

async function asExpected(run: Run, row: Row, mark: string) {
  await comes(async () => cellOf(run, row, mark, await readLog(run.main.panel, mark)).ok, PATIENCE);
}

function cellOf({ driver, site, mode }: Run, row: Row, mark: string, log: LogContents): Cell {
  const received = site.got(mark);
  const evidence = evidenceOf(mark, log, received);
  return isLost(row, driver.name, received)
    ? judgeLost(evidence)
    : judge(evidence, expectedOf(row, driver.name, mode));
}

/** By DevTools, which is the last to tell. */
function isSeen({ captures }: LogContents): boolean {
  return captures.some(({ state, devtools }) => state === 'done' && devtools);
}

function evidenceOf(
  mark: string,
  { captures, visits, bodies }: LogContents,
  received: readonly ReceivedRequest[],
): Evidence {
  const marked = (wanted: string): Capture[] =>
    captures.filter(({ url }) => markOf(url) === wanted);
  return {
    received: received
      .filter((request) => !isHop(request))
      .map(({ body }) => ({
        size: body.length,
        digest: createHash('sha256').update(body).digest('hex'),
      })),
    captures: marked(mark),
    page: marked(`here-${mark}`)[0],
    visits,
    bodies,
  };
}

function withFaults(cell: Cell, faults: readonly string[]): Cell {
  if (faults.length === 0) return cell;
  return { ok: false, text: `✗ ${faults.join(', ')}; ${cell.text}` };
}
