import { type Signal, signal } from '@preact/signals';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AnswerTo, Command } from '../../../lib/messaging/commands.ts';
import type { ResendJob } from '../../../lib/resend/job.ts';
import { createResending, type Resending } from '../../../lib/session/resending.ts';
import { readCapture, rowsOf } from '../../../lib/session/rows.ts';
import { type Sendable, sendableOf } from '../../../lib/session/sendable.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../lib/settings/settings.ts';
import { batchOf, bytesOf, capture, CLICK, pagePart, RECEIVER } from '../samples.ts';

const JOB: ResendJob = {
  id: 'new',
  tab: 'run:1',
  at: 1,
  way: 'extension',
  pace: 0,
  confirmed: true,
  state: 'running',
  next: 0,
  counts: { unsent: 1, sending: 0, sent: 0, failed: 0, unknown: 0 },
};

let commands: Command[];
let refuses: boolean;
let settings: Signal<Settings>;
let policies: string[];
let resending: Resending;
let sendables: Sendable[];

function rowOf(part: Parameters<typeof capture>[0], text = batchOf(CLICK)): Sendable {
  const whole = capture(part);
  return sendableOf(rowsOf(readCapture(whole, bytesOf(text))), whole);
}

function tell(...rows: Sendable[]) {
  sendables = rows;
}

beforeEach(() => {
  commands = [];
  refuses = false;
  policies = [];
  tell(rowOf({ id: 'a' }), rowOf({ id: 'b' }));
  settings = signal({
    ...DEFAULT_SETTINGS,
    hosts: [{ pattern: 'receiver.test', environment: 'test' }],
  });
  resending = createResending({
    settings,
    ask(request) {
      if (request.ask !== 'sendable') return;
      const { number, captures } = request;
      const asked = sendables.filter(({ id }) => captures.includes(id));
      resending.hearSendable({ tell: 'sendable', number, asked, shown: sendables });
    },
    tab: () => 'run:1',
    newId: () => 'new',
    pagePolicies: () => Promise.resolve(policies),
    async command<C extends Command>(command: C) {
      commands.push(command);
      if (refuses) throw new Error('The background was stopped');
      return JOB as AnswerTo<C>;
    },
  });
});

test('nothing is sent before it was confirmed, nor after it was called off', async () => {
  await resending.send();
  resending.ask(['a']);
  expect(commands).toEqual([]);
  resending.callOff();
  await resending.send();
  expect(commands).toEqual([]);
});

test('what was confirmed is sent once', async () => {
  resending.ask(['a']);
  await Promise.all([resending.send(), resending.send()]);
  expect(commands).toEqual([
    {
      command: 'resend',
      job: 'new',
      tab: 'run:1',
      captures: ['a'],
      way: 'extension',
      pace: 0,
      confirmed: false,
    },
  ]);
  expect(resending.job.value).toEqual(JOB);
  expect(resending.isBusy.value).toBe(true);
});

test('all that the filter shows is sent where that is chosen', () => {
  resending.ask(['a']);
  expect(resending.chosen.value).toEqual(['a']);
  resending.scope.value = 'shown';
  expect(resending.chosen.value).toEqual(['a', 'b']);
});

test('what is known of something else that was asked about is left aside', () => {
  resending.ask(['a']);
  resending.hearSendable({ tell: 'sendable', number: 0, asked: [], shown: [] });
  expect(resending.chosen.value).toEqual(['a']);
});

test('what it adds is told by key and receiver', () => {
  const other = JSON.stringify({ instrumentationKey: 'key-2', events: [CLICK, CLICK] });
  tell(
    rowOf({ id: 'a' }),
    rowOf({ id: 'b', url: `${RECEIVER}?x=1` }, other),
    rowOf({ id: 'c' }, batchOf(CLICK, CLICK)),
    rowOf({ id: 'd', body: { kind: 'empty' } }, ''),
  );
  resending.ask(['a', 'b', 'c', 'd']);
  const common = { target: RECEIVER, isReal: false };
  expect(resending.additions.value).toEqual([
    { ...common, key: 'key-1', requests: 2, events: 3 },
    { ...common, key: 'key-2', requests: 1, events: 2 },
    { ...common, key: undefined, requests: 1, events: 0 },
  ]);
});

