/** Where the focus goes on from what has led to an event, or has gone: the keys act on the list. */
export function focusList(): void {
  document.querySelector<HTMLElement>('[role=treegrid]')?.focus();
}
