/** Passes a stream on, does `each` with every message before, and turns what it throws into what `failed` makes of it. */
export async function* mapStream<T>(
  messages: AsyncIterable<T>,
  each: (message: T) => void,
  failed: (error: unknown) => unknown,
): AsyncGenerator<T, void> {
  try {
    for await (const message of messages) {
      each(message);
      yield message;
    }
  } catch (error) {
    throw failed(error);
  }
}
