import type { ServiceImpl } from "@connectrpc/connect";
import type { AuthMetadataService, IdentityService } from "@runledger/proto/flyteidl2/auth";
import { anonymous, noAuthorizationServer, publicClient } from "./auth-answers.ts";

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

/** Says who asks. A token says that somebody may come in, and not who it is. */
export function identityService(): ServiceImpl<typeof IdentityService> {
  return { userInfo: () => anonymous };
}
