import { describe, expect, test } from 'vitest';
import { createOpenedTabs } from '../../../lib/capture/opened-tabs.ts';

const SHOP = 'https://shop.test';

describe('a new tab', () => {
  test('is told with its opener if a page asked for its first document, whichever is told first', () => {
    const tabs = createOpenedTabs();
    expect(tabs.comes(2, 1)).toBeUndefined();
    expect(tabs.asks(2, SHOP)).toEqual({ tab: 2, opener: 1, initiator: SHOP });
    expect(tabs.asks(3, `${SHOP}/cart`)).toBeUndefined();
    expect(tabs.comes(3, 1)).toEqual({ tab: 3, opener: 1, initiator: `${SHOP}/cart` });
  });

  test('without an opener is told with the page that asked', () => {
    const tabs = createOpenedTabs();
    tabs.comes(2, undefined);
    expect(tabs.asks(2, `${SHOP}/cart`)).toEqual({
      tab: 2,
      opener: undefined,
      initiator: `${SHOP}/cart`,
    });
  });

  test.each([undefined, 'chrome://newtab/', 'about:newtab'])(
    'whose first document %s asked for is the user’s, whatever its pages ask for later',
    (initiator) => {
      const tabs = createOpenedTabs();
      tabs.comes(2, 1);
      expect(tabs.asks(2, initiator)).toBeUndefined();
      expect(tabs.asks(2, SHOP)).toBeUndefined();
      tabs.asks(3, initiator);
      tabs.asks(3, SHOP);
      expect(tabs.comes(3, 1)).toBeUndefined();
    },
  );

  test('is of the family of all that led to it', () => {
    const tabs = createOpenedTabs();
    for (const opened of [
      { tab: 2, opener: 1 },
      { tab: 3, opener: 2 },
      { tab: 5, opener: 4 },
    ]) {
      tabs.add(opened);
    }
    expect(tabs.lineOf(3)).toEqual([3, 2, 1]);
    expect(tabs.familyOf(1)).toEqual([1, 2, 3]);
    expect(tabs.familyOf(2)).toEqual([2, 3]);
    expect(tabs.familyOf(4)).toEqual([4, 5]);
  });

  test('is remembered with a thousand others, and no more', () => {
    const tabs = createOpenedTabs();
    for (let tab = 2; tab < 1200; tab += 1) tabs.add({ tab, opener: 1 });
    expect(tabs.all()).toHaveLength(1000);
    expect(tabs.familyOf(1)).toContain(1199);
  });
});
