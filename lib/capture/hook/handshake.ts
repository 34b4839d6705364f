/** Spoken once, at document start, before page scripts run; after it the drawn name serves. */
export const HOOK_HELLO = 'bizzkit-tracking-hook';
export const RELAY_HELLO = 'bizzkit-tracking-relay';

/** What the relay tells the hook, under the drawn name with a `!` behind it. */
export interface HookCommand {
  active: boolean;
  /** The background has said so; before, a relay takes its document to be watched. */
  certain?: true;
  endpoints: string[];
  /** The page observer is switched off for this site. */
  off?: true;
}
