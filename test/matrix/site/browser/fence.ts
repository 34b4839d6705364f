/**
 * A plain request to the page's own origin, that all observers see: once it is in the log, so is what
 * went before; and it tells which tab and document the log takes this page for.
 */
export async function tellFence(mark: string): Promise<void> {
  const body = JSON.stringify({ fence: mark });
  await fetch(`/api/events?answer=202&m=${mark}`, { method: 'POST', body });
}
