import { describe, expect, it } from "vitest";
import { taskKind } from "./task-kind.ts";

describe("taskKind", () => {
  it.each([
    ["mProject_ID0000001", "mProject"],
    ["individuals_merge_ID0000026", "individuals_merge"],
    ["cpuhog_forkjoin_00000001", "cpuhog_forkjoin"],
    ["NFCORE_RNASEQ.ALIGN.STAR_12", "NFCORE_RNASEQ.ALIGN.STAR"],
    ["GATK4_APPLYBQSR", "GATK4_APPLYBQSR"],
    ["plain", "plain"],
    ["_1", "_1"],
  ])("takes the number off %s: %s", (name, kind) => {
    expect(taskKind(name)).toBe(kind);
  });
});
