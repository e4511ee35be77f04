// Each canonical message and enum, held against the official packages: same field, same number,
// type, cardinality, oneof and JSON name; same values.

import { type DescMethod, type Registry, getOption, toJson } from "@bufbuild/protobuf";
import { HttpRuleSchema, http } from "@runledger/proto/google/api";
import { describe, expect, test } from "vitest";
import { compare } from "./compare.ts";
import { compareServices } from "./compare-services.ts";
import { flyte1, flyte2 } from "./counterparts.ts";
import { loadFlyteidl } from "./load-flyteidl.ts";
import { loadFlyteidl2 } from "./load-flyteidl2.ts";
import { loadOfficials } from "./officials.ts";
import { ourRegistry } from "./our-registry.ts";
import { ownTypes } from "./own-types.ts";
import { isThin, thinMessages } from "./thin-messages.ts";

const typeOf = (at: string): string => at.slice(0, at.lastIndexOf("."));

describe.for(await loadOfficials())("$title", ({ theirs, counterparts, expected }) => {
  const found = compare(ourRegistry, theirs, counterparts);

  test.for(counterparts)("$ours is $theirs", ({ ours }) => {
    const meant = new Set(expected.flatMap(({ kind, at }) => at.map((one) => `${kind} ${one}`)));
    const unexpected = found.filter(
      ({ at, kind }) =>
        (at === ours || typeOf(at) === ours) &&
        !meant.has(`${kind} ${at}`) &&
        !(kind === "undeclared" && typeOf(at) in thinMessages),
    );
    expect(unexpected).toEqual([]);
  });

  test.for(expected)("still differs as expected: $kind, $reason", ({ kind, at }) => {
    const present = new Set(found.map((difference) => `${difference.kind} ${difference.at}`));
    expect(at.filter((one) => !present.has(`${kind} ${one}`))).toEqual([]);
  });

  test("still has more fields than each thin message", () => {
    const thin = counterparts
      .filter((each) => isThin(each.ours, each.theirs))
      .map(({ ours }) => ours);
    const undeclared = found.filter(({ kind }) => kind === "undeclared");
    const wider = new Set(undeclared.map(({ at }) => typeOf(at)));
    expect(thin.filter((ours) => !wider.has(ours))).toEqual([]);
  });
});

describe("each service that bears Flyte's name", () => {
  test("takes and gives what Flyte's does, but for what Flyte has added and removed since", async () => {
    const theirs = await loadFlyteidl2();
    const found = compareServices(ourRegistry, theirs, flyte2);
    expect(found.filter(({ at }) => at.startsWith("flyteidl2."))).toEqual([
      {
        at: "flyteidl2.actions.ActionsService.GetLatestState",
        kind: "undeclared",
        detail: "",
      },
      { at: "flyteidl2.workflow.RunService.SignalEvent", kind: "no-method", detail: "" },
      { at: "flyteidl2.workflow.TrackedRunService", kind: "no-service", detail: "" },
    ]);
  });
});

describe("each service of Flyte 1", () => {
  const theirs = loadFlyteidl();
  const methods = flyte1Methods(ourRegistry);

  test("takes and gives what Flyte's does", () => {
    const found = compareServices(ourRegistry, theirs, flyte1);
    expect(found.filter(({ at }) => at.startsWith("flyteidl."))).toEqual([]);
    expect(methods.length).toBe(66);
  });

  test("is called over plain HTTP as Flyte's is", () => {
    const theirRules = new Map(
      flyte1Methods(theirs).map((method) => [nameOf(method), ruleOf(method)]),
    );
    for (const method of methods) {
      expect({ [nameOf(method)]: ruleOf(method) }).toEqual({
        [nameOf(method)]: theirRules.get(nameOf(method)),
      });
    }
  });
});

const nameOf = ({ parent, name }: DescMethod): string => `${parent.typeName}.${name}`;

function flyte1Methods(registry: Registry): DescMethod[] {
  return [...registry].flatMap((type) =>
    type.kind === "service" && type.typeName.startsWith("flyteidl.") ? type.methods : [],
  );
}

/** How a method is called over plain HTTP. */
function ruleOf(method: DescMethod): unknown {
  return toJson(HttpRuleSchema, getOption(method, http));
}

describe("the protocol", () => {
  const types = [...ourRegistry].flatMap((type) =>
    type.kind === "message" || type.kind === "enum" ? [type.typeName] : [],
  );

  test("has a counterpart, or a reason to have none, for each message and enum", () => {
    const pairs = [...flyte1, ...flyte2]
      .map(({ ours }) => ours)
      .filter((ours) => ours.startsWith("runledger."));
    const known = [...new Set([...pairs, ...Object.keys(ownTypes)])];
    expect(types.filter((type) => type.startsWith("runledger.")).toSorted()).toEqual(
      known.toSorted(),
    );
  });
});
