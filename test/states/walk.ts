import type { View } from '../e2e/drivers/driver.ts';
import type { Stage } from '../e2e/stage.ts';
import { walkEvents } from './events.ts';
import { walkLimited } from './limited.ts';
import { walkPages } from './pages.ts';
import { walkResends } from './resends.ts';
import { walkScopes } from './scopes.ts';
import { walkTrouble } from './trouble.ts';
import { walkWaiting } from './waiting.ts';

/** Looks at what is shown in a state. It leaves behind the language and the theme that it found: English, light. */
export type Look = (state: string, view: View) => Promise<void>;

/** Brings the panel and the extension's pages into each of their states, one after the other. */
export async function walkStates(stage: Stage, look: Look): Promise<void> {
  await walkWaiting(stage, look);
  await walkEvents(stage, look);
  await walkScopes(stage, look);
  await walkResends(stage, look);
  await walkLimited(stage, look);
  await walkTrouble(stage, look);
  await walkPages(stage, look);
}
