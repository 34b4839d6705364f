/** Entries as the browsers' DevTools gave them (Chromium 156, Firefox 153), shortened. */

const BODY = '{"instrumentationKey":"k","events":[]}';

export const chromium = {
  _initiator: {
    type: 'script',
    stack: {
      callFrames: [
        {
          functionName: 'apply',
          scriptId: '21',
          url: 'chrome-extension://own/content-scripts/hook.js',
          lineNumber: 0,
          columnNumber: 638,
        },
        {
          functionName: 'send',
          scriptId: '28',
          url: 'http://shop.test/modules/tracking.js',
          lineNumber: 2,
          columnNumber: 8,
        },
      ],
      parent: {
        description: 'setTimeout',
        callFrames: [
          {
            functionName: '',
            scriptId: '28',
            url: 'http://shop.test/modules/tracking.js',
            lineNumber: 11,
            columnNumber: 0,
          },
        ],
      },
    },
  },
  _priority: 'High',
  _resourceType: 'fetch',
  cache: {},
  request: {
    method: 'POST',
    url: 'http://receiver.test:42655/api/events',
    httpVersion: 'HTTP/1.1',
    headers: [
      { name: 'Content-Length', value: '38' },
      { name: 'Content-Type', value: 'text/plain;charset=UTF-8' },
      { name: 'Cookie', value: 'session=secret' },
      { name: 'Origin', value: 'http://shop.test' },
      { name: 'Referer', value: 'http://shop.test/product/1' },
    ],
    bodySize: 38,
    postData: { mimeType: 'text/plain;charset=UTF-8', text: BODY },
  },
  response: {
    status: 202,
    statusText: 'Accepted',
    headers: [{ name: 'Transfer-Encoding', value: 'chunked' }],
    content: { size: 0, mimeType: 'x-unknown' },
    redirectURL: '',
    bodySize: 0,
    _transferSize: 262,
    _error: 'net::ERR_ABORTED' as string | null,
    _fetchedViaServiceWorker: false,
  },
  serverIPAddress: '127.0.0.1',
  startedDateTime: '2026-11-24T12:43:59.648Z',
  time: 8.464999999994706,
  timings: {
    blocked: 2.65,
    dns: 0.02,
    ssl: -1,
    connect: 0.416,
    send: 0.21,
    wait: 4.044,
    receive: 1.125,
    _blocked_queueing: 1.406,
    _workerStart: -1,
  },
};

export const firefox = {
  startedDateTime: '2026-11-24T12:44:06.782+00:00',
  request: {
    bodySize: 38,
    method: 'POST',
    url: 'http://receiver.test:37435/api/events',
    httpVersion: 'HTTP/1.1',
    headers: [
      { name: 'Content-Type', value: 'text/plain;charset=UTF-8' },
      { name: 'Content-Length', value: '38' },
      { name: 'Referer', value: 'http://shop.test/' },
    ],
    postData: { mimeType: 'text/plain;charset=UTF-8', params: [], text: BODY },
  },
  response: {
    status: 400,
    statusText: 'Bad Request',
    headers: [{ name: 'Content-Type', value: 'application/problem+json' }],
    content: {
      mimeType: 'application/problem+json',
      size: 23,
      comment: 'Response bodies are not included.',
    },
    redirectURL: '',
    bodySize: 628,
  },
  cache: {},
  timings: { blocked: 3, dns: 20, connect: 0, ssl: 0, send: 0, wait: 7, receive: 0 },
  time: 30,
  _securityState: 'insecure',
  serverIPAddress: '127.0.0.1',
};

/** Firefox's entry of a request that its page's Content Security Policy forbade. */
export const firefoxForbidden = {
  ...firefox,
  request: {
    ...firefox.request,
    postData: undefined,
    headers: [{ name: 'Content-Length', value: '9' }],
  },
  response: {
    status: 0,
    statusText: '',
    headers: [],
    content: { mimeType: '', size: 0 },
    redirectURL: '',
  },
  serverIPAddress: undefined,
  timings: {},
  time: 0,
};
