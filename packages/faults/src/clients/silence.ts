/** How long a connection may say nothing before a client gives it up, in milliseconds. Gateways say something more often. */
export const LONGEST_SILENCE = 2000;

/**
 * Sends a request, and breaks its answer off where nothing is heard of it for too long: there is no other way to find out
 * that the other side is gone.
 */
export async function fetchWhileHeard(
  input: string | URL,
  init: RequestInit = {},
): Promise<Response> {
  const gone = new AbortController();
  const giveUp = (): void => gone.abort();
  let timer = setTimeout(giveUp, LONGEST_SILENCE);
  const signals = [gone.signal, init.signal].filter((each) => each instanceof AbortSignal);
  try {
    const response = await fetch(input, { ...init, signal: AbortSignal.any(signals) });
    const { body, headers, status } = response;
    if (body === null) {
      clearTimeout(timer);
      return response;
    }
    const heard = new TransformStream<Uint8Array, Uint8Array>({
      start(controller) {
        gone.signal.addEventListener("abort", () => controller.error(new Error("silent for long")));
      },
      transform(bytes, controller) {
        clearTimeout(timer);
        timer = setTimeout(giveUp, LONGEST_SILENCE);
        controller.enqueue(bytes);
      },
      flush: () => clearTimeout(timer),
    });
    return new Response(body.pipeThrough(heard), { status, headers });
  } catch (error) {
    clearTimeout(timer);
    // Not as an abort: that would be taken for the wish of whoever asked.
    throw init.signal?.aborted === true ? error : new Error("no answer", { cause: error });
  }
}
