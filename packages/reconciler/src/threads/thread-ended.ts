/** Says that a thread has ended with what it was doing: by itself, or because it had to be ended. */
export class ThreadEnded extends Error {
  override readonly name = "ThreadEnded";
}
