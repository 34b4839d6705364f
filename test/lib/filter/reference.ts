import type { Filter, Path, Test } from '../../../lib/filter/filter.ts';
import { momentOf, numberOf, stretchOf } from '../../../lib/filter/values.ts';
import { shortKey } from '../../../lib/wire/keys.ts';
import { capture as captureOf } from '../samples.ts';
import type { RandomCapture, RandomEvent } from './random-session.ts';

/** What a filter means, in the plainest way: the fast one is held against it. */
export function shownByReference(
  filter: Filter,
  capture: RandomCapture,
  event: RandomEvent,
  aliases: ReadonlyMap<string, string>,
): boolean {
  const shows = (part: Filter) => shownByReference(part, capture, event, aliases);
  const whole = { eventType: event.type, ...event.fields };
  switch (filter.kind) {
    case 'all':
      return filter.of.every(shows);
    case 'any':
      return filter.of.some(shows);
    case 'not':
      return !shows(filter.of);
    case 'text': {
      const text = filter.text.toLowerCase();
      const json = JSON.stringify(whole).toLowerCase();
      const written = JSON.stringify(text).slice(1, -1);
      return [json, about(capture)].some((one) => one.includes(text)) || json.includes(written);
    }
    case 'pattern':
      return [JSON.stringify(whole), about(capture)].some((one) => matches(filter.pattern, one));
    case 'has':
      return valuesAt(whole, filter.path).length > 0;
    case 'field': {
      const { test } = filter;
      const isDeep = test.by === ':' || test.by === 'pattern';
      const leaves = valuesAt(whole, filter.path).flatMap((value) => leavesOf(value, isDeep));
      return leaves.some((leaf) => passes(leaf, test));
    }
    case 'fact':
      return factPasses(filter.name, filter.test, capture, event, aliases);
  }
}

function about({ key, part }: RandomCapture): string {
  const { url, status, route, error } = captureOf(part);
  const known = [url, status, key, route, error].filter((one) => one !== undefined);
  return known.join(' ').toLowerCase();
}

function matches(pattern: string, text: string): boolean {
  return new RegExp(pattern, 'iu').test(text);
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

function valuesAt(value: unknown, [name, ...rest]: Path): unknown[] {
  if (name === undefined) return [value];
  if (Array.isArray(value)) {
    if (/^\d+$/.test(name) && Number(name) < value.length)
      return valuesAt(value[Number(name)], rest);
    return value.flatMap((item) => valuesAt(item, [name, ...rest]));
  }
  if (typeof value !== 'object' || value === null) return [];
  const fields = Object.entries(value);
  const field =
    fields.find(([own]) => own === name) ?? fields.find(([own]) => plain(own) === plain(name));
  return field ? valuesAt(field[1], rest) : [];
}

function leavesOf(value: unknown, isDeep: boolean): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, isDeep));
  if (typeof value !== 'object' || value === null) return [value];
  return isDeep ? Object.values(value).flatMap((item) => leavesOf(item, isDeep)) : [];
}

function passes(leaf: unknown, test: Test): boolean {
  switch (test.by) {
    case 'pattern':
      return matches(test.pattern, String(leaf));
    case 'range':
      return (
        (test.from === '' || passes(leaf, { by: '>=', text: test.from })) &&
        (test.to === '' || passes(leaf, { by: '<=', text: test.to }))
      );
    case ':': {
      const isPart = String(leaf).toLowerCase().includes(test.text.toLowerCase());
      return (isPart && typeof leaf !== 'number') || passes(leaf, { by: '=', text: test.text });
    }
    case '!=':
      return !passes(leaf, { by: '=', text: test.text });
    case '=': {
      if (String(leaf) === test.text) return true;
      if (numberOf(test.text) !== undefined) return numberOf(leaf) === numberOf(test.text);
      const stretch = stretchOf(test.text);
      const at = momentOf(leaf);
      return stretch !== undefined && at !== undefined && stretch.from <= at && at < stretch.to;
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const stretch = stretchOf(test.text);
      const value = stretch ? momentOf(leaf) : numberOf(leaf);
      const bound = numberOf(test.text) ?? Number.NaN;
      if (value === undefined) return false;
      if (test.by === '>') return stretch ? value >= stretch.to : value > bound;
      if (test.by === '>=') return value >= (stretch?.from ?? bound);
      if (test.by === '<') return value < (stretch?.from ?? bound);
      return stretch ? value < stretch.to : value <= bound;
    }
  }
}

