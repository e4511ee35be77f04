import type { ServiceImpl } from "@connectrpc/connect";
import type { AuthMetadataService, IdentityService } from "@runledger/proto/flyteidl2/auth";
import { noAuthorizationServer, publicClient, userInfo } from "./auth-answers.ts";

/**
 * Says how clients get a token. This gateway gives none: its tokens are handed out by whoever runs it, and clients are told
 * in which header they go.
 */
export function authMetadataService(): ServiceImpl<typeof AuthMetadataService> {
  return {
    getPublicClientConfig: () => publicClient,
    getOAuth2Metadata: noAuthorizationServer,
  };
}

/** Says who asks, where the file of tokens says whose theirs is. */
export function identityService(): ServiceImpl<typeof IdentityService> {
  return { userInfo: (_, { values }) => userInfo(values) };
}
