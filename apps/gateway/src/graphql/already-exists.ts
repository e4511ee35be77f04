/** Says that a name is taken by something else, and what differs. */
export class AlreadyExists extends Error {
  override readonly name = "AlreadyExists";
}
