/** A message that has no answer after this counts as failed, in milliseconds; after each further one it is twice as long. */
const AT_FIRST = 10_000;
const AT_MOST = 80_000;

export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/**
 * Waits for answers, but not for ever: Firefox leaves a message without an answer if the background that
 * it was for is stopped as it comes up.
 *
 * @throws NoAnswer if there is none in time
 */
export function createPatience() {
  let within = AT_FIRST;

  return async function answered<T>(answer: Promise<T>): Promise<T> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      within = Math.min(2 * within, AT_MOST);
      reject(new NoAnswer('The background has not answered'));
    }, within);
    try {
      const given = await Promise.race([answer, late]);
      within = AT_FIRST;
      return given;
    } finally {
      clearTimeout(timer);
    }
  };
}
