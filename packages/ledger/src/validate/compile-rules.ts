import type { DescField, DescMessage, Message } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import {
  type FieldRules,
  FieldRulesSchema,
  type Int32Rules,
  Int32RulesSchema,
  type MapRules,
  MapRulesSchema,
  type RepeatedRules,
  RepeatedRulesSchema,
  type StringRules,
  StringRulesSchema,
  type UInt32Rules,
  UInt32RulesSchema,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { always, never, type Sure } from "./sure.ts";

/**
 * Makes the test of a field's own rules. Rules that it doesn't know are never surely kept.
 *
 * @param field whose value is tested, in whatever way it is held
 */
export function compileRules(field: DescField, rules: FieldRules): Sure<unknown> {
  if (!holdsOnly(FieldRulesSchema, rules, ["required", rules.type.case])) return never;
  // Only a message that is required is just one that is there: of others, what counts as empty differs.
  if (rules.required && field.fieldKind !== "message") return never;
  switch (rules.type.case) {
    case undefined:
      return always;
    case "string":
      return field.fieldKind === "scalar" ? compileString(rules.type.value) : never;
    case "uint32":
      return field.fieldKind === "scalar"
        ? compileNumber(UInt32RulesSchema, rules.type.value)
        : never;
    case "int32":
      return field.fieldKind === "scalar"
        ? compileNumber(Int32RulesSchema, rules.type.value)
        : never;
    case "repeated":
      return compileRepeated(rules.type.value);
    case "map":
      return compileMap(rules.type.value);
    default:
      return never;
  }
}

/** Tells whether no other fields of some rules are set than those named. */
function holdsOnly(
  schema: DescMessage,
  rules: Message,
  known: readonly (string | undefined)[],
): boolean {
  const seen = reflect(schema, rules);
  return (
    schema.fields.every((field) => !seen.isSet(field) || known.includes(field.localName)) &&
    (rules.$unknown?.length ?? 0) === 0
  );
}

function compileString(rules: StringRules): Sure<unknown> {
  if (!holdsOnly(StringRulesSchema, rules, ["minLen", "maxLen", "maxBytes", "pattern"]))
    return never;
  // Characters are at most as many as UTF-16 units, and those at most two for each; bytes are at most three for each unit.
  const least = rules.minLen > 1n ? 2 * Number(rules.minLen) : Number(rules.minLen);
  const most = Math.min(
    rules.maxLen === 0n ? Infinity : Number(rules.maxLen),
    rules.maxBytes === 0n ? Infinity : Math.floor(Number(rules.maxBytes) / 3),
  );
  const pattern = rules.pattern === "" ? undefined : new RegExp(rules.pattern, "u");
  return (value) => {
    if (typeof value !== "string" || value.length < least || value.length > most) return false;
    return pattern === undefined || pattern.test(value);
  };
}

function compileNumber(schema: DescMessage, rules: UInt32Rules | Int32Rules): Sure<unknown> {
  const { case: least, value: from } = rules.greaterThan;
  const { case: most, value: to } = rules.lessThan;
  if (!holdsOnly(schema, rules, [least, most])) return never;
  return (number) => {
    if (typeof number !== "number") return false;
    if (least === "gt" && number <= from) return false;
    if (least === "gte" && number < from) return false;
    if (most === "lt" && number >= to) return false;
    return most !== "lte" || number <= to;
  };
}

function compileRepeated(rules: RepeatedRules): Sure<unknown> {
  if (!holdsOnly(RepeatedRulesSchema, rules, ["maxItems", "items"])) return never;
  const most = rules.maxItems === 0n ? Infinity : Number(rules.maxItems);
  const item = compileText(rules.items);
  return (value) => {
    return Array.isArray(value) && value.length <= most && value.every(item);
  };
}

function compileMap(rules: MapRules): Sure<unknown> {
  if (!holdsOnly(MapRulesSchema, rules, ["maxPairs", "keys", "values"])) return never;
  const most = rules.maxPairs === 0n ? Infinity : Number(rules.maxPairs);
  const key = compileText(rules.keys);
  const item = compileText(rules.values);
  return (value) => {
    const entries = Object.entries(value as object);
    return entries.length <= most && entries.every(([name, each]) => key(name) && item(each));
  };
}

/** Makes the test of a list's items or a map's keys or values: text, or nothing to test. */
function compileText(rules: FieldRules | undefined): Sure<unknown> {
  if (rules === undefined) return always;
  if (!holdsOnly(FieldRulesSchema, rules, ["string"]) || rules.type.case !== "string") return never;
  return compileString(rules.type.value);
}
