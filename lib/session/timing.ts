import type { Capture } from '../capture/capture.ts';
import type { MessageId } from '../language/translate.ts';

/** A stretch of a request's time, in milliseconds by the clock of each observer that knows it. */
export interface Phase {
  text: MessageId;
  network?: number;
  devtools?: number;
  page?: number;
}

/** In the order in which they follow on one another; HAR has −1 for one that did not occur. */
const PHASES: { text: MessageId; har?: string }[] = [
  { text: 'phaseBlocked', har: 'blocked' },
  { text: 'phaseDns', har: 'dns' },
  { text: 'phaseConnect', har: 'connect' },
  { text: 'phaseSsl', har: 'ssl' },
  { text: 'phaseSend', har: 'send' },
  { text: 'phaseBeforeSent' },
  { text: 'phaseWait', har: 'wait' },
  { text: 'phaseReceive', har: 'receive' },
  { text: 'phaseTotal' },
];

/** Where a request's time went. Phases that nobody knows are left out. */
export function timingOf({ network, page, devtools }: Capture): Phase[] {
  const byNetwork: Partial<Record<MessageId, number | undefined>> = {
    phaseBeforeSent: between(network?.at, network?.sent),
    phaseWait: between(network?.sent, network?.answered),
    phaseReceive: between(network?.answered, network?.ended),
    phaseTotal: between(network?.at, network?.ended),
  };
  const byDevtools: typeof byNetwork = { phaseTotal: between(devtools?.at, devtools?.ended) };
  const byPage: typeof byNetwork = { phaseTotal: between(page?.at, page?.ended) };
  return PHASES.flatMap(({ text, har }) => {
    const timed = har === undefined ? undefined : devtools?.timings[har];
    const inDevtools = timed !== undefined && timed >= 0 ? timed : byDevtools[text];
    const phase: Phase = {
      text,
      ...pick('network', byNetwork[text]),
      ...pick('devtools', inDevtools),
      ...pick('page', byPage[text]),
    };
    return Object.keys(phase).length > 1 ? [phase] : [];
  });
}

function between(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : to - from;
}

function pick(name: 'network' | 'page' | 'devtools', value: number | undefined) {
  return value === undefined ? {} : { [name]: value };
}
