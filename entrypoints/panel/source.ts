import { browser } from 'wxt/browser';
import type { OpenSource } from '../../components/call-stack.tsx';

/** Shows a source in DevTools' own panel; Firefox has no such thing. */
export function sourceOpener(): OpenSource {
  const { panels } = browser.devtools;
  // The types describe Chromium's, which has it always.
  if (!(panels as Partial<typeof panels>).openResource) return undefined;
  // DevTools counts lines and columns from 0.
  return (url, line, column) => panels.openResource(url, line - 1, column - 1, () => {});
}
