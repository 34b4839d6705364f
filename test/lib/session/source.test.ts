import { describe, expect, test } from 'vitest';
import { sourceOf } from '../../../lib/session/source.ts';
import { readLossless } from '../../../lib/wire/lossless.ts';
import { bytesOf } from '../samples.ts';

const KEY = '3f2a9c41b7e04d5a';
const EVENT = '{"eventType":"Å","q":"🍓"}';

function shown(
  text: string,
  path?: string,
  bytes = bytesOf(text),
  headers: [string, string][] = [],
) {
  const request = { headers: headers.map(([name, value]) => ({ name, value })) };
  return sourceOf(text, readLossless(bytes, request), path, { secret: KEY });
}

describe('the source', () => {
  test('sets the event that is looked at apart', () => {
    const text = `{"q":"æ","events":[1,${EVENT}]}`;
    expect(shown(text, '/events/1')).toEqual({
      before: '{"q":"æ","events":[1,',
      event: EVENT,
      after: ']}',
      leftBefore: 0,
      leftAfter: 0,
      length: text.length,
    });
  });

  test('behind a byte order mark sets it apart as well', () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...bytesOf(`[${EVENT}]`)]);
    expect(shown(`[${EVENT}]`, '/0', bytes)).toMatchObject({ before: '[', event: EVENT });
  });

  test('of lines and of the part of a form sets it apart', () => {
    expect(shown(`{"eventType":"B"}\n${EVENT}\n`, '/1').event).toBe(EVENT);
    const form = `--x\r\nContent-Disposition: form-data; name="æ"\r\n\r\n[${EVENT}]\r\n--x--\r\n`;
    const type = ['content-type', 'multipart/form-data; boundary=x'] as [string, string];
    expect(shown(form, '/æ/0', bytesOf(form), [type]).event).toBe(EVENT);
  });

  test('sets what holds the event apart, where that stands in a string', () => {
    const text = `{"x":[],"data":${JSON.stringify(`{"events":[${EVENT}]}`)}}`;
    const held = JSON.stringify(`{"events":[${EVENT}]}`);
    expect(shown(text, '/data/events/0')).toMatchObject({ event: held, isAround: true });
  });

  test.each([
    ['no event is looked at', '{"events":[]}', undefined],
    [
      'it is in a field whose text is written otherwise',
      `data=${encodeURIComponent(EVENT)}`,
      '/data',
    ],
  ])('sets nothing apart where %s', (_title, text, path) => {
    const type = ['content-type', 'application/x-www-form-urlencoded'] as [string, string];
    const told = shown(text, path, bytesOf(text), text.startsWith('{') ? [] : [type]);
    expect(told).toMatchObject({ before: text, event: '', after: '' });
  });

  test('in another encoding, whose places are others, sets nothing apart', () => {
    const latin = new Uint8Array(Buffer.from('[{"eventType":"å"},{"eventType":"A"}]', 'latin1'));
    const text = new TextDecoder('windows-1252').decode(latin);
    expect(shown(text, '/0', latin).before + shown(text, '/0', latin).event).toContain('å');
  });

  test('of a long body is what stands around the event, and says how much is left out', () => {
    const space = ' '.repeat(50_000);
    const told = shown(`[${space}${EVENT}${space}]`, '/0');
    expect(told.event).toBe(EVENT);
    expect(told.before).toHaveLength(2000);
    expect(told.leftBefore).toBe(48_001);
    expect(told.leftBefore + 20_000 + told.leftAfter).toBe(100_002 + EVENT.length);
  });

  test('of a long event is its beginning', () => {
    const told = shown(`[{"eventType":"A","x":"${'y'.repeat(30_000)}"}]`, '/0');
    expect(told.before.length + told.event.length).toBe(20_000);
    expect(told).toMatchObject({ after: '', leftBefore: 0 });
  });
});

