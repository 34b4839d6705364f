/**
 * Writes the newest value, one at a time: what has been overtaken while another was being written is not
 * written at all. A write that fails is tried again with the next value only.
 */
export function latestWriter<Value>(write: (value: Value) => Promise<void>) {
  let next: { value: Value } | undefined;
  let isWriting = false;
  return async (value: Value): Promise<void> => {
    next = { value };
    if (isWriting) return;
    isWriting = true;
    try {
      while (next) {
        const { value: newest } = next;
        next = undefined;
        await write(newest);
      }
    } finally {
      isWriting = false;
    }
  };
}
