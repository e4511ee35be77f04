import { Patience, type PatienceOptions } from "./patience.ts";

/**
 * Does something until it succeeds.
 *
 * @throws the last error, once there is no patience left for it
 */
export async function retry<T>(action: () => Promise<T>, options: PatienceOptions): Promise<T> {
  const patience = new Patience(options);
  for (;;) {
    try {
      return await action();
    } catch (error) {
      await patience.wait(error);
    }
  }
}
