import { tellFence } from './fence.ts';

/** What comes after a page that has been left. */
const mark = new URLSearchParams(location.search).get('m')!;
await tellFence(`fence-${mark}`);
document.documentElement.dataset['progress'] = 'next';
