/** What a transport knows of a request, whatever GraphQL it holds. */
export interface TransportContext {
  /** Names the request in the log. */
  readonly requestId: string;
  /** Aborted when the client is gone, or doesn't want the answer any more. */
  readonly signal: AbortSignal;
  /** Whether an answer can come in many parts. Where it can't, there are no subscriptions. */
  readonly streams: boolean;
  /** The id of the last frame that the client has seen. */
  readonly lastEventId?: string;
}
