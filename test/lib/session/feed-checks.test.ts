import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ConsentChange } from '../../../lib/capture/consent.ts';
import type { CheckBasis } from '../../../lib/session/checks.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import { USUAL_SETTINGS } from '../../../lib/contract/check.ts';
import { batchOf, CLICK, consentChange, visit } from '../samples.ts';
import {
  log,
  feed,
  told,
  hush,
  write,
  stored,
  settled,
  opened,
  anewTold,
  events,
  WAIT,
  openScene,
} from './feed-scene.ts';

beforeEach(() => openScene());

describe('consent that changes', () => {
  async function hearConsent(...consent: ConsentChange[]) {
    const visits = [visit({ consent })];
    const written = await log.write({ captures: [], visits, bodies: [], arrived: [] });
    feed.hear({ kind: 'changes', ...written, bodies: new Map() });
  }
  /** A batch of its own: no duplicate of another's. */
  const product = (productId: string) => batchOf({ ...CLICK, productId });

  const worstOf = () =>
    Object.fromEntries(events().map(({ of, row }) => [of.capture.id, row.worst]));
  const versionsOf = () =>
    Object.fromEntries(events().map(({ of, version }) => [of.capture.id, version]));

  /** Waits until the events have these worst severities, and sees that they keep them. */
  async function tells(worsts: Record<string, string | undefined>) {
    await vi.waitFor(() => expect(worstOf()).toEqual(worsts), WAIT);
    await settled();
    expect(worstOf()).toEqual(worsts);
  }

  test('has what its visit has sent checked anew, and nothing else', async () => {
    await write([stored('before')], product('1'));
    await write([stored('after', { at: 3000 })], product('2'));
    await write([stored('of another', { visit: 'run:other' })], product('3'));
    await opened();
    const first = versionsOf();
    await hearConsent(consentChange());
    await tells({ before: 'info', after: 'info', 'of another': undefined });
    expect(versionsOf()['of another']).toBe(first['of another']);
    await hearConsent(consentChange(), consentChange({ at: 2000, state: 'given' }));
    await tells({ before: 'info', after: undefined, 'of another': undefined });
    // Other than what it was, it is not.
    const known = versionsOf();
    await hearConsent(consentChange(), consentChange({ at: 2000, state: 'given' }));
    feed.hear(await write([stored('next', { at: 4000 })], product('4')));
    await tells({ before: 'info', after: undefined, next: undefined, 'of another': undefined });
    expect(versionsOf()).toMatchObject(known);
  });

  test('is known of what comes after, and of what is read from the log', async () => {
    await opened();
    await hearConsent(consentChange());
    feed.hear(await write([stored('a')]));
    await tells({ a: 'info' });
    await opened();
    await tells({ a: 'info' });
  });

  test('that was missed is caught up with', async () => {
    await write([stored('a')], product('1'));
    await opened();
    const visits = [visit({ consent: [consentChange()] })];
    await log.write({ captures: [], visits, bodies: [], arrived: [] });
    feed.hear(await write([stored('b')], product('2')));
    await tells({ a: 'info', b: 'info' });
  });
});

describe('what is there is checked anew when that is asked for', () => {
  const without = (...rules: string[]): CheckBasis => ({
    settings: { ...USUAL_SETTINGS, rules: Object.fromEntries(rules.map((id) => [id, 'off'])) },
    contracts: [],
  });
  const PRICED = batchOf({ eventType: 'Other', price: -1, quantity: -1 });
  const check = (...rules: string[]) =>
    feed.request({ ask: 'check', basis: without('duplicate-content', ...rules) });
  const checkedTold = () =>
    told.flatMap((answer) => (answer.tell === 'checked' ? [[answer.done, answer.total]] : []));
  const issuesTold = () => events().map(({ of, row }) => [of.capture.id, row.issues]);

  /** More than are checked at a time. */
  async function openMany(): Promise<string[]> {
    const ids = Array.from({ length: 450 }, (_, n) => `c${n}`);
    await write(
      ids.map((id, at) => stored(id, { at })),
      PRICED,
    );
    await opened();
    hush();
    return ids;
  }

  test('and tells the rows again, none of them gone meanwhile, and how far it is', async () => {
    check();
    await write([stored('a'), stored('b')], PRICED);
    await opened();
    expect(checkedTold()).toEqual([]);
    expect(issuesTold()).toEqual([
      ['a', 3],
      ['b', 3],
    ]);
    hush();
    check('price');
    await settled();
    expect(anewTold()).toEqual([]);
    expect(issuesTold()).toEqual([
      ['a', 2],
      ['b', 2],
    ]);
    expect(checkedTold()).toEqual([[2, 2]]);
  });

  test('until it is to be left', async () => {
    await openMany();
    check('price');
    await vi.waitFor(() => expect(checkedTold()).toHaveLength(1), WAIT);
    feed.request({ ask: 'leave-checking' });
    feed.hear(await write([stored('new')], PRICED));
    await settled();
    const told = checkedTold().length;
    await settled();
    expect(checkedTold()).toHaveLength(told);
    expect(checkedTold().at(-1)![0]).toBeLessThan(450);
    // What comes later is checked by what has changed.
    expect(issuesTold().filter(([id]) => id === 'new')).toEqual([['new', 2]]);
    check('price');
    await vi.waitFor(() => expect(checkedTold().at(-1)).toEqual([451, 451]), WAIT);
  });

  test('a portion at a time, between which other things are told', async () => {
    await openMany();
    check('price');
    feed.request({ ask: 'detail', capture: 'c0', event: 0 });
    feed.hear(await write([stored('new')], PRICED));
    await vi.waitFor(() => expect(checkedTold().at(-1)).toEqual([450, 450]), WAIT);
    expect(checkedTold()).toEqual([
      [200, 450],
      [400, 450],
      [450, 450],
    ]);
    const kinds = told.map(({ tell }) => tell);
    expect(kinds).toContain('detail');
    expect(kinds.indexOf('detail')).toBeLessThan(kinds.lastIndexOf('checked'));
    // What came meanwhile was checked so when it came.
    expect(issuesTold().filter(([id]) => id === 'new')).toEqual([['new', 2]]);
    expect(issuesTold()).toHaveLength(451);
  });

  test('from its beginning where it was under way: the earlier one ends', async () => {
    const ids = await openMany();
    check('price');
    await vi.waitFor(() => expect(checkedTold()).toEqual([[200, 450]]), WAIT);
    check('price', 'quantity');
    await vi.waitFor(() => expect(checkedTold().at(-1)).toEqual([450, 450]), WAIT);
    // The portion that was under way may have ended, and no other one of that round.
    expect(checkedTold().filter(([done]) => done === 450)).toHaveLength(1);
    expect(issuesTold()).toEqual(ids.map((id) => [id, 1]));
  });

  test('but not what the log has dropped, or what was cleared', async () => {
    await write([stored('a'), stored('b')], PRICED);
    await opened();
    await log.clear(ofTabs('run:1'), 'run:1', 1);
    hush();
    check('price');
    feed.hear({ kind: 'cleared', scope: ofTabs('run:1') });
    await settled();
    expect(events()).toEqual([]);
    expect(checkedTold().filter(([done, total]) => done !== total)).toEqual([]);
  });
});
