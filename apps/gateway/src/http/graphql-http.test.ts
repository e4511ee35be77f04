import { serverAudits } from "graphql-http";
import { beforeAll, describe, expect, test } from "vitest";
import { pino } from "pino";
import type { Gateway } from "../gateway.ts";
import { startGateway } from "../start-gateway.ts";

// The audits of the GraphQL-over-HTTP specification's own test suite, each as a test of its name.
describe("GraphQL over HTTP", () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway({
      port: 0,
      database: "memory:",
      logger: pino({ level: "silent" }),
    });
    return () => gateway.close();
  });

  for (const audit of serverAudits({ url: () => `${gateway.url}/graphql`, fetchFn: fetch })) {
    test(audit.name, async () => {
      const result = await audit.fn();
      expect(result.status === "ok" ? undefined : result.reason).toBeUndefined();
    });
  }
});
