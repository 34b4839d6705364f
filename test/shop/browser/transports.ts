/** The ways in which a page can send a batch. All take the body as a string. */
export const send = {
  async fetch(endpoint: string, body: string): Promise<void> {
    await fetch(endpoint, post(body));
  },

  async keepalive(endpoint: string, body: string): Promise<void> {
    await fetch(endpoint, { ...post(body), keepalive: true });
  },

  xhr(endpoint: string, body: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', endpoint);
      request.setRequestHeader('Content-Type', 'application/json');
      request.addEventListener('load', () => resolve());
      request.addEventListener('error', () => reject(new Error('The XHR failed.')));
      request.addEventListener('abort', () => reject(new Error('The XHR was aborted.')));
      request.send(body);
    });
  },

  /** A string makes the beacon's content type `text/plain`. */
  async beacon(endpoint: string, body: string): Promise<void> {
    if (!navigator.sendBeacon(endpoint, body)) await send.keepalive(endpoint, body);
  },
};

export type Transport = keyof typeof send;

export function isTransport(name: string | null | undefined): name is Transport {
  return typeof name === 'string' && Object.hasOwn(send, name);
}

function post(body: string): RequestInit {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body };
}
