import { faults, type Fault } from '../faults.ts';
import { readConsent } from './consent.ts';
import { startFrame } from './frame.ts';
import { readSettings } from './settings.ts';

const result = document.querySelector<HTMLElement>('#fault-result');

for (const fault of faults) {
  document.querySelector(`#${fault.id}`)?.addEventListener('click', () => void commit(fault));
}
startFrame();

async function commit(fault: Fault): Promise<void> {
  if (readConsent() === 'refused') return show(fault, 'nothing sent: tracking was refused');
  show(fault, 'sending…');
  const endpoint = new URL(fault.endpoint ?? readSettings().endpoint);
  for (const [name, value] of Object.entries(fault.query ?? {})) {
    endpoint.searchParams.set(name, value);
  }
  const outcomes: string[] = [];
  for (const body of fault.bodies()) outcomes.push(await post(endpoint, body));
  show(fault, outcomes.join(', '));
}

async function post(endpoint: URL, body: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const headers = { 'Content-Type': 'application/json' };
  try {
    return String((await fetch(endpoint, { method: 'POST', headers, body })).status);
  } catch {
    return 'no answer';
  }
}

/** `data-fault` is the last one committed; the text ends in its outcome once there is one. */
function show(fault: Fault, outcome: string): void {
  if (!result) return;
  result.dataset['fault'] = fault.id;
  result.textContent = `${fault.id}: ${outcome}`;
}
