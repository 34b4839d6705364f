import { computed, signal } from '@preact/signals';
import type { Contract } from '../contract/loaded/contract.ts';
import { loadContract, type Loading } from '../contract/loaded/load.ts';
import type { Refusal, Refused } from '../contract/loaded/refusal.ts';
import {
  addContract,
  CONTRACTS_KEY,
  readContracts,
  removeContract,
  type StoredContract,
} from '../contract/loaded/store.ts';
import type { SettingsArea } from './store.ts';

export type ContractStore = Awaited<ReturnType<typeof openContracts>>;

/**
 * The contracts that a user has loaded, as signals, the same in every page of the extension. Kept apart
 * from the settings, which are read far more often than these may be large.
 */
export async function openContracts(
  area: Pick<SettingsArea, 'get' | 'set' | 'onChanged'>,
  now: () => number = Date.now,
  newId: () => string = () => crypto.randomUUID(),
) {
  const contracts = signal<StoredContract[]>([]);
  const fault = signal<string | undefined>(undefined);
  /** One change after the other, so that none is lost. */
  let line: Promise<unknown> = Promise.resolve();

  async function stored(): Promise<unknown> {
    return (await area.get(CONTRACTS_KEY))[CONTRACTS_KEY];
  }

  async function read() {
    try {
      contracts.value = readContracts(await stored());
      fault.value = undefined;
    } catch (error) {
      fault.value = String(error);
    }
  }

  function inLine<T>(step: () => Promise<T>): Promise<T> {
    const done = line.then(step);
    line = done.catch(() => undefined);
    return done;
  }

  await read();
  area.onChanged.addListener((changes) => {
    if (CONTRACTS_KEY in changes) void read();
  });

  return {
    contracts: computed(() => contracts.value),
    /** Why the contracts could not be read at all. */
    fault: computed(() => fault.value),

    /** Loads a contract and keeps it, or says why it can't be used or kept. */
    load(
      text: string,
      told: Omit<Loading, 'id' | 'now'>,
    ): Promise<{ ok: true; contract: Contract } | Refused> {
      return inLine(async () => {
        const loaded = loadContract(text, { ...told, id: newId(), now: now() });
        if (!loaded.ok) return loaded;
        try {
          const added = addContract(await stored(), loaded.contract.record);
          if (!added.ok) return added;
          await area.set({ [CONTRACTS_KEY]: added.stored });
        } catch (error) {
          const refusal: Refusal = { message: 'contractNotStored', params: [String(error)] };
          return { ok: false, refusal };
        }
        await read();
        return loaded;
      });
    },

    /** @param id as {@link contracts} tells it */
    async remove(id: string): Promise<void> {
      await inLine(async () => {
        await area.set({ [CONTRACTS_KEY]: removeContract(await stored(), id) });
        await read();
      });
    },
  };
}
