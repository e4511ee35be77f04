import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, type ContextValues } from "@connectrpc/connect";
import { type EnrichedIdentity, EnrichedIdentitySchema } from "@runledger/proto";
import { rpcRequest } from "../../rpc/request-context.ts";

/** As whom clients ask: only the header that a token goes in is of use. */
export const publicClient = { authorizationMetadataKey: "authorization" } as const;

/** Who asks, as far as anybody knows. */
const anonymous = { subject: "anonymous", name: "Anonymous" } as const;

/** Says who calls: the name that stands beside the token, or nobody. */
export function userInfo(values: ContextValues): {
  readonly subject: string;
  readonly name: string;
} {
  const { caller } = values.get(rpcRequest);
  return caller === undefined ? anonymous : { subject: caller, name: caller };
}

/** Says who calls as runs and tasks keep it. Undefined: nobody has said. */
export function callerIdentity(values: ContextValues): EnrichedIdentity | undefined {
  const { caller: subject } = values.get(rpcRequest);
  if (subject === undefined) return undefined;
  return create(EnrichedIdentitySchema, {
    principal: { case: "user", value: { id: { subject } } },
  });
}

/** Tells a client that looks for an authorization server how it gets in without one. */
export function noAuthorizationServer(): never {
  throw new ConnectError(
    "This gateway has no authorization server: it takes the tokens of its --auth-token-file. Have the client " +
      "send one of them as Authorization: Bearer TOKEN, for Flyte's clients by auth_type ExternalCommand.",
    Code.Unimplemented,
  );
}
