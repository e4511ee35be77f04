import { StatusSchema } from "@runledger/proto/google/rpc";
import { comments } from "../../gen/comments.ts";
import type { HttpBinding } from "../routing/http-bindings.ts";
import { fieldSchema, type Schema } from "./field-schema.ts";
import { MessageSchemas } from "./message-schemas.ts";
import { openapiPath } from "./openapi-path.ts";
import { parametersOf } from "./parameters-of.ts";

/** Methods that OpenAPI has a word for. */
const known: ReadonlySet<string> = new Set(["GET", "PUT", "POST", "DELETE", "PATCH"]);

/** What a document is made of. */
export interface DocumentOptions {
  readonly bindings: readonly HttpBinding[];
  /** The gateway's version. */
  readonly version: string;
  /** Whether a token is asked for. */
  readonly asksForToken: boolean;
}

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument extends Schema {
  readonly paths: Readonly<Record<string, Schema>>;
}

/**
 * Describes RPCs over plain HTTP as an OpenAPI 3.1 document, in the names that `application/json` has. Two rules whose paths
 * differ in nothing but the names of their variables share a path, as OpenAPI asks for.
 */
export function openapiDocument(options: DocumentOptions): OpenApiDocument {
  const { bindings, version, asksForToken } = options;
  const schemas = new MessageSchemas();
  const paths = new Map<string, { readonly path: string; readonly names: readonly string[] }>();
  const items: Record<string, Record<string, Schema>> = {};
  const operations = new Map<string, number>();
  for (const binding of bindings.filter(({ verb }) => known.has(verb))) {
    const { path, names, shape } = openapiPath(binding);
    const shared = paths.get(shape) ?? { path, names };
    paths.set(shape, shared);
    const { method } = binding;
    const count = (operations.get(method.toString()) ?? 0) + 1;
    operations.set(method.toString(), count);
    const item = (items[shared.path] ??= {});
    item[binding.verb.toLowerCase()] ??= operation(binding, shared.names, count, schemas);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Runledger",
      version,
      description:
        "RPCs over plain HTTP. With `Accept: application/json` names are those shown here; plain curl gets camel case, and `application/octet-stream` the message's bytes.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    tags: [...new Set(bindings.map(({ method }) => method.parent))].map(({ name, typeName }) => ({
      name,
      description: comments[typeName] ?? typeName,
    })),
    paths: items,
    components: {
      schemas: schemas.all(),
      ...(asksForToken && { securitySchemes: { token: { type: "http", scheme: "bearer" } } }),
    },
    ...(asksForToken && { security: [{ token: [] }] }),
  };
}

function operation(
  binding: HttpBinding,
  names: readonly string[],
  count: number,
  schemas: MessageSchemas,
): Schema {
  const { method, body, answer } = binding;
  const parent = method.parent.name;
  const answered =
    answer === undefined ? schemas.refer(method.output) : fieldSchema(answer, schemas.refer);
  const wanted =
    typeof body === "object" ? fieldSchema(body, schemas.refer) : schemas.refer(method.input);
  return {
    operationId: `${parent}_${method.name}${count === 1 ? "" : count}`,
    tags: [parent],
    summary: comments[`${method.parent.typeName}.${method.name}`] ?? method.name,
    parameters: parametersOf(binding, names, schemas.refer),
    ...(body !== undefined && {
      requestBody: { content: { "application/json": { schema: wanted } }, required: true },
    }),
    responses: {
      200: { description: "The answer.", content: { "application/json": { schema: answered } } },
      default: {
        description: "What went wrong.",
        content: { "application/json": { schema: schemas.refer(StatusSchema) } },
      },
    },
  };
}
