import { createValidator } from "@bufbuild/protovalidate";
import { type ActionEvent, ActionEventSchema } from "@runledger/proto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../limits.ts";
import { report } from "../testing/messages.ts";
import { RUNNING } from "../testing/phases.ts";
import { prepareReport } from "./prepare-report.ts";
import { surelySound } from "./surely-sound.ts";
import { validator } from "./validator.ts";

const { event } = report("r", "x", RUNNING, { cluster: "c" });

/** Names that come close to what the patterns allow, from either side. */
const name = fc.string({
  unit: fc.constantFrom(
    "a",
    "Z",
    "0",
    ".",
    "-",
    "_",
    "/",
    " ",
    "\n",
    "\u0000",
    "\u007f",
    "ä",
    "😀",
    "\ud800",
  ),
  maxLength: 66,
});

describe("a report", () => {
  test("is judged by its names as protovalidate's own engine judges it", () => {
    const reference = createValidator();
    const property = fc.property(
      fc.record({ org: name, project: name, domain: name, run: name, action: name }),
      ({ action, run, ...rest }) => {
        const told = report(run, action, RUNNING).event;
        Object.assign(told.id?.run ?? {}, rest);
        const { kind } = reference.validate(ActionEventSchema, told);
        expect(validator.validate(ActionEventSchema, told).kind).toBe(kind);
        expect(surelySound(ActionEventSchema, told)).toBe(kind === "valid");
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  test("whatever somebody without types puts into it, gets an answer", () => {
    const property = fc.property(
      fc.constantFrom(...ActionEventSchema.fields.map(({ localName }) => localName)),
      fc.anything({ withBigInt: true, withDate: true, withTypedArray: true }),
      (field, value) => {
        const told = { ...event, [field]: value } as ActionEvent;
        const prepared = prepareReport({ event: told }, defaultLimits);
        if (prepared.kind === "malformed") expect(prepared.message).not.toBe("");
      },
    );
    fc.assert(property, { numRuns: 3000, examples: [["clusterEvents", { length: 0 }]] });
  });

  test("is stored without its id, which other columns hold", () => {
    const one = prepareReport({ event }, defaultLimits);
    const other = prepareReport(report("other", "y", RUNNING, { cluster: "c" }), defaultLimits);
    expect(one.bytes).toEqual(other.bytes);
  });
});
