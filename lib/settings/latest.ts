/**
 * Writes the newest value, one at a time: what has been overtaken while another was being written is not
 * written at all. All wait for the last, and are told of its failure alone.
 */
export function latestWriter<Value>(write: (value: Value) => Promise<void>) {
  let next: { value: Value } | undefined;
  let writing: Promise<void> | undefined;

  async function writeAll() {
    let failure: { error: unknown } | undefined;
    while (next) {
      const { value } = next;
      next = undefined;
      failure = await write(value).then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
    }
    if (failure) throw failure.error;
  }

  return {
    write(value: Value): Promise<void> {
      next = { value };
      writing ??= writeAll().finally(() => (writing = undefined));
      return writing;
    },
    isWriting: (): boolean => writing !== undefined,
    /** Resolves once nothing is being written, whatever came of it. */
    async rest(): Promise<void> {
      await writing?.catch(() => {});
    },
  };
}
