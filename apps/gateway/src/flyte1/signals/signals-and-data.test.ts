import { createHash } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { LiteralTypeSchema, SimpleType } from "@runledger/proto/flyteidl/core";
import { describe, expect, test } from "vitest";
import { askRest } from "../../testing/ask-rest.ts";
import { rpcClient } from "../../testing/rpc-client.ts";
import { startTestGateway } from "../../testing/start-test-gateway.ts";
import { SignalService } from "@runledger/proto/flyteidl/service";

const json = { "content-type": "application/json" };

/** Starts a gateway that knows a run, and asks it over REST. */
async function start() {
  const gateway = await startTestGateway();
  const run = '{project: "p", domain: "d", name: "r"}';
  await gateway.send(
    `mutation { reportEvents(input: {reports: [{event: {id: {run: ${run}, name: "a0"}, attempt: 1, phase: RUNNING}}]}) { results { outcome } } }`,
  );
  const ask = askRest(gateway.url);
  const send = (method: string, path: string, body: object) =>
    ask(method, path, { headers: json, body: JSON.stringify(body) });
  return { gateway, ask, send };
}

describe("signals of Flyte 1", () => {
  const executionId = { project: "p", domain: "d", name: "r" };
  const id = { signalId: "approve", executionId };
  const type = create(LiteralTypeSchema, { type: { case: "simple", value: SimpleType.BOOLEAN } });

  test("are conditions: created once, listed, and given a value once", async () => {
    const { gateway, ask, send } = await start();
    const signals = rpcClient(SignalService, gateway);
    await signals.getOrCreateSignal({ id, type });
    const again = await signals.getOrCreateSignal({ id, type });
    expect(again).toMatchObject({ id: { signalId: "approve" }, type: { type: type.type } });
    expect(again.value).toBeUndefined();
    const set = { id: { signal_id: "approve", execution_id: executionId } };
    const value = (boolean: boolean) => ({ scalar: { primitive: { boolean } } });
    expect((await send("POST", "/api/v1/signals", { ...set, value: value(true) })).status).toBe(
      200,
    );
    expect((await send("POST", "/api/v1/signals", { ...set, value: value(true) })).status).toBe(
      200,
    );
    const other = await send("POST", "/api/v1/signals", { ...set, value: value(false) });
    expect([other.status, other.json.code]).toEqual([400, 9]);
    const listed = await ask("GET", "/api/v1/signals/p/d/r?limit=10");
    expect(listed.json).toMatchObject({
      signals: [{ id: { signalId: "approve" }, value: value(true) }],
      token: "",
    });
    const none = { ...executionId, name: "none" };
    await expect(
      signals.getOrCreateSignal({ id: { signalId: "x", executionId: none }, type }),
    ).rejects.toThrow("isn't known");
    expect((await ask("GET", "/api/v1/signals/p/d/none?limit=10")).status).toBe(404);
  });
});

describe("files of Flyte 1", () => {
  test("are uploaded and downloaded at the addresses that are given", async () => {
    const { gateway, ask, send } = await start();
    const content = "some bytes";
    const md5 = createHash("md5").update(content).digest("base64");
    const { json: place } = await send("POST", "/api/v1/dataproxy/artifact_urn", {
      project: "p",
      domain: "d",
      filename: "code.tar.gz",
      content_md5: md5,
      add_content_md5_metadata: true,
    });
    const put = await fetch(place.signed_url, { method: "PUT", body: content });
    expect(put.status).toBe(200);
    const query = new URLSearchParams({ native_url: place.native_url, expires_in: "60s" });
    const { json: found } = await ask("GET", `/api/v1/dataproxy/artifact_urn?${query}`);
    expect(new URL(found.signedUrl).origin).toBe(gateway.url);
    expect(await (await fetch(found.signedUrl)).text()).toBe(content);
    const elsewhere = await ask("GET", "/api/v1/dataproxy/artifact_urn?native_url=s3://other/x");
    expect([elsewhere.status, elsewhere.json.message]).toEqual([
      400,
      expect.stringContaining("native_url"),
    ]);
  });

  test("that hold a node's data are found by its address, and other addresses are refused", async () => {
    const { ask } = await start();
    const get = (url: string) => ask("GET", `/api/v1/data?flyte_url=${encodeURIComponent(url)}`);
    expect((await get("flyte://v1/p/d/r/a0/i")).json).toMatchObject({
      literalMap: { literals: {} },
    });
    expect((await get("flyte://v1/p/d/r/a0/0/o")).status).toBe(200);
    expect((await get("flyte://v1/p/d/r/a0/7/o")).status).toBe(404);
    expect((await get("flyte://v1/p/d/r/a0/i/x")).status).toBe(404);
    expect((await get("flyte://v1/p/d/r/none/i")).status).toBe(404);
    const odd = await get("flyte://v2/p/d/r");
    expect([odd.status, odd.json.message]).toEqual([400, expect.stringContaining("flyte_url")]);
  });
});
