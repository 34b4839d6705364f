/** Why a cell of the matrix is not exact: known limits of browsers, each with what shows of it. */
export interface Gap {
  /** Deviations by `judge`'s names. */
  shows: readonly string[];
  why: string;
  /** It may come out exact as well: the browser does not always do the same. */
  sometimes?: true;
}

export const GAPS = {
  unload: {
    shows: ['missing'],
    why: "DevTools' network log has nothing of what a page sends as it goes away.",
  },
  'unload-luck': {
    shows: ['missing'],
    why: 'Of what a page sends as it goes away, DevTools has some and lacks some.',
    sometimes: true,
  },
  'unload-visit': {
    shows: ['visit'],
    why: 'What DevTools has of a page that goes away or has come back may be given to its neighbour.',
    sometimes: true,
  },
  'restored-body': {
    shows: ['body no-content'],
    why: "Chromium's DevTools may lack the body of what a page sends that has come back.",
    sometimes: true,
  },
  'worker-luck': {
    shows: ['missing'],
    why: "Chromium's DevTools may lack what a worker sends right after it was started.",
    sometimes: true,
  },
  lost: {
    shows: ['missing'],
    why: 'Firefox itself loses some of what is sent as its tab is closed, whether it is watched or not.',
    sometimes: true,
  },
  'no-worker': {
    shows: ['missing'],
    why: "DevTools' network log of a page has nothing of this kind of worker.",
  },
  'no-frames': {
    shows: ['visit', 'frame'],
    why: "DevTools does not tell a frame's requests from its page's.",
  },
  'not-told': {
    shows: ['missing'],
    why: "DevTools' network log has nothing of a call that never left the page.",
  },
  'not-told-luck': {
    shows: ['missing'],
    why: 'Of what a policy forbids, DevTools has some and lacks some.',
    sometimes: true,
  },
  'cors-unknown': {
    shows: ['outcome 202'],
    why: 'DevTools tells the answer, and not that it was kept from the page.',
  },
  'worker-blob': {
    shows: ['body blob'],
    why: "Chromium gives the network observer no bytes of a Blob, the page observer is not in workers, and DevTools has no bytes of a worker's Blob.",
  },
  'not-given': {
    shows: ['body no-content'],
    why: "DevTools has no bytes of a stream, nor of a worker's Blob.",
  },
  'text-only': {
    shows: ['body binary'],
    why: 'DevTools has the body as text, from which its bytes do not follow.',
  },
  cut: {
    shows: ['body cut'],
    why: "Firefox's DevTools cuts a body at 1 MiB.",
  },
  'no-body': {
    shows: ['body no-content'],
    why: 'DevTools keeps no body of a request that was not sent.',
  },
  stream: {
    shows: ['body stream'],
    why: "A stream can be read once, and that is the browser's to do.",
  },
  'form-file': {
    shows: ['body form'],
    why: 'Chromium leaves the file of a form out of what it hands over, and the page observer does not see forms.',
  },
  'closed-early': {
    shows: ['outcome 202 failed'],
    why: 'Chromium may give a request up after its answer, as its tab is closed.',
    sometimes: true,
  },
  'form-answer': {
    shows: ['visit'],
    why: "DevTools gives a form's request to the document that it leads to.",
    sometimes: true,
  },
  'form-target': {
    shows: ['visit', 'frame'],
    why: 'Of a form the browser tells the frame that it goes into, and not the page that it comes from.',
  },
} as const satisfies Record<string, Gap>;

export type GapId = keyof typeof GAPS;
