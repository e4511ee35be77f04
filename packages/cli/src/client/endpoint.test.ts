import { describe, expect, it } from "vitest";
import { graphqlEndpoint } from "./endpoint.ts";

describe("graphqlEndpoint", () => {
  it.each([
    ["http://127.0.0.1:8090", "http://127.0.0.1:8090/graphql"],
    ["https://ledger.example.org/", "https://ledger.example.org/graphql"],
    ["https://example.org/ledger/graphql#x", "https://example.org/ledger/graphql"],
  ])("makes of %s %s", (text, endpoint) => {
    expect(graphqlEndpoint(text)).toBe(endpoint);
  });

  it.each(["", "localhost:8090", "ftp://example.org", "/graphql"])(
    "makes nothing of %j",
    (text) => {
      expect(graphqlEndpoint(text)).toBeUndefined();
    },
  );
});
