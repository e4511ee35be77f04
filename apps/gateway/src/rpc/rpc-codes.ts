import { Code } from "@connectrpc/connect";
import type { ErrorCode } from "../errors/error-code.ts";

/**
 * Says for each error code which one an RPC has. A new one breaks the build until it has one here.
 *
 * None is `unknown`: Flyte's clients take that for a missing token, and log in. What to send again unchanged is
 * `unavailable` or `resource_exhausted`, which they do by themselves; a limit that the same request would hit again is
 * neither.
 */
export const rpcCodes: Readonly<Record<ErrorCode, Code>> = {
  BAD_REQUEST: Code.InvalidArgument,
  METHOD_NOT_ALLOWED: Code.Unimplemented,
  NOT_ACCEPTABLE: Code.InvalidArgument,
  GRAPHQL_PARSE_FAILED: Code.InvalidArgument,
  GRAPHQL_VALIDATION_FAILED: Code.InvalidArgument,
  BAD_INPUT: Code.InvalidArgument,
  LIMIT_EXCEEDED: Code.InvalidArgument,
  NOT_FOUND: Code.NotFound,
  ALREADY_EXISTS: Code.AlreadyExists,
  RUN_DELETED: Code.NotFound,
  UNKNOWN_REVISION: Code.FailedPrecondition,
  UNAUTHENTICATED: Code.Unauthenticated,
  FORBIDDEN: Code.PermissionDenied,
  OVERLOADED: Code.ResourceExhausted,
  UNAVAILABLE: Code.Unavailable,
  CLOSING: Code.Unavailable,
  TIMEOUT: Code.DeadlineExceeded,
  STORAGE: Code.Internal,
  INTERNAL: Code.Internal,
};
