import { TaskError } from "../task-error.ts";

/**
 * Checks a value, as schemas of zod, valibot, arktype and others do that follow Standard Schema (standardschema.dev, version 1).
 * Of it only what is called here is declared, so that any of them fits.
 */
export interface StandardSchema<Output = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
  };
}

type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** How many issues an error lists; the others are counted. */
const LISTED = 10;

/**
 * Checks a value against a schema, if there is one, and gives what the schema makes of it.
 *
 * @param what names the value in the error: `input` or `outputs`
 * @throws TaskError that lists what is wrong and where; trying again won't help
 */
export async function checkValue<T>(
  schema: StandardSchema<T> | undefined,
  value: unknown,
  what: "input" | "outputs",
): Promise<T> {
  // Without a schema the types are the author's word.
  if (schema === undefined) return value as T;
  const result = await schema["~standard"].validate(value);
  if (result.issues === undefined) return result.value;
  const lines = result.issues.slice(0, LISTED).map(({ message, path = [] }) => {
    const keys = path.map((key) => String(typeof key === "object" ? key.key : key));
    return `${[what, ...keys].join(".")}: ${message}`;
  });
  if (result.issues.length > LISTED) lines.push(`… and ${result.issues.length - LISTED} more`);
  const code = what === "input" ? "BadInput" : "BadOutputs";
  throw new TaskError(`The ${what} is not what the schema asks for.\n${lines.join("\n")}`, {
    code,
  });
}
