import { useEffect } from 'preact/hooks';

/** Closes a dialog by Escape, wherever the focus is: the browser does so only where nobody prevents it. */
export function useCloseOnEscape() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // Something in the dialog may have had a use for it.
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const dialog = [...document.querySelectorAll('dialog')].findLast(({ open }) => open);
      if (!dialog) return;
      event.preventDefault();
      dialog.close();
    };
    document.body.addEventListener('keydown', onKey);
    return () => document.body.removeEventListener('keydown', onKey);
  }, []);
}
