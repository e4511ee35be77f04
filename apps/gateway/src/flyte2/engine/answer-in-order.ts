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
  const under: Promise<Response>[] = [];
  // Each is made anew when it is told: who waits looks again then.
  let arrived = Promise.withResolvers<void>();
  let room = Promise.withResolvers<void>();
  const tellArrived = (): void => {
    arrived.resolve();
    arrived = Promise.withResolvers();
  };
  const tellRoom = (): void => {
    room.resolve();
    room = Promise.withResolvers();
  };
  const reader = { isOver: false, isWanted: true };
  const read = async (): Promise<void> => {
    try {
      for await (const request of requests) {
        const answered = answer(request);
        // What it throws is thrown when its turn comes.
        answered.catch(() => undefined);
        under.push(answered);
        tellArrived();
        while (under.length >= window && reader.isWanted) await room.promise;
        if (!reader.isWanted) return;
      }
    } finally {
      reader.isOver = true;
      tellArrived();
    }
  };
  const reading = read();
  // What the requests throw is thrown after the answers to those before.
  reading.catch(() => undefined);
  try {
    for (;;) {
      const oldest = under[0];
      if (oldest !== undefined) {
        const answered = await oldest;
        void under.shift();
        tellRoom();
        yield answered;
      } else if (reader.isOver) {
        return await reading;
      } else {
        await arrived.promise;
      }
    }
  } finally {
    reader.isWanted = false;
    tellRoom();
  }
}
