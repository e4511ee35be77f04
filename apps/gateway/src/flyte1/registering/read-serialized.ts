import { create, type DescMessage, fromBinary, type MessageShape } from "@bufbuild/protobuf";
import {
  LaunchPlanCreateRequestSchema,
  LaunchPlanSchema,
  TaskCreateRequestSchema,
  TaskSpecSchema,
  WorkflowCreateRequestSchema,
  WorkflowSpecSchema,
} from "@runledger/proto/flyteidl/admin";
import type { NamedBytes } from "./named-bytes.ts";
import { RegisterError } from "./register-error.ts";
import type { Registration } from "./registration.ts";

/** What stands in arguments where code is to be uploaded first. */
const UPLOADED = "{{ .remote_package_path }}";

/**
 * Reads a file that `pyflyte serialize` or `pyflyte package` has written. What is in it its name says: `_1.pb` a task, `_2.pb` a
 * workflow, `_3.pb` a launch plan. Source: flytekit, `persist_registrable_entities`.
 *
 * @throws RegisterError
 */
export function readSerialized({ name: file, bytes }: NamedBytes): Registration {
  const [, sort] = /_([123])\.pb$/.exec(file) ?? [];
  const read = <Desc extends DescMessage>(schema: Desc): MessageShape<Desc> => {
    try {
      return fromBinary(schema, bytes);
    } catch (error) {
      throw new RegisterError(file, `is no ${schema.typeName}: ${String(error)}`, { cause: error });
    }
  };
  if (Buffer.from(bytes).includes(UPLOADED)) {
    throw new RegisterError(
      file,
      "runs code that has to be uploaded first. Package it without --fast, or use `pyflyte register`, which uploads it.",
    );
  }
  switch (sort) {
    case "1": {
      const spec = read(TaskSpecSchema);
      const id = named(file, spec.template?.id);
      return { kind: "task", file, request: create(TaskCreateRequestSchema, { id, spec }) };
    }
    case "2": {
      const spec = read(WorkflowSpecSchema);
      const id = named(file, spec.template?.id);
      return { kind: "workflow", file, request: create(WorkflowCreateRequestSchema, { id, spec }) };
    }
    case "3": {
      const { id, spec } = read(LaunchPlanSchema);
      const plan = { id: named(file, id), ...(spec && { spec }) };
      return { kind: "launch plan", file, request: create(LaunchPlanCreateRequestSchema, plan) };
    }
    default:
      throw new RegisterError(
        file,
        "doesn't say what it is. A task ends in _1.pb, a workflow in _2.pb, a launch plan in _3.pb, as pyflyte writes them.",
      );
  }
}

function named<Id>(file: string, id: Id | undefined): Id {
  if (id === undefined) throw new RegisterError(file, "has no id.");
  return id;
}
