/** How Chromium refuses what a background asks for that it is just ending. */
const ENDED = 'No SW';

/** What was refused at the end of a background is done by its next start: it is no error of ours. */
export function allowForEnding(): void {
  addEventListener('unhandledrejection', (event) => {
    if (event.reason instanceof Error && event.reason.message === ENDED) event.preventDefault();
  });
}
