/**
 * Writes the newest value, one at a time: what has been overtaken while another was being written is not
 * written at all. All wait for the last, and are told of its failure alone.
 */
export function latestWriter<Value>(write: (value: Value) => Promise<void>) {
  let next: { value: Value } | undefined;
  let isWriting = false;
  let written = Promise.resolve();

  async function writeAll() {
    let failure: { error: unknown } | undefined;
    while (next) {
      const { value } = next;
      next = undefined;
      try {
        await write(value);
        failure = undefined;
      } catch (error) {
        failure = { error };
      }
    }
    // At once: what comes from now on is not looked at here any more.
    isWriting = false;
    if (failure) throw failure.error;
  }

  return {
    write(value: Value): Promise<void> {
      next = { value };
      if (!isWriting) {
        isWriting = true;
        written = writeAll();
      }
      return written;
    },
    isWriting: (): boolean => isWriting,
    /** Resolves once nothing is being written, whatever came of it. */
    async rest(): Promise<void> {
      await written.catch(() => {});
    },
  };
}
