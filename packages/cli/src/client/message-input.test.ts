import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import {
  ActionDeclarationSchema,
  ActionEventSchema,
  ActionPhase,
  ActionType,
  CatalogCacheStatus,
  RunDeclarationSchema,
} from "@runledger/proto";
import { describe, expect, it } from "vitest";
import { messageInput } from "./message-input.ts";

describe("messageInput", () => {
  it("writes fields under their JSON names, and leaves out what is not set", () => {
    const event = create(ActionEventSchema, {
      id: { run: { project: "p", domain: "d", name: "r" }, name: "a" },
      attempt: 1,
      phase: ActionPhase.WAITING_FOR_RESOURCES,
      cacheStatus: CatalogCacheStatus.CACHE_HIT,
      updatedTime: timestampFromMs(1500),
      logInfo: [{ name: "Logs", ttl: { seconds: 60n } }],
    });
    expect(messageInput(ActionEventSchema, event)).toEqual({
      id: { run: { project: "p", domain: "d", name: "r" }, name: "a" },
      attempt: 1,
      phase: "WAITING_FOR_RESOURCES",
      cacheStatus: "CACHE_HIT",
      updatedTime: "1970-01-01T00:00:01.500Z",
      logInfo: [{ name: "Logs", ttl: "60s" }],
    });
  });

  it("writes maps as lists, the fields of a oneof by their own names, and numbers of 64 bits as text", () => {
    const run = create(RunDeclarationSchema, { labels: { a: "1", b: "2" } });
    expect(messageInput(RunDeclarationSchema, run)).toEqual({
      labels: [
        { key: "a", value: "1" },
        { key: "b", value: "2" },
      ],
    });
    const declaration = create(ActionDeclarationSchema, {
      metadata: {
        actionType: ActionType.TASK,
        spec: { case: "task", value: { shortName: "s" } },
        triggerId: { revision: 2n ** 60n },
        dependsOn: ["x", "y"],
      },
    });
    expect(messageInput(ActionDeclarationSchema, declaration)).toEqual({
      metadata: {
        actionType: "TASK",
        task: { shortName: "s" },
        triggerId: { revision: "1152921504606846976" },
        dependsOn: ["x", "y"],
      },
    });
  });
});
