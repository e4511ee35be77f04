import { Code } from "@connectrpc/connect";
import { AuthMetadataService, IdentityService } from "@runledger/proto/flyteidl/service";
import { describe, expect, test } from "vitest";
import { askRest } from "../testing/ask-rest.ts";
import { rpcClient } from "../testing/rpc-client.ts";
import { startTestGateway } from "../testing/start-test-gateway.ts";

describe("what clients of Flyte 1 ask before anything else", () => {
  test("is answered over plain HTTP and over gRPC", async () => {
    const gateway = await startTestGateway();
    const ask = askRest(gateway.url);
    const me = await ask("GET", "/me");
    expect([me.status, me.json]).toEqual([
      200,
      {
        subject: "anonymous",
        name: "Anonymous",
        preferredUsername: "",
        givenName: "",
        familyName: "",
        email: "",
        picture: "",
        additionalClaims: null,
      },
    ]);
    const config = await ask("GET", "/config/v1/flyte_client", {
      headers: { accept: "application/json" },
    });
    expect(config.json).toMatchObject({ authorization_metadata_key: "authorization", scopes: [] });
    const server = await ask("GET", "/.well-known/oauth-authorization-server");
    expect([server.status, server.json.code]).toEqual([501, Code.Unimplemented]);
    expect(server.json.message).toContain("--auth-token-file");
    const health = await ask("GET", "/healthcheck");
    expect([health.status, health.bytes.length]).toEqual([200, 0]);
    expect((await rpcClient(IdentityService, gateway).userInfo({})).subject).toBe("anonymous");
    const auth = rpcClient(AuthMetadataService, gateway);
    expect((await auth.getPublicClientConfig({})).authorizationMetadataKey).toBe("authorization");
    await expect(auth.getOAuth2Metadata({})).rejects.toMatchObject({ code: Code.Unimplemented });
  });
});