function factPasses(
  name: string,
  test: Test,
  { key, part }: RandomCapture,
  event: RandomEvent,
  aliases: ReadonlyMap<string, string>,
): boolean {
  const { url, status, at, route, state, resendOf, twice, uncertain, departure, network } =
    captureOf(part);
  switch (name) {
    case 'status': {
      if (status === undefined) return false;
      const isClass = test.by === ':' && test.text.endsWith('xx');
      return isClass ? String(status).startsWith(test.text[0]!) : passes(status, test);
    }
    case 'time':
      return isSentAt(at, test);
    case 'type':
      return test.by === ':' && test.text !== ''
        ? plain(event.type).includes(plain(test.text))
        : textPasses(event.type, test);
    case 'key': {
      const names = [key, shortKey(key), aliases.get(key) ?? key];
      const passed = names.map((one) => textPasses(one, test));
      return test.by === '!=' ? !passed.includes(false) : passed.includes(true);
    }
    case 'page':
      return textPasses(route, test);
    case 'host':
      return textPasses(new URL(url).host, test);
    case 'transport':
      return textPasses(network ? 'beacon' : undefined, test);
    case 'rule': {
      const rules = event.found.map(({ rule }) => rule);
      return rules.length === 0
        ? textPasses(undefined, test)
        : rules.some((rule) => textPasses(rule, test));
    }
    default: {
      const wanted = 'text' in test ? test.text : '';
      const is: Record<string, boolean> = {
        duplicate: event.found.some(({ rule }) => rule.startsWith('duplicate-')),
        retry: twice?.reason === 'retry',
        resent: resendOf !== undefined,
        unload: network?.lifecycle === 'cached',
        uncertain: uncertain === true,
        pending: state === 'pending',
        'never-left': departure?.kind === 'never-left',
      };
      return is[wanted] ?? event.found.some(({ severity }) => severity === wanted);
    }
  }
}

/** By the texts of clocks, which are in their order. */
function isSentAt(at: number, test: Test): boolean {
  if (test.by === 'pattern') return false;
  if (test.by !== 'range') {
    const stretch = stretchOf(test.text);
    if (stretch) return isInOrder(test.by, at, stretch.from, stretch.to - 1);
    return isInOrder(test.by, clockOf(at), first(test.text), last(test.text));
  }
  const [from, to] = [test.from, test.to];
  const isOfDay = [from, to].every((end) => stretchOf(end) === undefined);
  const isAfter = from === '' || isSentAt(at, { by: '>=', text: from });
  const isBefore = to === '' || isSentAt(at, { by: '<=', text: to });
  const isOverMidnight = isOfDay && from !== '' && to !== '' && first(from) > last(to);
  return isOverMidnight ? isAfter || isBefore : isAfter && isBefore;
}

function isInOrder<Value>(by: string, value: Value, from: Value, to: Value): boolean {
  const isIn = from <= value && value <= to;
  const results: Record<string, boolean> = {
    ':': isIn,
    '=': isIn,
    '!=': !isIn,
    '<': value < from,
    '<=': value <= to,
    '>': value > to,
    '>=': value >= from,
  };
  return results[by]!;
}

function clockOf(at: number): string {
  const date = new Date(at);
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()];
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

function first(clock: string): string {
  return clock + '00:00:00.000'.slice(clock.length);
}

function last(clock: string): string {
  return clock + '00:59:59.999'.slice(clock.length);
}

function textPasses(value: string | undefined, test: Test): boolean {
  if (test.by === 'pattern') return value !== undefined && matches(test.pattern, value);
  if (test.by === 'range') return false;
  if (test.text === '') return (value === undefined) === (test.by !== '!=');
  if (value === undefined) return false;
  if (test.by === ':') return value.toLowerCase().includes(test.text.toLowerCase());
  return (value === test.text) === (test.by === '=');
}
