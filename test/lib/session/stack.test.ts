import { describe, expect, test } from 'vitest';
import { MAX_FRAMES, parseStack } from '../../../lib/session/stack.ts';

const APP = 'https://shop.test/app.js';

describe('a frame of a call stack', () => {
  test.each([
    ['a function of V8', `    at send (${APP}:12:7)`, 'send', [APP, 12, 7]],
    [
      'a method under another name',
      `    at Tracker.send [as flush] (${APP}:1:2)`,
      'Tracker.send [as flush]',
      [APP, 1, 2],
    ],
    ['a constructor', `    at new Tracker (${APP}:1:2)`, 'new Tracker', [APP, 1, 2]],
    ['an async function', `    at async send (${APP}:1:2)`, 'async send', [APP, 1, 2]],
    ['code outside of functions', `    at ${APP}:3:4`, '', [APP, 3, 4]],
    ['async code outside of functions', `    at async ${APP}:3:4`, '', [APP, 3, 4]],
    [
      'an address with a port and brackets',
      '    at a (http://[::1]:80/a(1).js:5:6)',
      'a',
      ['http://[::1]:80/a(1).js', 5, 6],
    ],
    ['no source', '    at Array.forEach (<anonymous>)', 'Array.forEach', undefined],
    [
      'code of an eval',
      `    at eval (eval at run (${APP}:1:2), <anonymous>:1:1)`,
      'eval',
      [APP, 1, 2],
    ],
    ['a function of Firefox', `send@${APP}:12:7`, 'send', [APP, 12, 7]],
    ['a function without a name in Firefox', `send/<@${APP}:1:2`, 'send/<', [APP, 1, 2]],
    ['code outside of functions in Firefox', `@${APP}:3:4`, '', [APP, 3, 4]],
    ['an awaited function in Firefox', `async*send@${APP}:1:2`, 'async*send', [APP, 1, 2]],
    [
      'an address with an @ in Firefox',
      'send@https://cdn.test/a@2/b.js:1:2',
      'send',
      ['https://cdn.test/a@2/b.js', 1, 2],
    ],
    ['code of an eval in Firefox', `run@${APP} line 9 > eval:1:2`, 'run', [APP, 9, 1]],
    ['a place alone', `${APP}:7:8`, '', [APP, 7, 8]],
    ['a place without a column', `${APP}:7`, '', [APP, 7, 1]],
  ])('is read: %s', (_title, line, name, place) => {
    const source = place && { url: place[0], line: place[1], column: place[2] };
    expect(parseStack(line)).toEqual([{ name, ...(source && { source }) }]);
  });

  test.each(['Error: sent', 'TypeError', '', '   ', 'x:1:2 no'])('is not %j', (line) => {
    expect(parseStack(line)).toEqual([]);
  });
});

test('the message before the frames is left out, and their order stays', () => {
  const stack = `Error\n    at inner (${APP}:1:2)\n    at outer (${APP}:3:4)`;
  expect(parseStack(stack).map(({ name }) => name)).toEqual(['inner', 'outer']);
});

describe('a stack that a page made up', () => {
  test('has no more frames than are shown', () => {
    expect(parseStack(`a@${APP}:1:2\n`.repeat(10_000))).toHaveLength(MAX_FRAMES);
  });

  test('has names that end', () => {
    expect(parseStack(`${'n'.repeat(1000)}@${APP}:1:2`)[0]?.name).toHaveLength(200);
  });

  test.each([
    ['colons', ':1'.repeat(4000)],
    ['spaces', `at ${' '.repeat(8000)}`],
    ['digits', `at ${'1'.repeat(8000)}:${'1'.repeat(8000)}`],
    ['evals', 'a@b line 1 > '.repeat(1000)],
    ['brackets', `at ${' ('.repeat(4000)})`],
  ])('of %s is read without a fault', (_title, stack) => {
    expect(parseStack(stack).length).toBeLessThanOrEqual(1);
  });
});
