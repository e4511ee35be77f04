import { create, toBinary } from "@bufbuild/protobuf";
import { ActionDeclarationSchema, RunDeclarationSchema } from "@runledger/proto";
import { describe, expect, test } from "vitest";
import { startTestGateway } from "../testing/start-test-gateway.ts";

const name = { project: "p", domain: "d", name: "r" };
const createRun = `mutation ($input: CreateRunInput!) { createRun(input: $input) { outcome run { engine } } }`;
const declare = `mutation ($input: DeclareActionsInput!) { declareActions(input: $input) { results { name outcome } } }`;

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

describe("Declarations that are given as protobuf", () => {
  test("are taken whole, under the name that stands beside", async () => {
    const gateway = await startTestGateway();
    const declaration = create(RunDeclarationSchema, { engine: "e", id: { name: "other" } });
    const protobuf = base64(toBinary(RunDeclarationSchema, declaration));
    const { data } = await gateway.send(createRun, { input: { ...name, protobuf } });
    expect(data.createRun).toEqual({ outcome: "CREATED", run: { engine: "e" } });
    const actions = ["b", "c"].map((each) =>
      base64(toBinary(ActionDeclarationSchema, create(ActionDeclarationSchema, { name: each }))),
    );
    const input = { run: name, actions: [{ name: "a" }], protobuf: actions };
    expect((await gateway.send(declare, { input })).data.declareActions.results).toEqual(
      ["a", "b", "c"].map((each) => ({ name: each, outcome: "DECLARED" })),
    );
  });

  test("are refused with their field where they can't be read, or say it twice", async () => {
    const gateway = await startTestGateway();
    const refusalOf = async (query: string, input: object): Promise<[string, string]> => {
      const { errors } = await gateway.send(query, { input });
      const { code, field } = errors[0]?.extensions ?? {};
      expect(code).toBe("BAD_INPUT");
      return [field, errors[0]?.message ?? ""];
    };
    const says = (field: string, text: string) => [field, expect.stringContaining(text)];
    expect(await refusalOf(createRun, { ...name, protobuf: "%" })).toEqual(
      says("input.protobuf", "base64"),
    );
    expect(
      await refusalOf(createRun, { ...name, protobuf: base64(Buffer.from([10, 99])) }),
    ).toEqual(says("input.protobuf", "runledger.run.v1.RunDeclaration"));
    expect(await refusalOf(createRun, { ...name, protobuf: "", engine: "e" })).toEqual(
      says("input.engine", "leave the other out"),
    );
    expect(await refusalOf(declare, { run: name, protobuf: ["", "AA"] })).toEqual(
      says("input.protobuf[1]", "base64"),
    );
  });
});
