import { create, type Message } from "@bufbuild/protobuf";
import { type Any, anyPack, AnySchema } from "@bufbuild/protobuf/wkt";
import { Code, type ConnectError } from "@connectrpc/connect";
import { type Status, StatusSchema } from "@runledger/proto/google/rpc";

/** The status of an HTTP answer for each code of an RPC, as grpc-gateway has them. */
const httpStatuses: Readonly<Record<Code, number>> = {
  [Code.Canceled]: 499,
  [Code.Unknown]: 500,
  [Code.InvalidArgument]: 400,
  [Code.DeadlineExceeded]: 504,
  [Code.NotFound]: 404,
  [Code.AlreadyExists]: 409,
  [Code.PermissionDenied]: 403,
  [Code.ResourceExhausted]: 429,
  [Code.FailedPrecondition]: 400,
  [Code.Aborted]: 409,
  [Code.OutOfRange]: 400,
  [Code.Unimplemented]: 501,
  [Code.Internal]: 500,
  [Code.Unavailable]: 503,
  [Code.DataLoss]: 500,
  [Code.Unauthenticated]: 401,
};

/** Says which status an HTTP answer has for a code. */
export function httpStatusOf(code: Code): number {
  return httpStatuses[code];
}

/** Writes an error as google.rpc.Status. */
export function toStatus({ code, rawMessage, details }: ConnectError): Status {
  const packed = details.map((detail): Any => {
    if ("desc" in detail) return anyPack(detail.desc, create(detail.desc, detail.value as Message));
    return create(AnySchema, {
      typeUrl: `type.googleapis.com/${detail.type}`,
      value: detail.value,
    });
  });
  return create(StatusSchema, { code, message: rawMessage, details: packed });
}
