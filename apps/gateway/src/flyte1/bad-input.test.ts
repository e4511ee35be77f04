// Every field of every request of Flyte 1's services is wrong in turn, as gRPC: whatever it is, the answer is one that a client can
// act on, and an argument that is refused is named.

import {
  type DescField,
  type DescMessage,
  type DescMethod,
  type DescMethodUnary,
  fromJson,
  type JsonObject,
  type JsonValue,
  ScalarType,
} from "@bufbuild/protobuf";
import { Code, ConnectError, type Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import * as services from "@runledger/proto/flyteidl/service";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Gateway } from "../gateway.ts";
import { startGateway } from "../start-gateway.ts";

let gateway: Gateway;
let transport: Transport;
beforeAll(async () => {
  gateway = await startGateway({ port: 0, database: "memory:", logger: pino({ level: "silent" }) });
  transport = createGrpcTransport({ baseUrl: gateway.url });
});
afterAll(() => gateway.close());

/** Codes that say that the server is at fault, or that nobody has thought of it. */
const faults: ReadonlySet<Code> = new Set([
  Code.Internal,
  Code.Unknown,
  Code.DataLoss,
  Code.Unavailable,
  Code.DeadlineExceeded,
]);

const methods = Object.values(services).flatMap((each) =>
  typeof each === "object" && "kind" in each && each.kind === "service"
    ? each.methods.filter(isUnary).map((method) => [method.toString(), method] as const)
    : [],
);

/** Values of the right type that hardly any field can have. */
function odd(field: DescField): readonly JsonValue[] {
  if (field.fieldKind === "enum") return [77];
  if (field.fieldKind !== "scalar") return [];
  switch (field.scalar) {
    case ScalarType.STRING:
      return ["\u0000/../x", "ü".repeat(3000)];
    case ScalarType.BOOL:
      return [true];
    case ScalarType.BYTES:
      return ["AP8="];
    case ScalarType.UINT32:
      return [4_294_967_295];
    case ScalarType.UINT64:
      return ["18446744073709551615"];
    case ScalarType.INT64:
      return ["-9223372036854775808"];
    default:
      return [-2_147_483_648];
  }
}

/** Requests with texts in all of their names, and one field odd. Types that hold themselves are looked into once. */
function* wrongRequests(
  type: DescMessage,
  above: readonly DescMessage[] = [],
): Generator<JsonObject> {
  for (const field of type.fields) {
    if (field.message?.typeName.startsWith("google.") === true || above.includes(type)) continue;
    for (const value of odd(field)) yield { ...usual(type), [field.name]: value };
    if (field.fieldKind !== "message" || above.length >= 2) continue;
    for (const inner of wrongRequests(field.message, [...above, type])) {
      yield { ...withoutOneof(usual(type), field), [field.name]: inner };
    }
  }
}

/** Fills in what most requests name things by. */
function usual(type: DescMessage, depth = 0): JsonObject {
  const filled: JsonObject = {};
  for (const field of type.fields) {
    if (field.oneof !== undefined) continue;
    if (field.name === "limit") filled[field.name] = 10;
    if (field.fieldKind === "scalar" && field.scalar === ScalarType.STRING)
      filled[field.name] = "x";
    else if (
      field.fieldKind === "message" &&
      field.message.name.endsWith("Identifier") &&
      depth < 3
    )
      filled[field.name] = usual(field.message, depth + 1);
  }
  return filled;
}

function withoutOneof(request: JsonObject, field: DescField): JsonObject {
  const { [field.name]: _, ...rest } = request;
  return rest;
}

function isUnary(method: DescMethod): method is DescMethod & DescMethodUnary {
  return method.methodKind === "unary";
}

async function call(method: DescMethod & DescMethodUnary, request: JsonObject) {
  const message = fromJson(method.input, request);
  return transport.unary(method, undefined, undefined, undefined, message).then(
    () => undefined,
    (error: unknown) => ConnectError.from(error),
  );
}

test.each(methods)("%s answers for each field that is wrong", async (_, method) => {
  const requests = [{}, usual(method.input), ...wrongRequests(method.input)];
  const problems: unknown[] = [];
  const names = new Set(namesOf(method.input));
  await Promise.all(
    requests.map(async (request) => {
      const error = await call(method, request);
      if (error === undefined) return;
      const words = error.rawMessage.split(/[^\w]+/);
      const isNamed = error.code !== Code.InvalidArgument || words.some((word) => names.has(word));
      if (faults.has(error.code) || !isNamed) {
        problems.push([JSON.stringify(request).slice(0, 300), Code[error.code], error.rawMessage]);
      }
    }),
  );
  expect(problems).toEqual([]);
});

/** All names of fields, at every depth. */
function namesOf(type: DescMessage, seen: Set<DescMessage> = new Set()): string[] {
  if (seen.has(type)) return [];
  seen.add(type);
  return type.fields.flatMap((field) => [
    field.name,
    field.localName,
    ...(field.message ? namesOf(field.message, seen) : []),
  ]);
}
