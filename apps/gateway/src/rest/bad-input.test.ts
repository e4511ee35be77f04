// Every field of every request that comes over plain HTTP is wrong in turn: the answer is 400 and names it, never 500.

import { type DescField, type DescMessage, type JsonValue, ScalarType } from "@bufbuild/protobuf";
import * as services from "@runledger/proto/flyteidl/service";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pino } from "pino";
import type { Gateway } from "../gateway.ts";
import { startGateway } from "../start-gateway.ts";
import { type AskRest, askRest } from "../testing/ask-rest.ts";
import { parametersOf } from "./openapi/parameters-of.ts";
import { type HttpBinding, httpBindings } from "./routing/http-bindings.ts";

let gateway: Gateway;
let ask: AskRest;
beforeAll(async () => {
  gateway = await startGateway({ port: 0, database: "memory:", logger: pino({ level: "silent" }) });
  ask = askRest(gateway.url);
});
afterAll(() => gateway.close());

const bindings = Object.values(services).flatMap((each) =>
  typeof each === "object" && "kind" in each && each.kind === "service"
    ? each.methods.flatMap(httpBindings)
    : [],
);

/** A path that a rule fits, with a value of the right type in each place. */
function pathOf({ text, variables }: HttpBinding): string {
  let path = text;
  for (const field of variables.map((each) => each.at(-1)))
    path = path.replace(/\{[^}]*\}/, field?.scalar === ScalarType.STRING ? "x" : "1");
  return path;
}

/** A value that no field of this sort can have. */
function wrong(field: DescField): JsonValue {
  if (field.fieldKind === "list") return { no: "list" };
  if (field.fieldKind === "map") return ["no map"];
  return field.message === undefined ? { no: "scalar" } : 17.5;
}

/** Bodies with one field wrong, and what it is called. Types that hold themselves are looked into once. */
function* wrongBodies(
  type: DescMessage,
  above: readonly DescMessage[] = [],
): Generator<readonly [name: string, body: JsonValue]> {
  for (const field of type.fields) {
    if (field.message?.typeName.startsWith("google.protobuf.Value") === true) continue;
    yield [field.name, { [field.name]: wrong(field) }];
    if (field.fieldKind !== "message" || above.length >= 2) continue;
    if (field.message.typeName.startsWith("google.") || above.includes(field.message)) continue;
    for (const [name, body] of wrongBodies(field.message, [...above, type]))
      yield [`${field.name}.${name}`, { [field.name]: body }];
  }
}

test.each(
  bindings
    .filter(({ body }) => body === "all")
    .map((each) => [each.verb, each.text, each] as const),
)("%s %s names the field of a body that is wrong", async (verb, _, binding) => {
  for (const [name, body] of wrongBodies(binding.method.input)) {
    const { status, json } = await ask(verb, pathOf(binding), { body: JSON.stringify(body) });
    expect([name, status]).toEqual([name, 400]);
    expect(json.message).toContain(name);
  }
});

test.each(
  bindings
    .filter(({ body }) => body === undefined)
    .map((each) => [each.verb, each.text, each] as const),
)("%s %s names the parameter that is wrong", async (verb, _, binding) => {
  for (const { name, in: place, schema } of parametersOf(
    binding,
    binding.template.variables.map(({ path }) => path.join(".")),
    () => ({}),
  )) {
    const {
      type,
      format,
      enum: names,
    } = schema as { type?: unknown; format?: string; enum?: unknown };
    const isText = type === "string" && format === undefined && names === undefined;
    if (place !== "query" || isText || type === "array") continue;
    const { status, json } = await ask(
      verb,
      `${pathOf(binding)}?${String(name)}=${encodeURIComponent("\u0000no")}`,
    );
    expect([name, status, json]).toEqual([name, 400, expect.objectContaining({ code: 3 })]);
    expect(json.message).toContain(name);
  }
});

test.each(bindings.map((each) => [each.verb, each.text, each] as const))(
  "%s %s answers whatever stands in its path",
  async (verb, _, binding) => {
    for (const odd of [
      "%00",
      "..%2f..%2fetc%2fpasswd",
      "%F0%9F%98%80",
      "a".repeat(3000),
      "%25",
      "-1",
      "%3Cscript%3E",
    ]) {
      const path = binding.text.replaceAll(/\{[^}]*\}/g, odd);
      const body = binding.body === undefined ? {} : { body: "{}" };
      const { status, bytes } = await ask(verb, path, body);
      expect([path.slice(0, 100), status, bytes.toString().slice(0, 300)]).toEqual([
        path.slice(0, 100),
        expect.toSatisfy((found: number) => found < 500 || found === 501),
        expect.any(String),
      ]);
    }
  },
);
