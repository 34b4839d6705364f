import { afterEach, describe, expect, test, vi } from 'vitest';
import { MAX_STACK } from '../../../../lib/capture/bounds.ts';
import {
  createCallerStack,
  topScript,
  withoutOwnFrames,
} from '../../../../lib/capture/hook/caller-stack.ts';
import { captureNatives, type PageScope } from '../../../../lib/capture/hook/natives.ts';
import { createWorld } from './world.ts';

// The made-up page has of a window what the hook asks for, and no more.
const natives = () => captureNatives(createWorld().page as unknown as PageScope);

const V8 = `Error
    at read (chrome-extension://abc/content-scripts/hook.js:1:58)
    at Object.apply (chrome-extension://abc/content-scripts/hook.js:1:101)
    at Tracker.send (https://shop.test/tracker.js:3:124)
    at async https://shop.test/app.js:9:3
    at History.apply [as pushState] (chrome-extension://abc/content-scripts/hook.js:1:7)
    at https://shop.test/app.js:1:1`;
const FIREFOX = `read@<anonymous code>:1:58
apply@<anonymous code>:1:101
send@https://shop.test/tracker.js:3:124
promise callback*@https://shop.test/app.js:9:3
`;

describe('our own frames are taken out', () => {
  test('of a stack in V8, wherever they stand, with its heading', () => {
    const own = topScript(V8);
    expect(own).toBe('chrome-extension://abc/content-scripts/hook.js');
    expect(withoutOwnFrames(V8, own, natives()))
      .toBe(`    at Tracker.send (https://shop.test/tracker.js:3:124)
    at async https://shop.test/app.js:9:3
    at https://shop.test/app.js:1:1`);
  });

  test('of a stack in Firefox, where a script in the page’s world has no address', () => {
    const own = topScript(FIREFOX);
    expect(own).toBe('<anonymous code>');
    expect(withoutOwnFrames(FIREFOX, own, natives())).toBe(`send@https://shop.test/tracker.js:3:124
promise callback*@https://shop.test/app.js:9:3`);
  });

  test.each([
    ['    at https://a.test/x.js:1:2', 'https://a.test/x.js'],
    ['@moz-extension://abc/hook.js:1:2', 'moz-extension://abc/hook.js'],
    ['no frame at all', ''],
    ['', ''],
  ])('the script on top of %j is %j', (stack, script) => {
    expect(topScript(stack)).toBe(script);
  });

  test('and the rest is cut at the end of a line', () => {
    const line = `    at f (https://shop.test/${'x'.repeat(100)}.js:1:1)`;
    const cut = withoutOwnFrames(`${line}\n`.repeat(200), '', natives());
    expect(cut.length).toBeLessThanOrEqual(MAX_STACK);
    expect(new Set(cut.split('\n'))).toEqual(new Set([line]));
  });
});

describe('a page that has a say in stacks', () => {
  afterEach(() => {
    Reflect.deleteProperty(Error, 'prepareStackTrace');
    Error.stackTraceLimit = 10;
  });

  test('is not asked, and finds all as it was', () => {
    const stack = createCallerStack(natives());
    const prepare = vi.fn(() => 'forged');
    Error.prepareStackTrace = prepare;
    Error.stackTraceLimit = 0;
    expect(stack()).toContain('caller-stack.test.ts');
    expect(prepare).not.toHaveBeenCalled();
    expect(Error.prepareStackTrace).toBe(prepare);
    expect(Error.stackTraceLimit).toBe(0);
  });

  test.each<[string, PropertyDescriptor]>([
    ['watches it', { get: () => () => 'forged', configurable: true }],
    ['has made it unwritable', { value: () => 'forged', writable: false, configurable: true }],
  ])('and %s gets no stack read', (_title, descriptor) => {
    const stack = createCallerStack(natives());
    Object.defineProperty(Error, 'prepareStackTrace', descriptor);
    expect(stack()).toBeUndefined();
  });
});
