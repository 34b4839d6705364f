import { useEffect } from 'preact/hooks';

/**
 * Keeps the keys that the panel has used from DevTools: Chromium's listens on the panel's document, takes its own
 * shortcuts (Escape, Ctrl+F) whether or not they were used, and then the focus, for its drawer or its search.
 * What acts on keys listens on the body or within it.
 */
export function useOwnKeys() {
  useEffect(() => {
    const keep = (event: KeyboardEvent) => {
      if (event.defaultPrevented) event.stopPropagation();
    };
    document.documentElement.addEventListener('keydown', keep);
    return () => document.documentElement.removeEventListener('keydown', keep);
  }, []);
}
