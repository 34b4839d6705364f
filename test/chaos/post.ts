import type { Letter } from './letters.ts';

/** When a page sends: at once, or on its way out. */
export type Occasion = 'now' | 'pagehide' | 'visibilitychange' | 'beforeunload' | 'click';

/** When it was sent, in milliseconds since the epoch. */
export interface Posted {
  mark: string;
  at: number;
}

/** Runs in the page: what it has sent of a run, by the marks that it set on its timeline. */
export function readPosted(run: string): Posted[] {
  return performance
    .getEntriesByType('mark')
    .filter(({ name }) => name.startsWith(run))
    .map(({ name, startTime }) => ({
      mark: name,
      at: Math.round(performance.timeOrigin + startTime),
    }));
}

/**
 * Runs in the page, and closes over nothing. Sends the letters, `now` means each after its wait, and
 * returns before. A `click` is one on `#leave`, a link to `away` that the page gets.
 */
export function post(
  endpoint: string,
  letters: Letter[],
  occasion: Occasion = 'now',
  away = '',
): void {
  function send({ mark, sender, delay, fill }: Letter): void {
    const url = delay > 0 ? `${endpoint}?answer=slow&delay=${delay}` : endpoint;
    const text = JSON.stringify({
      instrumentationKey: '3f2a9c41-7d5e-4b8f-9a10-c0ffee0000c9',
      events: [
        {
          eventType: 'ProductViewed',
          eventId: crypto.randomUUID(),
          timestamp: new Date().toISOString(),
          productId: `mark=${mark}`,
          name: `rødgrød på Ærø 🍓${'x'.repeat(fill)}`,
        },
      ],
    });
    const type = `text/plain;mark=${mark}`;
    const body = sender.endsWith('-blob')
      ? new Blob([text], { type })
      : sender.endsWith('-buffer')
        ? new TextEncoder().encode(text)
        : text;
    performance.mark(mark);
    switch (sender) {
      case 'fetch':
      case 'fetch-blob':
      case 'fetch-buffer':
        fetch(url, { method: 'POST', body }).catch(() => {}); // cancelled, with the page
        break;
      case 'keepalive':
      case 'keepalive-blob':
        fetch(url, { method: 'POST', body, keepalive: true }).catch(() => {});
        break;
      case 'xhr':
      case 'xhr-blob': {
        const request = new XMLHttpRequest();
        request.open('POST', url);
        request.send(body);
        break;
      }
      case 'beacon':
      case 'beacon-blob':
        navigator.sendBeacon(url, body);
        break;
    }
  }

  const sendAll = (): void => {
    for (const letter of letters.splice(0)) send(letter);
  };
  switch (occasion) {
    case 'now':
      for (const letter of letters) setTimeout(send, letter.wait, letter);
      break;
    case 'click': {
      const link = Object.assign(document.createElement('a'), { id: 'leave', href: away });
      link.textContent = 'Leave';
      link.addEventListener('click', sendAll);
      document.body.prepend(link);
      break;
    }
    case 'visibilitychange':
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'hidden') sendAll();
      });
      break;
    case 'pagehide':
    case 'beforeunload':
      addEventListener(occasion, sendAll);
      break;
  }
}
