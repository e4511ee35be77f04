import { Code, ConnectError, type ServiceImpl } from "@connectrpc/connect";
import type { AuthMetadataService, IdentityService } from "@runledger/proto/flyteidl2/auth";

/**
 * Says how clients get a token. This gateway gives none: its tokens are handed out by whoever runs it, and clients are told
 * in which header they go.
 */
export function authMetadataService(): ServiceImpl<typeof AuthMetadataService> {
  return {
    getPublicClientConfig: () => ({ authorizationMetadataKey: "authorization" }),
    getOAuth2Metadata: () => {
      throw new ConnectError(
        "This gateway has no authorization server: it takes the tokens of its --auth-token-file. Have the client " +
          "send one of them as Authorization: Bearer TOKEN, for flyte-sdk by auth_type ExternalCommand.",
        Code.Unimplemented,
      );
    },
  };
}

/** Says who asks. A token says that somebody may come in, and not who it is. */
export function identityService(): ServiceImpl<typeof IdentityService> {
  return { userInfo: () => ({ subject: "anonymous", name: "Anonymous" }) };
}
