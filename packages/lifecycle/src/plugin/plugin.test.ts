import { readFileSync } from "node:fs";
import type { CodeGeneratorResponse } from "@bufbuild/protobuf/wkt";
import { describe, expect, test } from "vitest";
import { compile } from "../testing/compile.ts";
import { lifecyclePlugin } from "./plugin.ts";

const path = "delivery/v1/parcel.proto";
const parcel = readFileSync(
  new URL("../../examples/delivery/proto/delivery/v1/parcel.proto", import.meta.url),
  "utf8",
);

function generate(parameter: string, source = parcel): CodeGeneratorResponse {
  return lifecyclePlugin.run(compile({ [path]: source }, parameter));
}

const namesOf = ({ file }: CodeGeneratorResponse): string[] => file.map(({ name }) => name);

const fingerprint = (source: string): string => {
  const [manifest] = generate("target=json", source).file;
  const { lifecycles } = JSON.parse(manifest?.content ?? "") as {
    lifecycles: { fingerprint: string }[];
  };
  return lifecycles[0]?.fingerprint ?? "";
};

describe("the plugin", () => {
  test.for([
    ["", ["delivery/v1/parcel_lifecycle.ts"]],
    ["target=ts", ["delivery/v1/parcel_lifecycle.ts"]],
    ["target=js+dts", ["delivery/v1/parcel_lifecycle.js", "delivery/v1/parcel_lifecycle.d.ts"]],
    ["target=sql", ["lifecycle.sql"]],
    ["target=md", ["parcel-status.md"]],
    ["target=json,elide_plugin_version=true", ["lifecycle.json"]],
    [
      "target=ts+json,target=sql",
      ["delivery/v1/parcel_lifecycle.ts", "lifecycle.sql", "lifecycle.json"],
    ],
    ["target=json,enum=delivery.v1.ParcelStatus", ["lifecycle.json"]],
  ] as const)("with %j generates %j", ([parameter, expected]) => {
    const response = generate(parameter);
    expect(response.error).toBe("");
    expect(namesOf(response)).toEqual(expected);
  });

  test("says which targets there are", () => {
    expect(generate("target=ts+xml").error).toBe(
      'the target "xml" is not known. Use one of ts, js, dts, sql, md, json, or several joined by "+".',
    );
  });

  test("says that an enum is not there", () => {
    expect(generate("enum=delivery.v1.Parcel").error).toBe(
      "enum=delivery.v1.Parcel: no file to generate has such an enum with a lifecycle.",
    );
  });

  test("refuses an option that nobody knows", () => {
    expect(() => generate("colour=red")).toThrow('invalid option "colour=red"');
  });

  test("leaves files without a lifecycle alone", () => {
    const response = generate("target=ts+sql+md+json", 'syntax = "proto3"; enum A { B = 0; }');
    expect(namesOf(response)).toEqual([]);
    expect(response.error).toBe("");
  });

  test("names the line to mend, as the documentation shows", () => {
    const broken = parcel.replace(
      "outcome: OUTCOME_FAILURE\n    retryable: true",
      'outcome: OUTCOME_FAILURE\n    retryable: true\n    followed_by: "PARCEL_STATUS_ORDERED"',
    );
    const [line] = generate("", broken).error.split("\n");
    const documentation = readFileSync(
      new URL("../../../../docs/lifecycle/README.md", import.meta.url),
      "utf8",
    );
    expect(line).toMatch(/ \[edge-from-terminal\]$/);
    expect(documentation.split("\n")).toContain(line);
  });

  test("takes the enum that the documentation shows", () => {
    const documentation = readFileSync(
      new URL("../../../../docs/lifecycle/README.md", import.meta.url),
      "utf8",
    );
    const source = /^```proto\n([\s\S]*?)^```/m.exec(documentation)?.[1] ?? "";
    expect(generate("", source)).toMatchObject({ error: "", file: [{}] });
  });
});

describe("the fingerprint", () => {
  test("stays when something is only worded or ordered otherwise", () => {
    const reworded = parcel
      .replace("The parcel is under way.", "On its way.")
      .replace('subject: "parcel"', 'subject: "box"')
      .replace(
        '"PARCEL_STATUS_IN_TRANSIT",\n      "PARCEL_STATUS_CANCELLED"',
        '"PARCEL_STATUS_CANCELLED",\n      "PARCEL_STATUS_IN_TRANSIT"',
      );
    expect(reworded).not.toBe(parcel);
    expect(fingerprint(reworded)).toBe(fingerprint(parcel));
  });

  test.for([
    ["an edge goes", '      "PARCEL_STATUS_DELIVERED",\n', ""],
    ["an outcome changes", "OUTCOME_ABORTED", "OUTCOME_NEUTRAL"],
    ["a role changes", "ROLE_AWAITING_SIGNAL", "ROLE_ACTIVE"],
    [
      "a value moves to another number",
      "PARCEL_STATUS_AT_CUSTOMS = 6",
      "PARCEL_STATUS_AT_CUSTOMS = 7",
    ],
    [
      "a value begins no attempt any more",
      "role: ROLE_ACTIVE\n    starts_attempt: true",
      "role: ROLE_ACTIVE",
    ],
  ] as const)("changes when %s", ([, from, to]) => {
    const changed = parcel.replace(from, to);
    expect(changed).not.toBe(parcel);
    expect(fingerprint(changed)).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(fingerprint(changed)).not.toBe(fingerprint(parcel));
  });
});
