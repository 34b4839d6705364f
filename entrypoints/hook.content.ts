import { defineContentScript } from 'wxt/utils/define-content-script';
import { startHook } from '../lib/capture/hook/hook.ts';

export default defineContentScript({
  registration: 'runtime',
  world: 'MAIN',
  main: () => startHook(window),
});
