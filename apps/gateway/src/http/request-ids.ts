import { randomBytes } from "node:crypto";

/** Makes ids for requests, by which the log knows them: a few letters for this start of the program, and a number. */
export function requestIds(start: string = randomBytes(4).toString("hex")): () => string {
  let count = 0;
  return () => `${start}-${++count}`;
}
