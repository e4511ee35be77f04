import { fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { Code, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { Health } from "@runledger/proto/grpc/health/v1";
import { ServerReflection } from "@runledger/proto/grpc/reflection/v1";
import { ServerReflection as OlderServerReflection } from "@runledger/proto/grpc/reflection/v1alpha";
import { describe, expect, test } from "vitest";
import { startTestGateway } from "../testing/start-test-gateway.ts";

/** Asks one question. */
async function ask(
  url: string,
  messageRequest: { case: string; value: unknown },
  service: typeof ServerReflection | typeof OlderServerReflection = ServerReflection,
): Promise<any> {
  const client = createClient(
    service as typeof ServerReflection,
    createGrpcTransport({ baseUrl: url }),
  );
  const requests = async function* requests() {
    yield { host: "", messageRequest } as never;
  };
  for await (const { messageResponse } of client.serverReflectionInfo(requests())) {
    return messageResponse;
  }
  throw new Error("Reflection has said nothing.");
}

const filesOf = (answer: any): string[] =>
  answer.value.fileDescriptorProto.map(
    (bytes: Uint8Array) => fromBinary(FileDescriptorProtoSchema, bytes).name,
  );

describe.each([
  ["v1", ServerReflection],
  ["v1alpha", OlderServerReflection],
] as const)("reflection %s", (_, service) => {
  test("lists the services, and finds what declares a symbol, with what that imports", async () => {
    const { url } = await startTestGateway();
    const listed = await ask(url, { case: "listServices", value: "" }, service);
    const names = listed.value.service.map(({ name }: { name: string }) => name);
    expect(names).toContain("flyteidl2.workflow.RunService");
    expect(names).toContain("grpc.health.v1.Health");
    expect(names).toContain("grpc.reflection.v1.ServerReflection");
    for (const symbol of [
      "flyteidl2.workflow.RunService",
      "flyteidl2.workflow.RunService.CreateRun",
      "flyteidl2.workflow.CreateRunRequest",
    ]) {
      const files = filesOf(
        await ask(url, { case: "fileContainingSymbol", value: symbol }, service),
      );
      expect(files[0]).toBe("flyteidl2/workflow/run_service.proto");
      expect(files).toContain("runledger/run/v1/run.proto");
      expect(files).toContain("google/protobuf/timestamp.proto");
    }
  });

  test("says what isn't there", async () => {
    const { url } = await startTestGateway();
    const answer = await ask(url, { case: "fileContainingSymbol", value: "no.Such" }, service);
    expect(answer).toMatchObject({
      case: "errorResponse",
      value: { errorCode: Code.NotFound, errorMessage: "There is no symbol no.Such here." },
    });
  });
});

describe("reflection", () => {
  test("finds files by name, and extensions", async () => {
    const { url } = await startTestGateway();
    const name = "google/protobuf/timestamp.proto";
    expect(filesOf(await ask(url, { case: "fileByFilename", value: name }))).toEqual([name]);
    const extended = "google.protobuf.EnumOptions";
    const numbers = await ask(url, { case: "allExtensionNumbersOfType", value: extended });
    expect(numbers.value.extensionNumber.length).toBeGreaterThan(0);
    const [extensionNumber] = numbers.value.extensionNumber;
    const found = await ask(url, {
      case: "fileContainingExtension",
      value: { containingType: extended, extensionNumber },
    });
    expect(filesOf(found)[0]).toBe("runledger/lifecycle/v1/lifecycle.proto");
  });
});

describe("health", () => {
  test("tells of the whole and of each service, and refuses others", async () => {
    const { url } = await startTestGateway();
    const health = createClient(Health, createGrpcTransport({ baseUrl: url }));
    for (const service of ["", "flyteidl2.workflow.RunService"]) {
      expect(await health.check({ service })).toMatchObject({ status: 1 });
      const gone = new AbortController();
      for await (const { status } of health.watch({ service }, { signal: gone.signal })) {
        expect(status).toBe(1);
        break;
      }
      gone.abort();
    }
    await expect(health.check({ service: "no.Such" })).rejects.toMatchObject({
      code: Code.NotFound,
    });
  });
});
