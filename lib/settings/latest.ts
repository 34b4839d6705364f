/**
 * Writes the newest value, one at a time: what has been overtaken while another was being written is not
 * written at all. All that are told of wait for the last; a write that fails is tried again with the next value only.
 */
export function latestWriter<Value>(write: (value: Value) => Promise<void>) {
  let next: { value: Value } | undefined;
  let writing: Promise<void> | undefined;

  async function writeAll() {
    while (next) {
      const { value } = next;
      next = undefined;
      await write(value);
    }
  }

  return {
    write(value: Value): Promise<void> {
      next = { value };
      writing ??= writeAll().finally(() => (writing = undefined));
      return writing;
    },
    isWriting: (): boolean => writing !== undefined,
  };
}
