import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Where the focus goes on from what has led to an event, or has gone: the keys act on the list. */
export function focusList(): void {
  document.querySelector<HTMLElement>('[role=treegrid]')?.focus();
}

/** When something goes by itself, whoever was in it goes on in what has come instead of it, or else in the list. */
export function useFocusHandedOn(box: RefObject<HTMLElement | null>, instead = ''): void {
  useLayoutEffect(() => {
    const own = box.current;
    return () => {
      if (!own?.contains(document.activeElement)) return;
      // What comes instead may be drawn after this.
      queueMicrotask(() => {
        const next = instead && document.querySelector<HTMLElement>(instead);
        if (next) next.focus();
        else focusList();
      });
    };
  }, []);
}
