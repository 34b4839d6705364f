import { signal } from '@preact/signals';
import { openLog } from '../../lib/log/log.ts';
import { LOG_CHANNEL, STATUS_CHANNEL } from '../../lib/messaging/announcement.ts';

/** The size of the log in bytes, as it changes; `undefined` where the log can't be read. */
export function followLogSize() {
  const size = signal<number | undefined>(undefined);
  let reading = false;
  let changed = false;

  /** One at a time: while it reads, any number of changes asks for one reading more. */
  async function read() {
    changed = true;
    if (reading) return;
    reading = true;
    while (changed) {
      changed = false;
      size.value = await readSize();
    }
    reading = false;
  }

  for (const name of [LOG_CHANNEL, STATUS_CHANNEL]) {
    new BroadcastChannel(name).addEventListener('message', () => void read());
  }
  void read();
  return size;
}

/** Opened and closed each time, so that this page stands in no one's way who ends the log. */
async function readSize(): Promise<number | undefined> {
  try {
    const log = await openLog(indexedDB);
    const size = await log.size();
    log.close();
    return size;
  } catch {
    // A broken log is told, and can be reset, in the panel.
    return undefined;
  }
}
