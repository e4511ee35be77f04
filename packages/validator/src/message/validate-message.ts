import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { pathToString } from "@bufbuild/protobuf/reflect";
import { createValidator } from "@bufbuild/protovalidate";
import { compileCheck } from "./compile-check.ts";
import { compileRules } from "./compile-rules.ts";
import { valueAt } from "./value-at.ts";
import type { Violation } from "./violation.ts";

/** What was found out about a message. */
export type MessageResult<Desc extends DescMessage> =
  | { readonly kind: "valid"; readonly message: MessageShape<Desc> }
  | { readonly kind: "violations"; readonly violations: readonly Violation[] }
  /** The rules of the schema themselves are wrong, so that nothing can be said. */
  | { readonly kind: "error"; readonly error: Error };

const validator = createValidator();

/**
 * Validates a message: the rules that its schema carries (protovalidate), and those that need two fields, the lifecycle, or
 * the bounds of a well-known type. Whatever it holds is looked at too.
 */
export function validateMessage<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
): MessageResult<Desc> {
  const violations: Violation[] = [];
  if (!compileCheck(schema)(message)) {
    const result = validator.validate(schema, message);
    if (result.kind === "error") return { kind: "error", error: result.error };
    for (const each of result.violations ?? []) {
      const field = pathToString(each.field);
      const value = valueAt(schema, message, field);
      violations.push({
        rule: "RL101",
        field,
        rulePath: each.ruleId,
        message: `${field}: ${each.message}${each.forKey ? " (the key)" : ""}`,
        value,
      });
    }
  }
  compileRules(schema)(message, "", (rule, field, text) =>
    violations.push({
      rule,
      field,
      rulePath: "",
      message: field === "" ? text : `${field}: ${text}`,
      value: valueAt(schema, message, field),
    }),
  );
  return violations.length === 0 ? { kind: "valid", message } : { kind: "violations", violations };
}
