import type { ServiceImpl } from "@connectrpc/connect";
import type { AuthMetadataService, IdentityService } from "@runledger/proto/flyteidl/service";
import { noAuthorizationServer, publicClient, userInfo } from "../../flyte2/auth/auth-answers.ts";

/** Says how Flyte 1's clients get a token, as it says it Flyte 2's. */
export function authMetadataService(): ServiceImpl<typeof AuthMetadataService> {
  return {
    getPublicClientConfig: () => publicClient,
    getOAuth2Metadata: noAuthorizationServer,
  };
}

/** Says who asks, as it says it Flyte 2's clients. */
export function identityService(): ServiceImpl<typeof IdentityService> {
  return { userInfo: (_, { values }) => userInfo(values) };
}