test('only jobs of this session are shown, and one that is over until it is closed', () => {
  resending.hear({ ...JOB, tab: 'run:2' });
  expect(resending.job.value).toBeUndefined();
  resending.hear(JOB);
  resending.close();
  expect(resending.job.value).toEqual(JOB);
  const done = { ...JOB, state: 'done' } as const;
  resending.hear(done);
  resending.close();
  resending.hear(done);
  expect(resending.job.value).toBeUndefined();
});

test('a background that does not answer is told', async () => {
  refuses = true;
  resending.ask(['a']);
  await resending.send();
  expect(resending.fault.value).toContain('The background was stopped');
});

test('where the page’s policy forbids it, that is known before', async () => {
  policies = ["connect-src 'self'"];
  resending.ask(['a']);
  expect(resending.forbidden.value).toBeUndefined();
  await Promise.resolve();
  expect(resending.forbidden.value).toBe('connect-src');
});

test('where the page was forbidden to send it itself, that is known before', () => {
  tell(rowOf({ id: 'a', page: pagePart({ violation: 'connect-src' }) }));
  resending.ask(['a']);
  expect(resending.forbidden.value).toBe('connect-src');
});

test('headers that can’t be kept are told, as the way is', () => {
  const requestHeaders = [{ name: 'Cookie' }, { name: 'Origin', value: 'https://shop.test' }];
  tell(rowOf({ id: 'a', requestHeaders }));
  resending.ask(['a']);
  expect(resending.lostHeaders.value).toEqual(['cookie', 'origin']);
  resending.way.value = 'page';
  expect(resending.lostHeaders.value).toEqual([]);
});

test('for which headers the browser would ask first is told, where the receiver is of another origin', () => {
  const requestHeaders = [
    { name: 'Content-Type', value: 'application/json' },
    { name: 'Accept', value: '*/*' },
  ];
  tell(rowOf({ id: 'a', requestHeaders }), rowOf({ id: 'b', requestHeaders, route: RECEIVER }));
  resending.ask(['a']);
  expect(resending.askedFor.value).toEqual(['content-type']);
  resending.ask(['b']);
  expect(resending.askedFor.value).toEqual([]);
  const noCors = [...requestHeaders.slice(1), { name: 'Sec-Fetch-Mode', value: 'no-cors' }];
  tell(rowOf({ id: 'a', requestHeaders: noCors }));
  resending.ask(['a']);
  expect(resending.askedFor.value).toEqual([]);
});

test('a draft’s own headers are told of in place of its original’s', () => {
  tell(rowOf({ id: 'a', requestHeaders: [{ name: 'Authorization' }, { name: 'Cookie' }] }));
  const headers: [string, string][] = [
    ['Authorization', 'Bearer 1'],
    ['X-Own', 'yes'],
  ];
  const batch = { url: RECEIVER, headers, packing: [], text: '', original: 'a' };
  resending.askDraft({ batch, key: 'key-1', events: 1, sent: () => {} });
  expect(resending.askedFor.value).toEqual(['authorization', 'x-own']);
  expect(resending.lostHeaders.value).toEqual(['cookie']);
});

describe('where real statistics may be at stake', () => {
  beforeEach(() => {
    settings.value = DEFAULT_SETTINGS;
    resending.ask(['a']);
  });

  test('nothing is sent before the user has agreed', async () => {
    expect(resending.asksToAgree.value).toBe(true);
    expect(resending.maySend.value).toBe(false);
    await resending.send();
    expect(commands).toEqual([]);
  });

  test('that is asked each time, unless it need not be for this key', async () => {
    resending.agreed.value = true;
    await resending.send();
    expect(commands).toMatchObject([{ confirmed: true }]);
    resending.hear({ ...JOB, state: 'done' });
    resending.ask(['a']);
    expect(resending.asksToAgree.value).toBe(true);
    resending.agreed.value = true;
    resending.remembers.value = true;
    await resending.send();
    resending.ask(['a']);
    expect(resending.asksToAgree.value).toBe(false);
    tell(rowOf({ id: 'a' }, batchOf(CLICK).replace('key-1', 'key-2')));
    resending.ask(['a']);
    expect(resending.asksToAgree.value).toBe(true);
  });

  test('what is locked is told, and not sent', () => {
    settings.value = { ...DEFAULT_SETTINGS, resendLock: { hosts: ['*.test'], keys: [] } };
    resending.agreed.value = true;
    expect(resending.additions.value).toMatchObject([{ locked: '*.test' }]);
    expect(resending.maySend.value).toBe(false);
  });
});
