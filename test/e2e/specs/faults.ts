import { expect, test } from 'vitest';
import {
  clickByName,
  detailText,
  eventRows,
  openTab,
  type Row,
  rowsOf,
  selectEvent,
  settled,
} from '../panel-rows.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

export function faultSpecs(stage: () => Stage): void {
  test('a wrong field is marked on that field, as an inferred warning', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#wrong-field');
      const [row] = await settled(panel, 1);
      // What the server says of it is no guess.
      expect(row!.sign).toContain('worst: error');
      expect(row!.outcome).toBe('400');
      await selectEvent(panel, 0);
      const text = await openTab(panel, 'Event');
      expect(text).toMatch(
        /currency\s+"kr"\s+⚠ .*expected ISO 4217.*got "kr".*\[built-in, inferred\]/s,
      );
      expect(text).toMatch(/totalPrice\s+"1299,50"\s+⚠ .*expected number/s);
    });
  });

  test('what does not decode is listed as it came, with the reason', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#malformed-json');
      const [row] = await settled(panel, 1);
      expect(row!.type).toBe('Could not be decoded');
      await selectEvent(panel, 0);
      expect(await detailText(panel)).toContain('The body is not JSON');
      await openTab(panel, 'Source');
      expect(await detailText(panel)).toContain('"events":[{"eventType":"ProductViewed",}');
    });
  });

  test('a body that is no text is shown as hex', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#not-utf8');
      await settled(panel, 1);
      await selectEvent(panel, 0);
      expect(await detailText(panel)).toContain('The body is not UTF-8 text');
      await openTab(panel, 'Source');
      expect(await detailText(panel)).toContain('72 f8 64 67 72 f8 64');
    });
  });

  test('a byte order mark is read as one, also after a body that is no text', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#not-utf8');
      await settled(panel, 1);
      await page.evaluate(async (url) => {
        const events = [{ eventType: 'ProductViewed', productId: 'marked' }];
        const text = JSON.stringify({ instrumentationKey: 'key-1', events });
        await fetch(url, { method: 'POST', body: new TextEncoder().encode(`\ufeff${text}`) });
      }, stage().receiver.endpoint);
      await settled(panel, 2);
      // A panel that is opened later reads the one after the other.
      await panel.close();
      const [, marked] = await settled(await page.openPanel(), 2);
      expect([marked!.type, marked!.brief]).toEqual(['ProductViewed', 'marked']);
    });
  });

  test('a body over the limit is listed once, with its size and its first part', async () => {
    const { receiver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      const size = 33 * 1024 * 1024;
      await page.evaluate(
        async (url, size) => {
          await fetch(url, { method: 'POST', body: 'x'.repeat(size), mode: 'no-cors' });
        },
        receiver.endpoint,
        size,
      );
      await settled(panel, 1);
      await selectEvent(panel, 0);
      const text = await detailText(panel);
      expect(text).toContain(`only its first part is kept, got ${size} bytes`);
      expect(text).toContain('xxxxxxxxxx');
      expect(await openTab(panel, 'Request')).toContain('network, page');
    });
  });

  test('each fault has its row, its outcome and its mark', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      const clicks = ['unknown-type', 'empty-batch', 'missing-key', 'same-event-twice'];
      clicks.push('answer-400', 'answer-429', 'answer-500', 'unreachable', 'danish', 'mixed');
      for (const id of clicks) {
        await page.click(`#${id}`);
        await until(() =>
          page.evaluate((id) => {
            const { dataset, textContent } = document.querySelector<HTMLElement>('#fault-result')!;
            return dataset['fault'] === id && !textContent.includes('…');
          }, id),
        );
      }
      // Whether a request that failed has left the page may be judged a moment later.
      const isJudged = async () => !(await eventRows(panel)).some(isFailed);
      await until(isJudged, () => eventRows(panel));
      const rows = await settled(panel, 14);
      // Which of them say the same within two seconds depends on the clicks: that is an info.
      const worst = ({ sign }: Row) => /(?:warning|error)$/.exec(sign)?.[0] ?? '';
      expect(rows.map((row) => [row.type, row.outcome, worst(row)])).toEqual([
        ['ProductSneezedAt', '202', 'warning'],
        ['Empty batch', '400', 'error'],
        ['ProductViewed', '400', 'error'],
        ['ProductViewed', '202', ''],
        // The same id again.
        ['ProductViewed', '202', 'warning'],
        ['ProductViewed', '400', 'error'],
        ['ProductViewed', '429', 'error'],
        ['ProductViewed', '500', 'error'],
        // Its preflight found nobody.
        ['ProductViewed', 'never left', ''],
        ['SearchPerformed', '202', ''],
        ['ProductViewed', '202', ''],
        ['ProductViewed', '400', 'error'],
        ['OrderCreated', '400', 'error'],
        ['ProductViewed', '400', 'error'],
      ]);
      expect(rows[9]!.brief).toContain('rødgrød på Ærø 🍓👩‍🍳');
    });
  });

  test('a request with neither key nor events is folded away, not an error', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#neither');
      await until(async () => (await rowsOf(panel)).some(({ kind }) => kind === 'other'));
      const rows = await rowsOf(panel);
      expect(rows.map(({ kind }) => kind)).toEqual(['visit', 'other']);
      expect(rows[1]!.text).toContain('1 other request');
    });
  });

  test('request and response tell what was sent and what came back, without cookies', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.evaluate(() => {
        document.cookie = 'secret=tasty';
      });
      await page.click('#answer-429');
      await settled(panel, 1);
      await selectEvent(panel, 0);
      const request = await openTab(panel, 'Request');
      expect(request).toContain('/api/events?answer=429');
      expect(request).toContain('network, page');
      expect(request).toMatch(/content-type\s+application\/json/i);
      expect(request).not.toContain('tasty');
      const response = await openTab(panel, 'Response');
      expect(response).toContain('429');
      expect(response).toMatch(/retry-after\s+2/i);
    });
  });

  test('text, type and clear: filters hide, clear removes', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#danish');
      await settled(panel, 2);
      await panel.type('.filter', 'rødgrød');
      expect((await settled(panel, 1)).map(({ type }) => type)).toEqual(['SearchPerformed']);
      await clickByName(panel, 'button', 'Clear filter');
      await settled(panel, 2);
      await clickByName(panel, 'button', 'ProductViewed');
      expect((await settled(panel, 1)).map(({ type }) => type)).toEqual(['ProductViewed']);
      await clickByName(panel, 'button', 'Clear filter');
      await settled(panel, 2);
      await clickByName(panel, 'button', 'Clear');
      await settled(panel, 0);
      await page.click('#unknown-type');
      await settled(panel, 1);
    });
  });

  test('nothing is recorded while paused', async () => {
    const { receiver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await clickByName(panel, 'button', 'Recording');
      await until(() => panel.evaluate(() => document.body.innerText.includes('Paused')));
      await page.click('#unknown-type');
      await until(() => receiver.requests.length === 1);
      // The empty list says so, and has the button for it.
      await shows(panel, 'Recording is paused');
      await clickByName(panel, 'button', 'Resume recording');
      await shows(panel, '● Recording');
      await page.click('#danish');
      await settled(panel, 2);
      // Above events it is said as well.
      await clickByName(panel, 'button', 'Recording');
      await shows(panel, 'Recording is paused');
      await clickByName(panel, 'button', 'Resume recording');
      await shows(panel, '● Recording');
      await selectEvent(panel, 0);
      expect(await openTab(panel, 'Request')).toContain('network, page');
    });
  });
}

const isFailed = ({ outcome }: Row): boolean => outcome === 'failed';
