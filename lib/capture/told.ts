import type { Capture, DevtoolsPart, NetworkPart, PagePart } from './capture.ts';

/** What of a capture says by which sightings it is known. */
type Told = Pick<Capture, 'tab' | 'visit'> & {
  network?: Pick<NetworkPart, 'request' | 'forwarded'>;
  page?: Pick<PagePart, 'call'>;
  devtools?: Pick<DevtoolsPart, 'entry'>;
};

/** Names of what observers tell of, by which a capture is found again: the same in every run of the recorder. */
export const told = {
  request: (run: string, request: string): string => `request ${run}:${request}`,
  call: (visit: string, call: number): string => `call ${visit}:${call}`,
  entry: (entry: string): string => `entry ${entry}`,
};

/** The sightings that a capture is made of. */
export function toldBy({ tab, visit, network, page, devtools }: Told): string[] {
  const [run = ''] = tab.split(':', 1);
  return [
    ...(network ? [told.request(run, network.request)] : []),
    ...(network?.forwarded === undefined ? [] : [told.request(run, network.forwarded)]),
    ...(page ? [told.call(visit, page.call)] : []),
    ...(devtools ? [told.entry(devtools.entry)] : []),
  ];
}