describe('a key in the source is shortened', () => {
  test.each([
    ['before the event', `{"instrumentationKey":"${KEY}","events":[${EVENT}]}`],
    ['in the event', `{"events":[{"eventType":"A","apiKey":"${KEY.toUpperCase()}"}]}`],
    ['after the event', `{"events":[${EVENT}],"i_key":"${KEY}"}`],
    ['far before a late event', `{"iKey":"${KEY}"${' '.repeat(15_000)},"events":[${EVENT}]}`],
  ])('%s', (_title, text) => {
    const told = Object.values(shown(text, '/events/0')).join('');
    expect(told.toLowerCase()).not.toContain(KEY);
  });

  test('even where what is shown begins within it', () => {
    for (const gap of [1955, 1960, 1970, 1975, 1985, 1990]) {
      const text = `{"x":"${'x'.repeat(20_000)}","apiKey":"0123456789abcdef","y":"${'y'.repeat(gap)}","events":[${EVENT}]}`;
      const { before } = shown(text, '/events/0');
      expect(before).not.toContain('89abcdef');
    }
  });
});

describe('a fault in the source', () => {
  const around = (text: string, fault: number, path?: string) => {
    const told = sourceOf(text, readLossless(bytesOf(text)), path, { secret: KEY, fault });
    const all = told.before + told.event + told.after;
    return { ...told, all, at: told.fault === undefined ? '' : all.slice(told.fault) };
  };

  test('is told where it stands, however the keys before it are shortened', () => {
    const text = `{"iKey":"${KEY}","x":"my ${KEY}","y":!}`;
    expect(around(text, text.indexOf('!')).at).toBe('!}');
    expect(around(text, text.length)).toMatchObject({ at: '', fault: text.length - 18 });
    expect(around(text, 0).fault).toBe(0);
  });

  test('beyond what is shown is what is shown', () => {
    const text = `{"iKey":"${KEY}","x":"${'y'.repeat(50_000)}", ! ${'z'.repeat(50_000)}`;
    const told = around(text, text.indexOf('!'));
    expect(told.at.startsWith('! zzz')).toBe(true);
    expect(told.leftBefore).toBeGreaterThan(40_000);
    expect(told.all.length).toBeLessThanOrEqual(20_000);
  });

  test('of which an event that is looked at is far is not told', () => {
    const text = `{"events":[${EVENT},{"eventType":"B","x":"${'y'.repeat(50_000)}",!`;
    expect(around(text, text.length - 1, '/events/0').fault).toBeUndefined();
    expect(around(text, text.length - 1, '/events/0').event).toBe(EVENT);
  });
});

describe('page by page', () => {
  const pages = (text: string, path?: string) => {
    const written = readLossless(bytesOf(text));
    const told = [];
    for (let from = 0; from < text.length; from += 20_000) {
      told.push(sourceOf(text, written, path, { secret: KEY, from }));
    }
    return told;
  };

  test('all of a source is shown', () => {
    const text = `[${' '.repeat(18_000)}{"eventType":"A","x":"${'y'.repeat(50_000)}"},1]`;
    const told = pages(text, '/0');
    expect(told.map(({ before, event, after }) => before + event + after).join('')).toBe(text);
    expect(told.map(({ event }) => event.length)).toEqual([1999, 20_000, 20_000, 8025]);
    expect(told.map(({ leftBefore, leftAfter }) => [leftBefore, leftAfter])).toEqual([
      [0, text.length - 20_000],
      [20_000, text.length - 40_000],
      [40_000, text.length - 60_000],
      [60_000, 0],
    ]);
  });

  test('no character is cut in two', () => {
    const text = `["a${'😀'.repeat(25_000)}"]`;
    const written = readLossless(bytesOf(text));
    for (const from of [0, 19_999, 20_000, 20_001]) {
      expect(sourceOf(text, written, undefined, { from }).before.isWellFormed()).toBe(true);
    }
  });

  test('no key is seen, wherever a page begins', () => {
    for (const gap of [19_960, 19_975, 19_980, 19_985, 19_990, 19_995]) {
      const space = ' '.repeat(gap);
      const text = `{"apiKey":"0123456789abcdef",${space}"apiKey":"0123456789abcdef","x":"${KEY}"${space}}`;
      const told = pages(text).map(({ before }) => before);
      for (const page of told) {
        expect(page).not.toMatch(/456789|9abcd|a9c41|b7e04d/);
        expect(page.length).toBeLessThanOrEqual(20_000);
      }
    }
  });

  test('beyond the end there is nothing', () => {
    expect(sourceOf('[]', readLossless(bytesOf('[]')), undefined, { from: 100 })).toEqual({
      before: '',
      event: '',
      after: '',
      leftBefore: 2,
      leftAfter: 0,
      length: 2,
    });
  });
});
