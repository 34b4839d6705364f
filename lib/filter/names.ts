import type { MessageId } from '../language/translate.ts';
import { plainName } from '../wire/names.ts';
import type { Comparison, FactName } from './filter.ts';

/** What a filter can ask for by a name of ours; all other names are fields of the event. */
export interface NameEntry {
  name: FactName | 'has';
  takes: 'text' | 'status' | 'state' | 'time' | 'path';
  hint: MessageId;
}

export const NAMES: readonly NameEntry[] = [
  { name: 'type', takes: 'text', hint: 'filterHintType' },
  { name: 'key', takes: 'text', hint: 'filterHintKey' },
  { name: 'is', takes: 'state', hint: 'filterHintIs' },
  { name: 'status', takes: 'status', hint: 'filterHintStatus' },
  { name: 'has', takes: 'path', hint: 'filterHintHas' },
  { name: 'time', takes: 'time', hint: 'filterHintTime' },
  { name: 'page', takes: 'text', hint: 'filterHintPage' },
  { name: 'host', takes: 'text', hint: 'filterHintHost' },
  { name: 'transport', takes: 'text', hint: 'filterHintTransport' },
  { name: 'rule', takes: 'text', hint: 'filterHintRule' },
];

/** A name of ours, whatever its case; `undefined` for a field's. */
export function nameEntry(name: string): NameEntry | undefined {
  const plain = plainName(name);
  return NAMES.find((entry) => entry.name === plain);
}

export const COMPARISONS: readonly { sign: Comparison; hint: MessageId }[] = [
  { sign: ':', hint: 'filterHintLoose' },
  { sign: '=', hint: 'filterHintExact' },
  { sign: '!=', hint: 'filterHintOther' },
  { sign: '>', hint: 'filterHintMore' },
  { sign: '>=', hint: 'filterHintAtLeast' },
  { sign: '<', hint: 'filterHintLess' },
  { sign: '<=', hint: 'filterHintAtMost' },
];

export const STATUSES: readonly { text: string; hint: MessageId }[] = [
  { text: '2xx', hint: 'filterHintAccepted' },
  { text: '3xx', hint: 'filterHintRedirected' },
  { text: '4xx', hint: 'filterHintRefused' },
  { text: '5xx', hint: 'filterHintServerFailed' },
];

export const TRANSPORTS = ['fetch', 'keepalive', 'xhr', 'sync-xhr', 'beacon', 'fetch-later'];
