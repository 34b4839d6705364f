import type { Mode, Row } from './row.ts';
import type { Servers, Site } from './site/site.ts';
import type { Task } from './site/task.ts';

interface Names {
  page: string;
  /** Of frames of another origin. */
  other: string;
  receiver: string;
}

/** The extension may access the former from its installation, and none of the latter. */
const NAMES: Record<Mode, Names> = {
  full: { page: '127.0.0.1', other: 'localhost', receiver: '127.0.0.1' },
  limited: { page: 'shop.test', other: 'checkout.test', receiver: 'receiver.test' },
};

export interface Assignment {
  mark: string;
  task: Task;
  /** Address of the page that does the task, and of the one to go to after it. */
  page: string;
  next: string;
}

/** What a page is told to do for a row. `run` tells runs in one browser apart. */
export function assign(row: Row, mode: Mode, site: Site, run: string): Assignment {
  const mark = `${mode}-${row.id}-${run}`;
  const servers = row.secure ? site.secure : site.plain;
  const pages = originOf(servers, NAMES[mode].page, servers.pages.port);
  const task: Task = {
    mark,
    url: addressOf(row, mark, servers, NAMES[mode], site.closedPort),
    from: row.from ?? 'page',
    by: row.by ?? 'fetch',
    body: row.body ?? 'string',
    when: row.when ?? 'now',
    times: row.times ?? 1,
    inTurn: row.inTurn ?? false,
    init: row.init ?? {},
    ...(row.abort && { abort: row.abort }),
    otherOrigin: originOf(servers, NAMES[mode].other, servers.pages.port),
  };
  const path =
    task.from === 'controlled-page' || task.from === 'service-worker' ? '/controlled' : '';
  const query = new URLSearchParams({ task: JSON.stringify(task) });
  if (row.csp !== undefined) query.set('csp', row.csp);
  return { mark, task, page: `${pages}${path}/row?${query}`, next: `${pages}/next?m=${mark}` };
}

function addressOf(
  row: Row,
  mark: string,
  servers: Servers,
  names: Names,
  closedPort: number,
): string {
  const { receiver } = servers;
  const query = `${row.query ?? 'answer=202'}&m=${mark}`.replace('MARK', mark);
  const path = `/api/events?${query}${row.fragment ?? ''}`;
  if (row.to === 'own') return path;
  const port = row.to === 'closed-port' ? closedPort : receiver.port;
  return originOf(servers, names.receiver, port) + path;
}

const originOf = ({ scheme }: Servers, host: string, port: number) => `${scheme}://${host}:${port}`;
