// Every RPC, with random bytes, made-up messages and broken ones. Whatever comes, it is answered in the words of the
// protocol, with a code that means something, and the gateway serves the next one.
//
// RUNLEDGER_FUZZ says how many requests each method gets; a failure prints its seed.

import { once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import type { DescMethod } from "@bufbuild/protobuf";
import { type Gateway, startGateway } from "@runledger/gateway";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ourRegistry } from "./our-registry.ts";
import { fuzzInput } from "./testing/fuzz-input.ts";

const numRuns = Number(process.env["RUNLEDGER_FUZZ"] ?? 12);

const methods = [...ourRegistry].flatMap((type) => (type.kind === "service" ? type.methods : []));

/** Codes that a client may be told. `unknown` means a missing token to Flyte's, and `internal` a mistake of ours. */
const codes: ReadonlySet<unknown> = new Set([
  "aborted",
  "already_exists",
  "deadline_exceeded",
  "failed_precondition",
  "invalid_argument",
  "not_found",
  "out_of_range",
  "permission_denied",
  "resource_exhausted",
  "unauthenticated",
  "unavailable",
  "unimplemented",
]);

let gateway: Gateway;
let session: ClientHttp2Session;

beforeAll(async () => {
  gateway = await startGateway({
    port: 0,
    database: "memory:",
    logLevel: "fatal",
    requestBytes: 65_536,
  });
  session = connect(gateway.url);
});

afterAll(async () => {
  session.destroy();
  await gateway.close();
});

/**
 * Sends a body, over HTTP/2, which all kinds of streams need. A watch that goes on is ended by its deadline.
 */
async function send(
  method: DescMethod,
  body: Uint8Array,
  type: string,
): Promise<{ readonly status: number; readonly answer: Buffer }> {
  const stream = session.request({
    ":method": "POST",
    ":path": `/${method.parent.typeName}/${method.name}`,
    "content-type": type,
    "connect-protocol-version": "1",
    "connect-timeout-ms": "100",
  });
  const headers = once(stream, "response");
  stream.end(body);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const [{ ":status": status }] = (await headers) as [{ ":status": number }];
  return { status, answer: Buffer.concat(chunks) };
}

/** An error as Connect has it. */
interface Told {
  readonly code?: unknown;
  readonly message?: string;
}

/** Sees to it that an error tells something. Bytes that can't be read are `internal` to Connect's library, and to gRPC. */
function expectMeant({ code, message = "" }: Told): void {
  if (!message.startsWith("parse binary: ")) expect(codes).toContain(code);
}

/** Puts a message into an envelope of Connect's: flags, length, bytes. */
function envelope(bytes: Uint8Array, flags = 0, length = bytes.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags, 0);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, bytes]);
}

/** Finds the error that a stream has ended with, in its last envelope. Undefined: it has ended well. */
function endOf(answer: Buffer): Told | undefined {
  let at = 0;
  while (at + 5 <= answer.length) {
    const length = answer.readUInt32BE(at + 1);
    if ((answer.readUInt8(at) & 2) !== 0) {
      return JSON.parse(answer.subarray(at + 5, at + 5 + length).toString()).error;
    }
    at += 5 + length;
  }
  throw new Error("The stream has no end.");
}

describe.each(methods.map((method) => [method.parent.typeName, method.name, method] as const))(
  "%s.%s",
  (_service, _name, method) => {
    test("answers whatever comes", async () => {
      const isUnary = method.methodKind === "unary";
      const input = fc.tuple(fuzzInput(method.input), fc.nat(9));
      await fc.assert(
        fc.asyncProperty(input, async ([bytes, how]) => {
          if (isUnary) {
            const { status, answer } = await send(method, bytes, "application/proto");
            if (status !== 200) expectMeant(JSON.parse(answer.toString()));
            return;
          }
          // An envelope that says more than there is, one of a kind that isn't known, or a sound one.
          const length = how === 0 ? bytes.length + 7 : bytes.length;
          const body = envelope(bytes, how === 1 ? 0x40 : 0, length);
          const { status, answer } = await send(method, body, "application/connect+proto");
          // A service that isn't there has no streams.
          const error = status === 200 ? endOf(answer) : JSON.parse(answer.toString());
          if (error !== undefined) expectMeant(error);
        }),
        { numRuns },
      );
    }, 120_000);
  },
);

test.each([
  ["text/plain", 415],
  ["application/xml", 415],
  ["", 415],
])("A content type %j is refused", async (type, status) => {
  const method = methods.find(({ name }) => name === "RecordActionEvents");
  if (method === undefined) throw new Error("There is no such method.");
  const refused = await send(method, Buffer.from("x"), type);
  expect(refused.status).toBe(status);
});

test("A message above the limit is refused, packed or not", async () => {
  const method = methods.find(({ name }) => name === "RecordActionEvents");
  if (method === undefined) throw new Error("There is no such method.");
  const { status, answer } = await send(method, Buffer.alloc(100_000), "application/proto");
  expect(status).not.toBe(200);
  expect(JSON.parse(answer.toString()).code).toBe("resource_exhausted");
});
