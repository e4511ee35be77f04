import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { askRest } from "../../testing/ask-rest.ts";
import { declareService } from "../../testing/http-service.ts";
import { startTestGateway } from "../../testing/start-test-gateway.ts";
import { httpBindings } from "../routing/http-bindings.ts";
import { openapiDocument } from "./openapi-document.ts";

const documentOf = (rules: Parameters<typeof declareService>[0]): any =>
  openapiDocument({
    bindings: declareService(rules).methods.flatMap(httpBindings),
    version: "1.2.3",
    asksForToken: true,
  });

/** Lists what a document breaks of OpenAPI 3.1. */
async function faults(document: Parameters<Validator["validate"]>[0]): Promise<unknown> {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  expect(validator.version).toBe("3.1");
  return valid ? [] : errors;
}

describe("the OpenAPI document", () => {
  test("of what the gateway serves is one, and has every method once at least", async () => {
    const gateway = await startTestGateway();
    const ask = askRest(gateway.url);
    const { json: document, headers } = await ask("GET", "/api/v1/openapi");
    expect(headers["content-type"]).toContain("application/json");
    expect(await faults(document)).toEqual([]);
    const operations = Object.values<any>(document.paths).flatMap((item) =>
      Object.values<any>(item),
    );
    const ids = operations.map(({ operationId }) => operationId as string);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain("IdentityService_UserInfo");
    expect(document.paths["/me"].get.summary).toBe("Says who asks.");
    for (const path of Object.keys(document.paths)) {
      const asked = path.replaceAll(/\{[^}]*\}/g, "x").replaceAll("*", "x");
      expect((await ask("OPTIONS", asked)).status, asked).toBe(204);
    }
    for (const { operationId, parameters, responses } of operations) {
      expect(responses["200"].content["application/json"].schema, operationId).toBeDefined();
      const names = parameters.map(({ name }: { name: string }) => name);
      expect(new Set(names).size, operationId).toBe(names.length);
    }
  });

  test("says what paths, queries and bodies hold", () => {
    const { paths, components, security } = documentOf({
      Get: { pattern: { case: "get", value: "/v1/{inner.name}/{hue}" } },
      Put: { pattern: { case: "put", value: "/v1/{name}/{whole_number}" }, body: "inner" },
      Post: { pattern: { case: "post", value: "/v1/{name=files/**}:make" }, body: "*" },
    });
    expect(Object.keys(paths)).toEqual(["/v1/{inner.name}/{hue}", "/v1/{name}:make"]);
    const { get, put } = paths["/v1/{inner.name}/{hue}"];
    const find = (operation: any, name: string) =>
      operation.parameters.find((each: any) => each.name === name);
    expect(find(get, "hue")).toEqual({
      name: "hue",
      in: "path",
      required: true,
      schema: { type: "string", enum: ["HUE_NONE", "HUE_RED", "HUE_BLUE"] },
    });
    expect(find(get, "tags").schema).toEqual({ type: "array", items: { type: "string" } });
    expect(find(get, "at").schema).toEqual({ type: "string", format: "date-time" });
    expect(find(get, "inner.whole_number")).toMatchObject({ in: "query" });
    expect(find(get, "labels")).toBeUndefined();
    // The path is the other rule's, whose names it has; the body's fields stand in no query.
    expect(put.parameters.slice(0, 2).map(({ name }: any) => name)).toEqual(["inner.name", "hue"]);
    expect(find(put, "inner.whole_number")).toBeUndefined();
    expect(paths["/v1/{name}:make"].post.requestBody.content["application/json"].schema).toEqual({
      $ref: "#/components/schemas/test.Everything",
    });
    const { properties } = components.schemas["test.Everything"];
    expect(properties.long_number).toMatchObject({ type: "string" });
    expect(properties.inner).toEqual({
      anyOf: [{ $ref: "#/components/schemas/test.Everything" }, { type: "null" }],
    });
    expect(properties.chosen_text).toEqual({ type: "string" });
    expect(security).toEqual([{ token: [] }]);
  });

  test("is a document whatever the rules are", async () => {
    const document = documentOf({
      Get: { pattern: { case: "get", value: "/v1/*/{name}" } },
      Watch: {
        pattern: {
          case: "custom",
          value: { $typeName: "google.api.CustomHttpPattern", kind: "SEARCH", path: "/v1" },
        },
      },
      One: { pattern: { case: "get", value: "/v1/one" }, responseBody: "inner" },
    });
    expect(await faults(document)).toEqual([]);
  });
});
