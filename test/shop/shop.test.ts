import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faults } from './faults.ts';
import { startShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ receiver: 'http://127.0.0.1:5080/api/events' });
});
afterAll(() => shop.close());

async function page(path: string): Promise<string> {
  const response = await fetch(shop.url + path);
  expect([path, response.status]).toEqual([path, 200]);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  return response.text();
}

test.each([
  ['/', 'data-product="A-1"'],
  ['/product/A-1', 'id="add-to-cart"'],
  ['/search?q=telt', 'data-product="A-3"'],
  ['/cart', 'id="to-checkout"'],
  ['/checkout', 'id="checkout"'],
  ['/thanks?order=10045', '10045'],
  ['/faults', 'id="malformed-json"'],
  ['/consent', 'id="accept"'],
  ['/app', 'id="view"'],
  ['/app/product/A-1', 'id="view"'],
])('the page %s holds %s', async (path, part) => {
  const text = await page(path);
  expect(text).toContain(part);
  expect(text).toContain('data-endpoint="http://127.0.0.1:5080/api/events"');
});

test('the checkout is another origin with a page to place the order', async () => {
  expect(shop.checkoutUrl).not.toBe(shop.url);
  expect(await page('/checkout')).toContain(`data-src="${shop.checkoutUrl}/place"`);
  const response = await fetch(`http://127.0.0.1:${shop.checkoutPort}/place`);
  expect(await response.text()).toContain('id="place-order"');
});

test('a name given for the shop is only a name', async () => {
  const named = await startShop({ receiver: 'http://127.0.0.1:1', host: 'shop.test' });
  expect(named.url).toBe(`http://shop.test:${named.port}`);
  expect((await fetch(`http://127.0.0.1:${named.port}/`)).status).toBe(200);
  await named.close();
});

test('what a customer types is escaped', async () => {
  const typed = encodeURIComponent('"><script>alert(1)</script>');
  for (const path of [`/search?q=${typed}`, `/thanks?order=${typed}`]) {
    expect(await page(path)).not.toContain('<script>alert');
  }
});

test('every module of the pages is served as JavaScript', async () => {
  const names = (await readdir(new URL('browser/', import.meta.url))).map((n) => `browser/${n}`);
  for (const name of [...names, 'keys.ts', 'catalogue.ts', 'faults.ts']) {
    const response = await fetch(`${shop.url}/modules/${name}`);
    expect([name, response.status]).toEqual([name, 200]);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await response.text()).not.toMatch(/^(export )?(interface|type) |import type/m);
  }
});

test.each(['/modules/shop.ts', '/modules/..%2Fpackage.json', '/product/none', '/none'])(
  '%s is not found',
  async (path) => {
    expect((await fetch(shop.url + path)).status).toBe(404);
  },
);

test('the ids of the faults are unique', () => {
  expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
});
