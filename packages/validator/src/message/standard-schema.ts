import {
  type DescMessage,
  type MessageInitShape,
  type MessageShape,
  create,
  isMessage,
} from "@bufbuild/protobuf";
import { validateMessage } from "./validate-message.ts";
import type { Violation } from "./violation.ts";

/** What a validator of the Standard Schema answers. Source: https://standardschema.dev, version 1. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** One thing that is wrong, with what the standard doesn't ask for beside it. */
export interface StandardIssue {
  readonly message: string;
  readonly path: readonly PropertyKey[];
  /** The rule, as in `RL101`. */
  readonly rule: string;
}

/** A schema that tRPC, Hono, TanStack and others take. Source: https://standardschema.dev, version 1. */
export interface MessageSchema<Desc extends DescMessage> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "runledger";
    readonly validate: (value: unknown) => StandardResult<MessageShape<Desc>>;
    readonly types?: {
      readonly input: MessageInitShape<Desc>;
      readonly output: MessageShape<Desc>;
    };
  };
}

/**
 * Makes a Standard Schema of a message type. It takes a message, or an object with some of its fields, and gives the message.
 *
 * Its validation throws where the rules of the schema themselves are wrong: that is no fault of the value.
 */
export function messageSchema<Desc extends DescMessage>(schema: Desc): MessageSchema<Desc> {
  return {
    "~standard": { version: 1, vendor: "runledger", validate: (value) => validate(schema, value) },
  };
}

function validate<Desc extends DescMessage>(
  schema: Desc,
  value: unknown,
): StandardResult<MessageShape<Desc>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { issues: [{ message: `must be a ${schema.typeName}.`, path: [], rule: "RL101" }] };
  }
  if ("$typeName" in value && !isMessage(value, schema)) {
    const message = `must be a ${schema.typeName}, and is a ${String(value.$typeName)}.`;
    return { issues: [{ message, path: [], rule: "RL101" }] };
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- What isn't one of its fields is left out by create.
  const message = create(schema, value as MessageInitShape<Desc>);
  const result = validateMessage(schema, message);
  if (result.kind === "error") throw result.error;
  return result.kind === "valid"
    ? { value: result.message }
    : { issues: result.violations.map(issueOf) };
}

function issueOf({ field, message, rule }: Violation): StandardIssue {
  const path = [...field.matchAll(/[A-Za-z_]\w*|\d+(?=\])/g)].map(([part]) =>
    /^\d/.test(part) ? Number(part) : camel(part),
  );
  return { message, path, rule };
}

/** Names a field as the object does. */
function camel(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
