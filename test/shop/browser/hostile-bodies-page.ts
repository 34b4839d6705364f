import { type HostileBody, hostileBodies } from '../hostile-bodies.ts';
import { readSettings } from './settings.ts';

const result = document.querySelector<HTMLElement>('#sent');

for (const body of hostileBodies) {
  document.querySelector(`#${body.id}`)?.addEventListener('click', () => void send(body));
}
document.documentElement.dataset['ready'] = 'yes';

/** `data-sent` names the last one that was sent, once there is an answer or none will come. */
async function send({ id, make }: HostileBody): Promise<void> {
  const body = await make();
  const answer = await fetch(readSettings().endpoint, { method: 'POST', body }).catch(
    () => undefined,
  );
  if (!result) return;
  result.dataset['sent'] = id;
  result.textContent = `${id}: ${answer?.status ?? 'no answer'}`;
}
