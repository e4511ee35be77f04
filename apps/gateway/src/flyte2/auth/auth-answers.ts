import { Code, ConnectError } from "@connectrpc/connect";

/** As whom clients ask: only the header that a token goes in is of use. */
export const publicClient = { authorizationMetadataKey: "authorization" } as const;

/** Who asks, as far as anybody knows. */
export const anonymous = { subject: "anonymous", name: "Anonymous" } as const;

/** Tells a client that looks for an authorization server how it gets in without one. */
export function noAuthorizationServer(): never {
  throw new ConnectError(
    "This gateway has no authorization server: it takes the tokens of its --auth-token-file. Have the client " +
      "send one of them as Authorization: Bearer TOKEN, for Flyte's clients by auth_type ExternalCommand.",
    Code.Unimplemented,
  );
}
