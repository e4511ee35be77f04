import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { pathToString } from "@bufbuild/protobuf/reflect";
import type { Violation } from "@bufbuild/protovalidate";
import type { FieldViolation } from "../ledger-error.ts";
import { findBadTime } from "./find-bad-time.ts";
import { surelySound } from "./surely-sound.ts";
import { validator } from "./validator.ts";
import { valueAt } from "./value-at.ts";

/**
 * Checks a message against its schema's rules. Returns what is wrong with it, field by field; nothing if it is sound. The
 * message must be one that can be written: see `writeMessage`.
 *
 * @param prefix what the fields' paths begin with, as in `event`
 */
export function checkMessage<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  prefix: string,
): FieldViolation[] {
  try {
    return violationsOf(schema, message, prefix);
  } catch (failure) {
    // A value of the wrong type, which only a caller without types can pass: something like a list, and none.
    return [{ field: prefix, message: `can't be read: ${String(failure)}` }];
  }
}

function violationsOf<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  prefix: string,
): FieldViolation[] {
  if (surelySound(schema, message)) return [];
  const result = validator.validate(schema, message);
  switch (result.kind) {
    case "valid": {
      const bad = findBadTime(schema, message);
      return bad === undefined ? [] : [{ ...bad, field: join(prefix, bad.field) }];
    }
    case "invalid":
      return firstOfEach(
        result.violations.map((violation) => toFieldViolation(message, violation, prefix)),
      );
    case "error":
      // Likewise: a rule can't even be asked.
      throw result.error;
  }
}

/** Tells violations in one text: field, value, what would be right. */
export function tellViolations(violations: readonly FieldViolation[]): string {
  return violations.map(tellViolation).join(" ");
}

/** Keeps one violation of each field: an empty name is too short, and the pattern needs not be held against it too. */
function firstOfEach(violations: readonly FieldViolation[]): FieldViolation[] {
  const fields = new Set<string>();
  return violations.filter(({ field }) => !fields.has(field) && fields.add(field));
}

function tellViolation({ field, message }: FieldViolation): string {
  const text = field === "" ? message : `${field} ${message}`;
  return text.endsWith(".") ? text : `${text}.`;
}

function toFieldViolation(
  message: MessageShape<DescMessage>,
  violation: Violation,
  prefix: string,
): FieldViolation {
  const value = violation.forKey ? "" : valueAt(message, violation.field);
  const rule = violation.message === "" ? violation.ruleId : violation.message;
  return {
    field: join(prefix, pathToString(violation.field)),
    message: value === "" ? `is refused: ${rule}` : `is ${value}: ${rule}`,
  };
}

function join(prefix: string, path: string): string {
  return path === "" || prefix === "" ? `${prefix}${path}` : `${prefix}.${path}`;
}
