import * as z from 'zod/mini';
import { parseEndpoint } from '../capture/endpoints.ts';
import { RuleSettings } from '../contract/rules/rule-settings.ts';

export const Environment = z.enum(['production', 'staging', 'test']);
export type Environment = z.infer<typeof Environment>;
export const ENVIRONMENTS = Environment.options;

/** Entries of each list of the settings. */
export const MAX_ENTRIES = 500;
const text = z.string().check(z.maxLength(2000));
const listOf = <T extends z.core.$ZodType>(item: T) =>
  z._default(z.array(item).check(z.maxLength(MAX_ENTRIES)), []);

/** Bounds of the log's size, in megabytes (10⁶ bytes). */
export const LOG_LIMIT = { least: 10, most: 2000, usual: 200 };

export const KeySetting = z.object({
  key: text,
  alias: z._default(text, ''),
  environment: z.optional(Environment),
});
export type KeySetting = z.infer<typeof KeySetting>;

/** The environment of a receiver's or a page's host, by a pattern in which `*` is any characters. */
export const HostSetting = z.object({ pattern: text, environment: Environment });
export type HostSetting = z.infer<typeof HostSetting>;

export const Settings = z.object({
  endpoints: listOf(text.check(z.refine((endpoint) => parseEndpoint(endpoint).ok))),
  keys: listOf(KeySetting),
  hosts: listOf(HostSetting),
  /** Origins of sites that the page observer is switched off for. */
  hookOff: listOf(text.check(z.refine((origin) => URL.parse(origin)?.origin === origin))),
  language: z._default(z.enum(['browser', 'en', 'da']), 'browser'),
  preserveLog: z._default(z.boolean(), true),
  /** Beyond so many megabytes the log drops its oldest visits. */
  logLimit: z._default(
    z.int().check(z.minimum(LOG_LIMIT.least), z.maximum(LOG_LIMIT.most)),
    LOG_LIMIT.usual,
  ),
  /** Rules that are switched off, or have another severity than their own. */
  rules: z._default(RuleSettings, {}),
  /** Events may be sent only once the customer has consented. */
  consentRequired: z._default(z.boolean(), false),
  /** What the panel's filter was when it was last changed. */
  filter: z._default(
    z.object({ keys: listOf(text), types: listOf(text), text: z._default(text, '') }),
    { keys: [], types: [], text: '' },
  ),
});
export type Settings = z.infer<typeof Settings>;

export const DEFAULT_SETTINGS: Settings = Settings.parse({});

/** Where the settings stand in `storage.local`. */
export const SETTINGS_KEY = 'settings';

export type ReadSettings = { ok: true; settings: Settings } | { ok: false; reason: string };

/** What was stored, parsed; `undefined` (nothing stored) gives the defaults. */
export function readSettings(stored: unknown): ReadSettings {
  const parsed = Settings.safeParse(stored ?? {});
  if (parsed.success) return { ok: true, settings: parsed.data };
  const first = parsed.error.issues[0];
  return { ok: false, reason: `${first?.path.join('.') || 'settings'}: ${first?.message ?? '?'}` };
}
