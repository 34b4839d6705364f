import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect } from 'node:http2';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bodyLimit } from './read-body.ts';
import { selfSigned } from './certificate.ts';
import { startReceiver, type Receiver } from './receiver.ts';

const batch = JSON.stringify({
  instrumentationKey: '3f2a9c41',
  events: [{ eventType: 'ProductViewed', productId: 'Rødgrød 🍓' }],
});

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
beforeEach(() => receiver.clear());
afterAll(() => receiver.close());

function send(query: string, init: RequestInit = {}): Promise<Response> {
  return fetch(receiver.endpoint + query, { method: 'POST', body: batch, ...init });
}

test('an acceptable batch is answered 202 with an empty body', async () => {
  const response = await send('');
  expect([response.status, await response.text()]).toEqual([202, '']);
});

test.each(['/api/events', '/api/events/', '/api/events?a=b', '/gateway/api/events'])(
  'events are taken at %s',
  async (path) => {
    expect((await fetch(receiver.url + path, { method: 'POST', body: batch })).status).toBe(202);
    expect(receiver.requests.map(({ url }) => url)).toEqual([path]);
  },
);

test('a bad batch is answered with a problem that names the place', async () => {
  const response = await send('', { body: '{"instrumentationKey":"k","events":[{}]}' });
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({
    title: 'One or more validation errors occurred.',
    status: 400,
    traceId: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/),
    errors: { 'events[0].eventType': ['The eventType field is required.'] },
  });
});

test('the exact bytes and headers are kept, UTF-8 or not', async () => {
  const body = Uint8Array.of(0x7b, 0xff, 0x00, 0xc3, 0x28, 0x0d, 0x0a);
  await send('', { body, headers: { 'content-type': 'application/json', 'X-Kept': 'ja' } });
  const [kept] = receiver.requests;
  expect(kept?.body).toEqual(body);
  expect(kept?.headers).toMatchObject({ 'content-type': 'application/json', 'x-kept': 'ja' });
  expect(kept?.status).toBe(400);
});

test('what was received is served as base64 and as text, and can be cleared', async () => {
  await send('?a=b');
  const list: unknown = await (await fetch(`${receiver.url}/received`)).json();
  const body = Buffer.from(batch).toString('base64');
  expect(list).toMatchObject([{ url: '/api/events?a=b', status: 202, body, text: batch }]);
  await fetch(`${receiver.url}/received`, { method: 'DELETE' });
  expect(receiver.requests).toEqual([]);
});

test('a compressed batch is understood and kept compressed', async () => {
  const body = new Uint8Array(gzipSync(batch));
  expect((await send('', { body, headers: { 'content-encoding': 'gzip' } })).status).toBe(202);
  expect(receiver.requests[0]?.body).toEqual(body);
});

test.each([400, 429, 500, 503])('the fault %i is given on demand', async (status) => {
  const response = await send(`?answer=${status}`);
  expect(response.status).toBe(status);
  expect(response.headers.get('retry-after')).toBe(status === 429 ? '2' : null);
  expect(await response.json()).toMatchObject({ status });
  expect(receiver.requests[0]?.status).toBe(status);
});

test('a slow answer comes late, and its request is kept at once', async () => {
  const started = performance.now();
  const pending = send('?answer=slow&delay=300');
  await expect.poll(() => receiver.requests.length).toBe(1);
  expect(performance.now() - started).toBeLessThan(300);
  expect((await pending).status).toBe(202);
  expect(performance.now() - started).toBeGreaterThan(290);
});

test('a dropped request gets no answer, and is kept', async () => {
  await expect(send('?answer=drop')).rejects.toThrow('fetch failed');
  expect(receiver.requests.map(({ status }) => status)).toEqual(['dropped']);
});

test('several answers are given in turn to requests with the same query', async () => {
  const statuses = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await send('?answer=500,202')).status);
  expect(statuses).toEqual([500, 202, 202]);
  expect((await send('?answer=500,202&other')).status).toBe(500);
});

test('a redirect leads where it is asked to', async () => {
  const response = await send('?answer=307&to=/next/api/events?hop=2');
  expect(response.status).toBe(202);
  expect(receiver.requests.map(({ url, status }) => [url, status])).toEqual([
    ['/api/events?answer=307&to=/next/api/events?hop=2', 307],
    ['/next/api/events?hop=2', 202],
  ]);
  expect(receiver.requests[1]?.body).toEqual(receiver.requests[0]?.body);
});

test('an answer without CORS headers is given on demand, also to a preflight', async () => {
  for (const method of ['OPTIONS', 'POST']) {
    const body = method === 'POST' ? batch : null;
    const headers = { Origin: 'http://shop.test' };
    const response = await send('?cors=refuse', { method, body, headers });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  }
  expect(receiver.requests).toHaveLength(1);
});

test('with a certificate it speaks HTTP/2, and keeps a stream whole', async () => {
  const secure = await startReceiver({ certificate: selfSigned(['localhost']) });
  const session = connect(secure.url, { rejectUnauthorized: false });
  const stream = session.request({ ':method': 'POST', ':path': '/api/events?a=b', 'x-kept': 'ja' });
  stream.write(batch.slice(0, 10));
  stream.end(batch.slice(10));
  const [headers] = (await once(stream, 'response')) as [{ ':status': number }];
  expect(headers[':status']).toBe(202);
  expect(new TextDecoder().decode(secure.requests[0]?.body)).toBe(batch);
  expect(secure.requests[0]?.headers).toEqual({ 'x-kept': 'ja' });
  session.close();
  await secure.close();
});

test('pages of the same origin are served beside it', async () => {
  const pages: RequestListener = (request, response) => void response.end(request.url);
  const both = await startReceiver({ pages });
  expect(await (await fetch(`${both.url}/page?a`)).text()).toBe('/page?a');
  expect((await fetch(both.endpoint, { method: 'POST', body: batch })).status).toBe(202);
  await both.close();
});

test('a preflight is granted to any origin, and is not kept', async () => {
  const response = await fetch(`${receiver.endpoint}?answer=500`, {
    method: 'OPTIONS',
    headers: {
      Origin: 'http://shop.test',
      'Access-Control-Request-Headers': 'content-type,x-trace',
      'Access-Control-Request-Private-Network': 'true',
    },
  });
  expect(response.status).toBe(204);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'access-control-allow-origin': 'http://shop.test',
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'content-type,x-trace',
    'access-control-allow-private-network': 'true',
  });
  expect(receiver.requests).toEqual([]);
});

test('a body beyond the limit is answered 413', async () => {
  expect((await send('', { body: new Uint8Array(bodyLimit + 1) })).status).toBe(413);
  expect(receiver.requests).toEqual([]);
});

test('a taken port is an error', async () => {
  await expect(startReceiver({ port: receiver.port })).rejects.toThrow('EADDRINUSE');
});
