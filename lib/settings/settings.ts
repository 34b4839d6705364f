import * as z from 'zod/mini';
import { parseEndpoint } from '../capture/endpoints.ts';
import { RuleSettings } from '../contract/rules/rule-settings.ts';
import { ColumnSetting, MAX_COLUMNS, USUAL_COLUMNS } from './columns.ts';

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

/** Colours of keys, each of which the theme has for light and dark. */
export const KEY_COLOURS = [
  'blue',
  'red',
  'green',
  'orange',
  'purple',
  'teal',
  'pink',
  'olive',
] as const;
export type KeyColour = (typeof KEY_COLOURS)[number];

export const KeySetting = z.object({
  key: text,
  alias: z._default(text, ''),
  environment: z.optional(Environment),
  /** Absent for the one that follows from the key. */
  colour: z.optional(z.enum(KEY_COLOURS)),
});
export type KeySetting = z.infer<typeof KeySetting>;

/** The environment of a receiver's or a page's host, by a pattern in which `*` is any characters. */
export const HostSetting = z.object({ pattern: text, environment: Environment });
export type HostSetting = z.infer<typeof HostSetting>;

/** Percent of the panel that the detail may take. */
export const SHARE = { least: 15, most: 85, usual: 50 };
const share = z._default(z.int().check(z.minimum(SHARE.least), z.maximum(SHARE.most)), SHARE.usual);

/** Where the detail stands, by choice or by the panel's width, and how much of it there. */
export const Layout = z.object({
  dock: z._default(z.enum(['auto', 'side', 'below']), 'auto'),
  side: share,
  below: share,
});
export type Layout = z.infer<typeof Layout>;
export const DOCKS = ['auto', 'side', 'below'] as const satisfies Layout['dock'][];

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
  /** Hosts (by patterns) and keys that nothing is resent to. */
  resendLock: z._default(z.object({ hosts: listOf(text), keys: listOf(text) }), {
    hosts: [],
    keys: [],
  }),
  /** Whether the list has a line for each event, or one for each batch. */
  listMode: z._default(z.enum(['events', 'batches']), 'events'),
  /** Whether the batches are drawn over time above the list. */
  overview: z._default(z.boolean(), true),
  columns: z._default(z.array(ColumnSetting).check(z.maxLength(MAX_COLUMNS)), USUAL_COLUMNS),
  /** What the panel's filter was when it was last changed. */
  filter: z._default(z.object({ text: z._default(text, '') }), { text: '' }),
  layout: z._default(Layout, { dock: 'auto', side: SHARE.usual, below: SHARE.usual }),
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
