/** What a function throws to say how its task failed. */
export class TaskError extends Error {
  override readonly name = "TaskError";
  /** Groups errors of one sort. */
  readonly code: string;
  /** Whether trying again may help. */
  readonly retryable: boolean;

  constructor(
    message: string,
    { code = "TaskError", retryable = false }: { code?: string; retryable?: boolean } = {},
  ) {
    super(message);
    this.code = code;
    this.retryable = retryable;
  }
}
