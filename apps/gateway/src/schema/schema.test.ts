import { readFileSync } from "node:fs";
import type { DescEnum, DescField, DescMessage } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import {
  file_runledger_core_v1_execution_error,
  file_runledger_core_v1_phase,
  file_runledger_core_v1_quality_of_service,
  file_runledger_core_v1_task_log,
  file_runledger_lifecycle_v1_lifecycle,
  file_runledger_run_v1_abort,
  file_runledger_run_v1_action,
  file_runledger_run_v1_attempt,
  file_runledger_run_v1_change,
  file_runledger_run_v1_condition,
  file_runledger_run_v1_event,
  file_runledger_run_v1_identifier,
  file_runledger_run_v1_identity,
  file_runledger_run_v1_relation,
  file_runledger_run_v1_run,
  file_runledger_run_v1_spec,
} from "@runledger/proto";
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  validate,
  validateSchema,
} from "graphql";
import { describe, expect, test } from "vitest";
import { schemaText } from "../../scripts/schema-text.ts";
import { examples } from "../graphiql/examples.ts";
import { enumValues } from "./proto/enum-values.ts";
import { typeName } from "./proto/type-name.ts";
import { schema } from "./schema.ts";

const files = [
  file_runledger_core_v1_execution_error,
  file_runledger_core_v1_phase,
  file_runledger_core_v1_quality_of_service,
  file_runledger_core_v1_task_log,
  file_runledger_lifecycle_v1_lifecycle,
  file_runledger_run_v1_abort,
  file_runledger_run_v1_action,
  file_runledger_run_v1_attempt,
  file_runledger_run_v1_change,
  file_runledger_run_v1_condition,
  file_runledger_run_v1_event,
  file_runledger_run_v1_identifier,
  file_runledger_run_v1_identity,
  file_runledger_run_v1_relation,
  file_runledger_run_v1_run,
  file_runledger_run_v1_spec,
];

const declared = new Map<string, DescMessage | DescEnum>(
  files
    .flatMap((file) => [...nestedTypes(file)])
    .filter((desc) => desc.kind === "message" || desc.kind === "enum")
    .map((desc) => [typeName(desc), desc]),
);

/** Fields that the schema has beside those of the message of the same name, each because GraphQL needs or eases it. */
const added: Readonly<Record<string, readonly string[]>> = {
  // The parts of their names, what Relay asks for, and where they lead.
  Run: [
    "identifier",
    "project",
    "domain",
    "name",
    "id",
    "phase",
    "spec",
    "phaseCounts",
    "actions",
    "events",
    "quarantine",
    "errorGroups",
    // The view of Flyte 1.
    "workflowPhase",
    "nodeExecutions",
  ],
  ActionAttempt: ["visibleLogs"],
  Action: [
    "identifier",
    "name",
    "phase",
    "terminal",
    "parent",
    "run",
    "children",
    "events",
    "errorInfo",
    "abortInfo",
    "signalInfo",
    "task",
    "condition",
    "attempts",
    // Where its inputs and outputs lie: the message has that in ActionDetails.
    "inputUri",
    "runOutputBase",
    // The view of Flyte 1.
    "nodePhase",
    "taskExecutions",
  ],
  // Its number, and the number of a phase that GraphQL has no name for.
  QuarantinedEvent: ["number", "reportedPhase"],
  // Where to resume.
  RecordedEvents: ["revision"],
  // The enum's own facts: the option's message says only a part of them.
  Lifecycle: ["name", "values"],
};

const shared = Object.values(schema.getTypeMap()).filter((type) => {
  const name = isInputObjectType(type) ? type.name.replace(/Input$/, "") : type.name;
  return declared.has(name);
});

describe("The schema", () => {
  test("is valid", () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  test("is the one that is checked in: `npm run generate` prints it", () => {
    const checkedIn = readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8");
    expect(checkedIn).toBe(schemaText(schema));
  });

  test("shows most of the protocol", () => {
    expect(shared.length).toBeGreaterThan(90);
  });

  test.each(shared.map((type) => [type.name, type] as const))(
    "%s has the protocol's names",
    (_, type) => {
      const desc = declared.get(
        isInputObjectType(type) ? type.name.replace(/Input$/, "") : type.name,
      );
      if (isEnumType(type)) {
        expect(desc?.kind).toBe("enum");
        expect(type.getValues().map(({ name, value }) => [name, value])).toEqual(
          enumValues(desc as DescEnum).map(({ name, number }) => [name, number]),
        );
        return;
      }
      if (!isObjectType(type) && !isInputObjectType(type))
        throw new Error(`${type.name} is no object.`);
      const known = new Set((desc as DescMessage).fields.map((field: DescField) => field.jsonName));
      const own = added[type.name] ?? [];
      const unknown = Object.keys(type.getFields()).filter(
        (name) => !known.has(name) && !own.includes(name),
      );
      expect(unknown).toEqual([]);
    },
  );

  test("describes everything that it has", () => {
    const silent: string[] = [];
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith("__")) continue;
      if (!type.description) silent.push(type.name);
      if (isEnumType(type)) {
        for (const value of type.getValues())
          if (!value.description) silent.push(`${type.name}.${value.name}`);
      }
      if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
        for (const field of Object.values(type.getFields())) {
          if (!field.description) silent.push(`${type.name}.${field.name}`);
          for (const arg of "args" in field ? field.args : []) {
            if (!arg.description) silent.push(`${type.name}.${field.name}(${arg.name})`);
          }
        }
      }
    }
    expect(silent).toEqual([]);
  });

  test.each(examples.map((text) => [text.split("\n")[0], text] as const))(
    "takes the example %s",
    (_, text) => {
      expect(validate(schema, parse(text))).toEqual([]);
    },
  );
});
