import type { ConsentState } from '../../capture/consent.ts';
import type { EventPlace, Fix, Grade, Severity } from '../issue.ts';
import type { MessageId } from '../../language/translate.ts';
import type { Said } from '../../language/said.ts';
import type { Batch } from '../../wire/decode.ts';
import type { HostSetting, KeySetting } from '../../settings/settings.ts';
import type { Facts } from './facts.ts';
import type { RuleSettings } from './rule-settings.ts';
import type { Memory } from './session-index.ts';

/** What a rule found at one place. What is absent here is as its rule says. */
export interface Finding {
  /** JSON Pointer into the body's value. */
  path: string;
  /** Of a rule of the session: which event it is about; absent for the batch. */
  event?: number;
  severity?: Severity;
  message?: MessageId;
  params?: Said['params'];
  expected?: string;
  actual?: string;
  fix?: Fix;
  original?: EventPlace;
}

/** What is known of the request that a batch came with. */
export interface About {
  /** When it was sent, in milliseconds since the epoch. */
  at?: number;
  /** The receiver's URL. */
  url?: string;
  /** The sending page's URL. */
  page?: string;
  /** Bytes of the body as it was sent. */
  size?: number;
  /** That of its page's customer when it was sent; absent where nothing is known of it. */
  consent?: ConsentState;
}

/** The settings that rules ask for. */
export interface CheckSettings {
  rules: RuleSettings;
  keys: readonly KeySetting[];
  hosts: readonly HostSetting[];
  /** Whether events may be sent only with consent. */
  consentRequired: boolean;
}

/** A batch with its request, as an example of a session has it. */
export interface ExampleCapture {
  id: string;
  visit?: string;
  at?: number;
  twice?: { reason: 'retry' | 'redirect' | 'browser'; of?: string };
  resendOf?: string;
  body: unknown;
}

/** Something that raises the rule: an event, a batch, or the last of several captures. */
export type Example =
  | { event: Record<string, unknown>; about?: About }
  | { body: unknown; about?: About; settings?: Partial<CheckSettings> }
  | { captures: readonly ExampleCapture[] };

interface RuleEntry {
  id: string;
  /** What is wrong, in a few words; a finding says the same unless it has a message of its own. */
  title: MessageId;
  severity: Severity;
  grade: Grade;
  /** Absent: `built-in`. */
  contract?: string;
  /** Why that matters, and what the rule looks at. */
  explanation: MessageId;
  example: Example;
}

/** About one event and nothing but it: its findings are the same in any company. */
export interface EventRule extends RuleEntry {
  kind: 'event';
  /** It looks only at events with a leaf of one of these kinds (see `name-kinds.ts`). */
  kinds?: number;
  /** It looks only at events with a leaf of one of these traits (see `text-traits.ts`). */
  traits?: number;
  /** It says of a field what the contract says as well, but more exactly. */
  refines?: true;
  check(facts: Facts, about: About): readonly Finding[];
}

/** What most rules on events are: our reading, and worth a warning. */
export const GUESS = { kind: 'event', severity: 'warning', grade: 'inferred' } as const;

/** What tells one rule from the others that are made alike. */
export type Naming = Pick<EventRule, 'id' | 'title' | 'explanation' | 'example'>;

/** About a batch, its request and the settings. */
export interface BatchRule extends RuleEntry {
  kind: 'batch';
  check(batch: Batch, about: About, settings: CheckSettings): readonly Finding[];
}

/** About a batch and those before it. */
export interface SessionRule extends RuleEntry {
  kind: 'session';
  check(memory: Memory, batch: Batch): readonly Finding[];
}

export type Rule = EventRule | BatchRule | SessionRule;
