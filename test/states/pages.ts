import { field, paste, submit } from '../e2e/options-page.ts';
import { shows, type Stage } from '../e2e/stage.ts';
import { keyA } from '../shop/keys.ts';
import { forgetSettings, setSettings } from './settings.ts';
import type { Look } from './walk.ts';

const SETTINGS = {
  endpoints: ['https://track.example.com/collect/*'],
  keys: [{ key: keyA, alias: 'Shop DK', environment: 'production' }],
  hosts: [{ pattern: '*.test', environment: 'test' }],
};
const CAMPAIGN = {
  type: 'object',
  required: ['campaign'],
  properties: { eventType: { const: 'OrderCreated' } },
};

/** The options, filled in, and the page that asks for access. */
export async function walkPages({ driver }: Stage, look: Look): Promise<void> {
  const options = await driver.extensionPage('options.html');
  try {
    await shows(options, 'Instrumentation keys');
    await setSettings(options, SETTINGS);
    await shows(options, 'Shop DK');
    await field(options, 'Contracts', 2, 'Campaign plan');
    await paste(options, 'Contracts', JSON.stringify(CAMPAIGN));
    await submit(options, 'Contracts');
    await shows(options, 'OrderCreated');
    await field(options, 'Contracts', 2, 'Order plan');
    await paste(options, 'Contracts', '{ "type": ');
    await submit(options, 'Contracts');
    await shows(options, 'Line 1, column');
    await look('options', options);
    await forgetSettings(options);
  } finally {
    await options.close();
  }
  const access = await driver.extensionPage('access.html?origin=https://shop.test');
  try {
    await shows(access, 'https://shop.test');
    await look('access', access);
  } finally {
    await access.close();
  }
}
