import { create } from "@bufbuild/protobuf";
import { ActionDeclarationSchema, ActionEventSchema } from "@runledger/proto";
import { describe, expect, it } from "vitest";
import { Field } from "../document/field.ts";
import { reportEvents, reportInput } from "./report-events.ts";

function read(...results: readonly object[]): unknown {
  return reportEvents.read(new Field({ reportEvents: { results } }));
}

describe("reportEvents", () => {
  it.each(["MOVED", "UPDATED", "LATE", "DUPLICATE"])("counts what is %s as held", (outcome) => {
    expect(read({ outcome, declaration: null })).toEqual([{ outcome, held: true, refusal: "" }]);
  });

  it.each(["CONFLICT", "REJECTED"])(
    "counts what is %s as refused, and keeps the rule and the reason",
    (outcome) => {
      const result = { outcome, message: "not so", rule: { id: "RL301" }, declaration: null };
      expect(read(result)).toEqual([{ outcome, held: false, refusal: "RL301: not so" }]);
    },
  );

  it("counts a report as refused whose declaration is", () => {
    const declaration = {
      outcome: "REFUSED",
      message: "declared otherwise",
      rule: { id: "RL306" },
    };
    expect(read({ outcome: "MOVED", declaration })).toEqual([
      { outcome: "MOVED", held: false, refusal: "its declaration: RL306: declared otherwise" },
    ]);
  });

  it("reads nothing into an answer of another shape", () => {
    expect(read({ outcome: 5 })).toBeUndefined();
    expect(reportEvents.read(new Field({}))).toBeUndefined();
  });

  it("sends a declaration only where there is one", () => {
    const event = create(ActionEventSchema, { attempt: 1 });
    expect(reportInput({ at: 0, event })).toEqual({ event: { attempt: 1 } });
    const declaration = create(ActionDeclarationSchema, { name: "a" });
    expect(reportInput({ at: 0, event, declaration })).toEqual({
      event: { attempt: 1 },
      declaration: { name: "a" },
    });
  });
});
