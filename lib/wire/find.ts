import type { Batch, Layout } from './batch.ts';
import { createOpener } from './embedded.ts';
import { findEvents, findInEach } from './envelope.ts';
import { eventOf } from './event.ts';
import type { Container } from './json/parse.ts';
import { below } from './pointer.ts';
import { keyBeside, type RequestFacts } from './request.ts';

/** Containers around an event that are compared with those that a fault left open. */
const MAX_OPEN = 12;

interface Document {
  value: unknown;
  layout: Layout;
  /** What is whole of a value that a fault cut short: it stands for the one at its path. */
  whole?: { path: string; value: unknown; open: readonly Container[] };
}

/** The batch in the value of a body; `undefined` where it has neither key nor events. */
export function batchIn(
  { value, layout, whole }: Document,
  request: RequestFacts,
): Batch | undefined {
  const open = createOpener();
  const found = whole
    ? findEvents(whole.value, whole.path, open)
    : layout.kind === 'lines' && Array.isArray(value)
      ? findInEach(value, '', open)
      : findEvents(value, '', open);
  const beside = keyBeside(request);
  if (!found.isOurs && !beside) return undefined;
  const openPaths = whole && pathsOf(whole.open, whole.path);
  const items = openPaths ? found.items.filter(({ path }) => !openPaths.has(path)) : found.items;
  const events = items.map((item, index) => eventOf(item.value, index, item.path, open));
  return {
    ...keyOf(found, events, beside),
    events,
    ...(found.total > found.items.length && { total: found.total }),
    ...(found.eventsPath !== undefined && { eventsPath: found.eventsPath }),
    ...(whole && { partial: true }),
    layout,
    value,
  };
}

type KeyParts = Pick<Batch, 'key' | 'keyPath' | 'keyBeside'>;

/** Of the envelope first, then of an event, then of what stands beside the body. */
function keyOf(
  found: KeyParts,
  events: readonly KeyParts[],
  beside: ReturnType<typeof keyBeside>,
): KeyParts {
  const inBody = found.key === undefined ? events.find(({ key }) => key !== undefined) : found;
  if (inBody?.key !== undefined) {
    const { key, keyPath } = inBody;
    return { key, ...(keyPath !== undefined && { keyPath }) };
  }
  if (!beside) return {};
  const { key, ...keyBeside } = beside;
  return { key, keyBeside };
}

/** JSON Pointers of open containers. */
function pathsOf(open: readonly Container[], start: string): Set<string> {
  const paths = new Set<string>();
  let path = start;
  for (const container of open.slice(0, MAX_OPEN)) {
    paths.add(path);
    const name =
      container.kind === 'array' ? container.items.length - 1 : container.members.at(-1)?.name;
    if (name === undefined) break;
    path = below(path, name);
  }
  return paths;
}
