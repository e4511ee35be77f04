/** How many requests of a stream are worked on at a time: they share a transaction where they wait for one. */
const window = 256;

/**
 * Answers each request of a stream, in order, and works on several meanwhile. Takes no more from the stream while as many
 * are under way as may be, so that a client that doesn't read is not read from either.
 */
export async function* answerInOrder<Request, Response>(
  requests: AsyncIterable<Request>,
  answer: (request: Request) => Promise<Response>,
): AsyncGenerator<Response, void> {
  const source = requests[Symbol.asyncIterator]();
  const under: Promise<Response>[] = [];
  const read = (): Promise<IteratorResult<Request>> => {
    const request = source.next();
    // What it throws is thrown when it is looked at, and nobody may look for a while.
    request.catch(() => undefined);
    return request;
  };
  let next: Promise<IteratorResult<Request>> | undefined = read();
  while (next !== undefined || under.length > 0) {
    const oldest = under[0];
    const taken =
      next !== undefined && under.length < window
        ? await Promise.race([next, ...(oldest ? [oldest.then(() => undefined)] : [])])
        : undefined;
    if (taken === undefined) {
      void under.shift();
      if (oldest !== undefined) yield await oldest;
    } else if (taken.done === true) {
      next = undefined;
    } else {
      const answered = answer(taken.value);
      // What it throws is thrown when its turn comes.
      answered.catch(() => undefined);
      under.push(answered);
      next = read();
    }
  }
}
