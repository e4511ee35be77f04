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
  const arrived = new Signal();
  const room = new Signal();
  const reader = { isOver: false, isWanted: true };
  const read = async (): Promise<void> => {
    try {
      for await (const request of requests) {
        const answered = answer(request);
        // What it throws is thrown when its turn comes.
        answered.catch(() => undefined);
        under.push(answered);
        arrived.tell();
        while (under.length >= window && reader.isWanted) await room.told();
        if (!reader.isWanted) return;
      }
    } finally {
      reader.isOver = true;
      arrived.tell();
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
        room.tell();
        yield answered;
      } else if (reader.isOver) {
        return await reading;
      } else {
        await arrived.told();
      }
    }
  } finally {
    reader.isWanted = false;
    room.tell();
  }
}

/** Lets one wait until another tells that something has changed. Waiters look again: it may have changed before. */
class Signal {
  #tell: (() => void) | undefined;

  /** Resolves when it is told next. */
  told(): Promise<void> {
    return new Promise((resolve) => {
      this.#tell = resolve;
    });
  }

  /** Wakes who waits, if somebody does. */
  tell(): void {
    this.#tell?.();
    this.#tell = undefined;
  }
}
