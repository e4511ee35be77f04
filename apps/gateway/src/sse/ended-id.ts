/** Ends the ids of streams that are over for good. */
const mark = "$";

/**
 * Writes the id of the last event of a stream that is over for good. A browser connects again by itself whenever a stream
 * ends, with the id of the last event: by this one the gateway knows that there is nothing more, and can tell it to stop.
 */
export function endedId(lastId: string | undefined): string {
  return (lastId ?? "") + mark;
}

/** Tells whether the last event that a client has seen was the end of its stream. */
export function isEndedId(lastEventId: string): boolean {
  return lastEventId.endsWith(mark);
}
