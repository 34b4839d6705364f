import { expect, test } from 'vitest';
import type { PageTold } from '../../../lib/capture/devtools.ts';
import { HarEntry } from '../../../lib/capture/har.ts';
import { createPageNotes } from '../../../lib/capture/page-notes.ts';
import { firefox } from './har-samples.ts';

const START = Date.parse('2026-11-24T12:00:00Z');

function entry(url: string, { at = 0, text = '', method = 'POST' } = {}) {
  const request = { ...firefox.request, method, url, postData: { text } };
  const startedDateTime = new Date(START + at).toISOString();
  return HarEntry.parse({ ...firefox, startedDateTime, request });
}

function page(url: string, began: number, frames: string[] = []): PageTold {
  return { kind: 'page', at: START + began + 10, url, title: '', began: START + began, frames };
}

const KEY = '{"instrumentationKey":"k"}';

test('requests to no endpoint are counted, and those to one name the origins that matter', () => {
  const notes = createPageNotes();
  expect(notes.entry(entry('http://receiver.test/api/events'), [])).toBe(true);
  expect(notes.entry(entry('http://shop.test/', { method: 'GET' }), [])).toBe(false);
  expect(notes.entry(entry('http://api.test/', { method: 'OPTIONS' }), [])).toBe(false);
  expect(notes.entry(entry('data:text/css,x', { method: 'GET' }), [])).toBe(false);
  notes.page(page('http://shop.test/', -10, ['http://pay.test']));
  expect(notes.told([])).toEqual({
    origins: [
      { origin: 'http://shop.test', role: 'page', needed: true },
      { origin: 'http://receiver.test', role: 'receiver', needed: true },
      { origin: 'http://pay.test', role: 'frame', needed: false },
    ],
    others: 1,
    lookalikes: [],
  });
});

test('a look-alike is named once, and no more when it has become an endpoint', () => {
  const notes = createPageNotes();
  notes.entry(entry('http://shop.test/t?a', { text: KEY }), []);
  notes.entry(entry('http://shop.test/t?b', { text: KEY }), []);
  expect(notes.told([])).toMatchObject({
    others: 2,
    lookalikes: [{ url: 'http://shop.test/t', sign: { kind: 'key', name: 'instrumentationKey' } }],
  });
  expect(notes.told(['http://shop.test/t']).lookalikes).toEqual([]);
});

test('with another page, what was of the one before is forgotten', () => {
  const notes = createPageNotes();
  notes.page(page('http://old.test/', 0));
  notes.entry(entry('http://old.test/t', { at: 100, text: KEY }), []);
  notes.entry(entry('http://new.test/', { at: 5000, method: 'GET' }), []);
  notes.page(page('http://new.test/', 5000));
  expect(notes.told([])).toEqual({
    origins: [{ origin: 'http://new.test', role: 'page', needed: true }],
    others: 1,
    lookalikes: [],
  });
});

test('a page that is told again keeps what is known', () => {
  const notes = createPageNotes();
  notes.page(page('http://shop.test/', 0));
  notes.entry(entry('http://shop.test/t', { at: 100, text: KEY }), []);
  notes.page(page('http://shop.test/', 0));
  expect(notes.told([])).toMatchObject({ others: 1, lookalikes: [{ url: 'http://shop.test/t' }] });
});

test('look-alikes and origins are limited', () => {
  const notes = createPageNotes();
  for (let index = 0; index < 100; index += 1) {
    notes.entry(entry(`http://shop.test/${index}/t`, { text: KEY }), []);
    notes.entry(entry(`http://r${index}.test/api/events`), []);
  }
  const { origins, lookalikes, others } = notes.told([]);
  expect(lookalikes).toHaveLength(20);
  expect(origins).toHaveLength(50);
  expect(others).toBe(100);
});
