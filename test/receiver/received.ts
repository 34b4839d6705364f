/** One POST to the events, as it came. */
export interface ReceivedRequest {
  /** When its body had been read in full, in milliseconds since 1970. */
  at: number;
  method: string;
  /** Path with query. */
  url: string;
  /** Names in lower case; repeated headers joined by a comma. */
  headers: Record<string, string>;
  /** The exact bytes, still compressed if they came so. */
  body: Uint8Array;
  /** The answer that was chosen; a slow one is still to be sent. */
  status: number | 'dropped';
}

/** How many requests are kept; the oldest go first. */
export const mostKept = 50_000;

/** Keeps `request`; returns how many had to be forgotten for it. */
export function keepRequest(kept: ReceivedRequest[], request: ReceivedRequest): number {
  kept.push(request);
  return kept.splice(0, kept.length - mostKept).length;
}

/** The requests as JSON, their bodies both as base64 (exact) and as text (readable). */
export function requestsAsJson(kept: readonly ReceivedRequest[]): string {
  const items = kept.map(({ body, ...rest }) => ({
    ...rest,
    body: Buffer.from(body).toString('base64'),
    text: new TextDecoder().decode(body),
  }));
  return JSON.stringify(items, null, 2);
}
