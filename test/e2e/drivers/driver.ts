/** One way to drive both browsers, so that a test is written once. */

/** Where code can be run. It runs over there: it must not close over anything. */
export interface Scriptable {
  /** Arguments and result travel as JSON; a promise is awaited; what it throws is thrown here. */
  evaluate<A extends unknown[], R>(run: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
}

/** A document that a user can act on: a page, an iframe, the panel, a page of the extension. */
export interface View extends Scriptable {
  /** A trusted click, after scrolling to the element; waits up to 10 s for it. */
  click(selector: string): Promise<void>;
  /**
   * A trusted press of the mouse at a part of the element's width (0 to 1, from its left), moved to another part and
   * released there; waits up to 10 s for the element.
   */
  drag(selector: string, from: number, to: number): Promise<void>;
  /** Focuses the field and types, after what is there already; waits up to 10 s for the field. */
  type(selector: string, text: string): Promise<void>;
  /** A trusted key by its `KeyboardEvent.key`, with modifiers in front: `/`, `Enter`, `Control+a`. */
  press(key: string): Promise<void>;
  /** PNG of what is visible. */
  screenshot(): Promise<Buffer>;
}

export interface Page extends View {
  /** Resolves when the page has loaded; throws if it could not. */
  goto(url: string): Promise<void>;
  url(): Promise<string>;
  /** The document in an iframe, of whatever origin, as it is at the time of each action. */
  frame(selector: string): View;
  /** Opens DevTools on this page, and the extension's panel in it. */
  openPanel(): Promise<Panel>;
  close(): Promise<void>;
}

export interface Panel extends View {
  /** Bytes of the process that the panel, its Worker and the background share. Chromium on Linux only. */
  memory?(): Promise<number>;
  /** Gives the panel this many CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** Closes DevTools; the page stays. */
  close(): Promise<void>;
}

export interface Driver {
  readonly name: 'chromium' | 'firefox';
  /** Uncaught exceptions and rejections seen in the extension so far, one line each. */
  readonly errors: string[];
  /** The extension's background, woken if it sleeps. */
  readonly background: Scriptable;
  /** A new tab, selected. */
  newPage(url?: string): Promise<Page>;
  /** A new tab on a page of the extension, such as `options.html`. */
  extensionPage(path: string): Promise<Page>;
  /** The URLs of all open tabs. */
  pages(): Promise<string[]>;
  /** Selects the open tab whose URL contains `part`; waits up to 10 s for it. */
  pageByUrl(part: string): Promise<Page>;
  /** Ends the background as the browser would when it is idle; resolves when it is gone: whether it ran. */
  killBackground(): Promise<boolean>;
  /** Loads the extension anew, as an update would; resolves when its background runs again. */
  reloadExtension(): Promise<void>;
  /** The theme of DevTools, light at first, and what pages that are open are told of the system's. */
  setDark(dark: boolean): Promise<void>;
  /** Few colours of the system's own, in pages of the extension that are open, as with high contrast. */
  setForcedColours(on: boolean): Promise<void>;
  /** Grants optional host permissions, as if the user had agreed. Firefox only. */
  grant?(origins: string[]): Promise<void>;
  revoke?(origins: string[]): Promise<void>;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** The built extension's folder. */
  extension: string;
  /** The panel's title. */
  title: string;
  /** Default: true. */
  headless?: boolean;
  /** Whether the hosts under `.test` that the tests use are this machine. Default: true. */
  hosts?: boolean;
  /** Whether certificates are taken that nobody vouches for. Default: true. */
  selfSigned?: boolean;
  /** The browser's language, if it is installed: Debian packs all but en-US apart. Default: en-US. */
  locale?: string;
}

/** How long an element, a tab or a panel is waited for, in milliseconds. */
export const PATIENCE = 10_000;
