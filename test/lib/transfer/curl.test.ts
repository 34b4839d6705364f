import { execFileSync, type StdioOptions } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { curlOf } from '../../../lib/transfer/curl.ts';
import type { WrittenRequest } from '../../../lib/transfer/request.ts';
import { bytesOf } from '../samples.ts';

/** Stands in for curl: keeps its words, each ended by NUL, and what is handed to it. */
const CURL = `#!/bin/sh
for word in "$@"; do printf '%s\\0' "$word"; done > words
case "$*" in *@-*) cat > input ;; *) : > input ;; esac
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'curl-'));
  writeFileSync(join(folder, 'curl'), CURL, { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What curl is told when a real shell runs the command: its words, and its input. */
function run(command: string, shell = 'sh') {
  const env = { PATH: `${folder}:/usr/bin:/bin`, LC_ALL: 'C' };
  writeFileSync(join(folder, 'command'), command);
  const stdio: StdioOptions = ['ignore', 'pipe', 'inherit'];
  const said = execFileSync(shell, ['command'], { cwd: folder, env, encoding: 'utf8', stdio });
  expect(said).toBe('');
  // Nothing that the payload says was done.
  expect(readdirSync(folder).toSorted()).toEqual(['command', 'curl', 'input', 'words']);
  const words = readFileSync(join(folder, 'words'), 'utf8').split('\0').slice(0, -1);
  return { words, input: new Uint8Array(readFileSync(join(folder, 'input'))) };
}

function request(part: Partial<WrittenRequest>): WrittenRequest {
  return {
    method: 'POST',
    url: 'https://receiver.test/api/events',
    headers: [{ name: 'Content-Type', value: 'application/json' }],
    body: bytesOf('{}'),
    ...part,
  };
}

/** The bytes that curl would send by its words and its input. */
function sent({ words, input }: ReturnType<typeof run>): Uint8Array {
  const raw = words.indexOf('--data-raw');
  if (raw >= 0) return bytesOf(words[raw + 1]!);
  return words.includes('--data-binary') ? input : bytesOf('');
}

const HOSTILE = [
  `it's "quoted" \`touch owned\` $(touch owned) \${HOME} ; touch owned`,
  `'; touch owned; '`,
  `'\\'' touch owned`,
  'one\ntwo\r\nthree\t!!',
  '!! !touch !-1 ^a^b',
  '@words',
  '-n',
  '-\n%s%d%%\\n\\c\\0',
  '\0NUL\0 1\x0012',
  '\u001B[2J\u0007\u0004\u0003',
  '\u202Eevil\u2066 \u200B \uFEFF',
  'Blåbærgrød 🫐 ﷽',
  '\n',
  'ends with lines\n\n',
  "x'\n'; touch owned\n'",
  `${'æ'.repeat(3000)}\n`,
];

describe('a command for the shell', () => {
  test('says it all, in words that can be read', () => {
    expect(curlOf(request({ body: bytesOf('{"a":"it\'s"}') }))).toBe(
      [
        "curl --globoff 'https://receiver.test/api/events' \\",
        "  -X 'POST' \\",
        "  -H 'Content-Type: application/json' \\",
        "  --data-raw '{\"a\":\"it'\\''s\"}'",
      ].join('\n'),
    );
  });

  test.each(HOSTILE.map((text) => [text.slice(0, 60), text]))(
    'sends the very bytes of %j',
    (_, text) => {
      const command = curlOf(request({ body: bytesOf(text) }));
      expect(sent(run(command))).toEqual(bytesOf(text));
      expect(sent(run(command, 'bash'))).toEqual(bytesOf(text));
    },
  );

  test('sends bytes that are no text', () => {
    const all = Uint8Array.from({ length: 512 }, (_, at) => at % 256);
    expect(sent(run(curlOf(request({ body: all }))))).toEqual(all);
    const bodies = fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' }).map(bytesOf));
    fc.assert(
      fc.property(bodies, (body) => {
        expect(sent(run(curlOf(request({ body }))))).toEqual(new Uint8Array(body));
      }),
      { numRuns: 30 },
    );
  });

  test('sends a body that is too long for a word', () => {
    const body = bytesOf(`{"a":"${'x'.repeat(300_000)}"}`);
    expect(sent(run(curlOf(request({ body }))))).toEqual(body);
  });

  test.each(HOSTILE.map((text) => text.slice(0, 60).replaceAll(/[\0\n\r]/g, ' ')))(
    'has a header, a method and an address that are words: %j',
    (text) => {
      const url = new URL(`https://receiver.test/${text}?${text}#[1-3]'`).href;
      const headers = [{ name: 'x-text', value: `a${text}b` }];
      const { words } = run(curlOf(request({ url, headers, method: "P'$(touch owned)" })));
      expect(words.slice(0, 4)).toEqual(['--globoff', url, '-X', "P'$(touch owned)"]);
      expect(words.slice(4, 6)).toEqual(['-H', `x-text: a${text}b`]);
    },
  );

  test('has nothing in it that acts on a terminal, and no line break in quotes', () => {
    const everything = HOSTILE.join('');
    const command = curlOf(
      request({ body: bytesOf(everything), headers: [{ name: 'x', value: everything }] }),
    );
    expect(command.replaceAll('\\\n', '')).toMatch(/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u);
    for (const line of command.split('\\\n')) expect(line.split("'").length % 2).toBe(1);
    // In double quotes an interactive shell looks for its history.
    expect(/"\$\(printf '([^']*)'\)"/.exec(command)?.[1]).not.toContain('!');
  });

  test('leaves to curl what only curl can say, and says no type where there was none', () => {
    const headers = [
      { name: 'Host', value: 'x' },
      { name: 'content-length', value: '2' },
      { name: 'X-Empty', value: '' },
    ];
    const { words } = run(curlOf(request({ headers })));
    expect(words.filter((_, at) => words[at - 1] === '-H')).toEqual(['X-Empty;', 'Content-Type:']);
    expect(run(curlOf(request({ headers, body: bytesOf('') }))).words.slice(4)).toEqual([
      '-H',
      'X-Empty;',
    ]);
  });
});
