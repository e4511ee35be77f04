import { type DescMessage, fromJson, type JsonValue, type MessageShape } from "@bufbuild/protobuf";
import {
  LaunchPlanCreateRequestSchema,
  TaskCreateRequestSchema,
  WorkflowCreateRequestSchema,
} from "@runledger/proto/flyteidl/admin";
import { ResourceType, ResourceTypeSchema } from "@runledger/proto/flyteidl/core";
import { parseAllDocuments } from "yaml";
import type { NamedBytes } from "./named-bytes.ts";
import { RegisterError } from "./register-error.ts";
import type { Registration } from "./registration.ts";

type JsonObject = Readonly<Record<string, JsonValue | undefined>>;

/**
 * Reads what is to be registered from JSON or YAML: a document, or several, or lists of them. Each is what Flyte 1's admin takes
 * to create it, `id` and `spec`, in either naming; `id.resourceType` says what it is. A `closure`, as `flytectl get` writes it, is
 * passed over.
 *
 * @throws RegisterError
 */
export function readDocuments({ name: file, bytes }: NamedBytes): Registration[] {
  const documents = parseAllDocuments(new TextDecoder().decode(bytes), { prettyErrors: true });
  const items = [...documents].flatMap((document) => {
    const [problem] = document.errors;
    if (problem !== undefined) throw new RegisterError(file, `can't be read: ${problem.message}`);
    const value = document.toJS({ maxAliasCount: 100 }) as JsonValue;
    return Array.isArray(value) ? value : [value];
  });
  return items.filter((item) => item !== null).map((item, index) => read(file, index, item));
}

function read(file: string, index: number, item: JsonValue): Registration {
  const at = `${file}, item ${index + 1},`;
  if (!isObject(item)) throw new RegisterError(at, "is no object with id and spec.");
  const { closure: _, ...told } = item;
  const { id } = told;
  const sort = isObject(id) ? (id["resourceType"] ?? id["resource_type"]) : undefined;
  const parse = <Desc extends DescMessage>(schema: Desc): MessageShape<Desc> => {
    try {
      return fromJson(schema, told as JsonValue);
    } catch (error) {
      throw new RegisterError(at, `is no ${schema.typeName}: ${String(error)}`, { cause: error });
    }
  };
  switch (
    typeof sort === "string" ? ResourceTypeSchema.values.find((v) => v.name === sort)?.number : sort
  ) {
    case ResourceType.TASK:
      return { kind: "task", file: at, request: parse(TaskCreateRequestSchema) };
    case ResourceType.WORKFLOW:
      return { kind: "workflow", file: at, request: parse(WorkflowCreateRequestSchema) };
    case ResourceType.LAUNCH_PLAN:
      return { kind: "launch plan", file: at, request: parse(LaunchPlanCreateRequestSchema) };
    default:
      throw new RegisterError(
        at,
        `has ${JSON.stringify(sort)} as id.resourceType, which has to be TASK, WORKFLOW or LAUNCH_PLAN.`,
      );
  }
}

function isObject(
  value: JsonValue | undefined,
): value is { [key: string]: JsonValue } & JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
