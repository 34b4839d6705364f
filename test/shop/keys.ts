/** The instrumentation keys of the demo shop: two segments of one invented tenant. */

/** The segment "Shop DK": the shop in general. */
export const keyA = '3f2a9c41-7d5e-4b8f-9a10-c0ffee0000c9';

/** The segment "Outlet": the second event of a search, and the order in the checkout. */
export const keyB = '9c41e0b7-2d3c-4f6a-8b1d-decade0000e0';
