// Made-up messages of every type that an RPC over plain HTTP takes or gives, in the three forms that the gateway has, judged by
// grpc-gateway's own marshallers with flyteadmin's options.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  create,
  createRegistry,
  type DescFile,
  type DescMessage,
  hasOption,
  toBinary,
} from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { arbitraryMessage } from "@runledger/conformance";
import * as services from "@runledger/proto/flyteidl/service";
import { http } from "@runledger/proto/google/api";
import { StatusSchema } from "@runledger/proto/google/rpc";
import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
// oxlint-disable-next-line house/one-way -- What writes answers is no interface of the gateway's package, and is what is judged here.
import { createMarshallers } from "../../../apps/gateway/src/rest/serving/marshallers.ts";

const program = process.env["RUNLEDGER_MARSHALLERS"];
/** Messages of each type. */
const runs = Number(process.env["RUNLEDGER_FUZZ"] ?? 20);

const methods = Object.values(services).flatMap((each) =>
  typeof each === "object" && "kind" in each && each.kind === "service" ? each.methods : [],
);
const served = methods.filter((method) => hasOption(method, http));
const types = [...new Set<DescMessage>(served.flatMap(({ input, output }) => [input, output]))];
const files = new Set<DescFile>([...types, StatusSchema].map(({ file }) => file));
for (const file of files) for (const imported of file.dependencies) files.add(imported);

/** Has grpc-gateway judge what was made of messages. Gives where it differs, and how many it has judged. */
function judge(lines: readonly object[]): { differ: unknown[]; judged: number } {
  const folder = mkdtempSync(join(tmpdir(), "runledger-marshallers-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const set = create(FileDescriptorSetSchema, { file: [...files].map(({ proto }) => proto) });
  writeFileSync(join(folder, "types"), toBinary(FileDescriptorSetSchema, set));
  const output = execFileSync(program ?? "", [join(folder, "types")], {
    input: lines.map((line) => JSON.stringify(line)).join("\n"),
    maxBuffer: 256 * 2 ** 20,
  });
  const told = output.toString().trim().split("\n");
  const found = told.map((line) => JSON.parse(line) as { judged?: number });
  return { differ: found.slice(0, -1), judged: found.at(-1)?.judged ?? 0 };
}

describe.skipIf(program === undefined)("grpc-gateway", { timeout: 240_000 }, () => {
  test("makes the same of every message, and reads ours", () => {
    const { json, binary, other } = createMarshallers(createRegistry(...files));
    const lines: object[] = [];
    for (const type of [...types, StatusSchema]) {
      const messages = fc.sample(
        arbitraryMessage(type, {
          depth: 4,
          wants: () => true,
          numbersOf: ({ values }) => values.map(({ number }) => number),
        }),
        { numRuns: runs, seed: 20_260_101 },
      );
      for (const message of [create(type), ...messages]) {
        const form = (marshaller: typeof json): string =>
          marshaller.write(type, message).toString("base64");
        lines.push({
          type: type.typeName,
          bytes: Buffer.from(toBinary(type, message)).toString("base64"),
          forms: {
            "application/json": form(json),
            "application/octet-stream": form(binary),
            "*/*": form(other),
          },
        });
      }
    }
    const { differ, judged } = judge(lines);
    expect(differ.slice(0, 5)).toEqual([]);
    expect(judged).toBe((types.length + 1) * (runs + 1));
    expect(types.length).toBeGreaterThan(80);
  });
});
