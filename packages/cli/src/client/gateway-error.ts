/** Why a gateway did not do what it was asked to. */
export type GatewayErrorKind =
  /** Nobody answered, or the answer broke off. */
  | "unreachable"
  /** The gateway is there and asks to come again: too much to do, starting, stopping. */
  | "busy"
  /** It wants a token, or another one. */
  | "unauthorized"
  /** It answered that something is wrong with the request. */
  | "refused"
  /** What answered isn't a gateway, or not of a version that this program knows. */
  | "protocol";

/** Says why a gateway did not do what it was asked to, and what to do about it. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";
  readonly kind: GatewayErrorKind;
  /** What the gateway calls the error, as in "RUN_NOT_FOUND". Empty: it didn't say. */
  readonly code: string;
  /** Milliseconds after which to come again, where the gateway has said so. */
  readonly retryAfter: number | undefined;

  constructor(
    kind: GatewayErrorKind,
    message: string,
    details: { code?: string; retryAfter?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.code = details.code ?? "";
    this.retryAfter = details.retryAfter;
  }

  /** Whether the same request may fare better later. */
  get mayPass(): boolean {
    return this.kind === "unreachable" || this.kind === "busy";
  }
}
