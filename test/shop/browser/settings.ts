import { isTransport, type Transport } from './transports.ts';

const names = ['transport', 'interval', 'size', 'endpoint'] as const;

export interface Settings {
  transport: Transport;
  /** Milliseconds. */
  interval: number;
  size: number;
  endpoint: string;
}

/** The settings of this tab: from the address, else remembered, else the usual. */
export function readSettings(): Settings {
  const query = new URLSearchParams(location.search);
  for (const name of names) {
    const value = query.get(name);
    if (value !== null) rememberSetting(name, value);
  }
  const transport = remembered('transport');
  return {
    transport: isTransport(transport) ? transport : 'fetch',
    interval: readNumber(remembered('interval'), 1000),
    size: readNumber(remembered('size'), 10),
    endpoint: remembered('endpoint') ?? document.documentElement.dataset['endpoint'] ?? '',
  };
}

/** An empty value means the usual again. */
export function rememberSetting(name: (typeof names)[number], value: string): void {
  if (value === '') sessionStorage.removeItem(`shop.${name}`);
  else sessionStorage.setItem(`shop.${name}`, value);
}

function remembered(name: (typeof names)[number]): string | null {
  return sessionStorage.getItem(`shop.${name}`);
}

function readNumber(text: string | null, usual: number): number {
  const number = Number(text ?? usual);
  return number >= 0 ? number : usual;
}
