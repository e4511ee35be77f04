import type { DescField, DescMessage, DescOneof, JsonValue } from "@bufbuild/protobuf";
import { type Effects, type Finding, backwardBreak, breaksBoth, forwardBreak } from "../finding.ts";
import { messagesOf } from "../schema/elements.ts";
import type { Schema } from "../schema/schema.ts";
import { sourcePathOf } from "../schema/source-path.ts";
import { type Direction, directionOf } from "./direction.ts";
import { rulesOf } from "./rules-of.ts";

type Element = DescField | DescMessage | DescOneof;

const undecided: Effects = { backward: "undecided", forward: "undecided" };

const outcomes: Readonly<
  Record<Exclude<Direction, "same">, Effects & Pick<Finding, "rule"> & { readonly why: string }>
> = {
  tightened: {
    rule: "RC201",
    why: "new readers refuse what old writers write, and what is stored",
    ...backwardBreak,
  },
  loosened: {
    rule: "RC202",
    why: "old readers refuse what new writers may write",
    ...forwardBreak,
  },
  replaced: {
    rule: "RC201",
    why: "each side refuses what the other takes",
    ...breaksBoth,
  },
  undecided: {
    rule: "RC203",
    why: "whether the two take the same values can't be decided by their text",
    ...undecided,
  },
};

/** Lists the constraints that changed in messages that both schemas have, and whom that hurts. */
export function checkConstraints(before: Schema, after: Schema): Finding[] {
  const old = messagesOf(before.files);
  return [...messagesOf(after.files).values()].flatMap((desc) => {
    const was = old.get(desc.typeName);
    return was === undefined ? [] : checkMessage(was, desc);
  });
}

function checkMessage(was: DescMessage, desc: DescMessage): Finding[] {
  return [
    ...checkElement(was, desc),
    // A field is known by its number on the wire, a oneof by its name.
    ...desc.fields.flatMap((field) =>
      checkElement(
        was.fields.find(({ number }) => number === field.number),
        field,
      ),
    ),
    ...desc.oneofs.flatMap((oneof) => {
      const old = was.oneofs.find(({ name }) => name === oneof.name);
      return old === undefined ? [] : checkElement(old, oneof);
    }),
  ];
}

/** @param was undefined for a new field: what old writers write of it is nothing, so only what nothing breaks counts */
function checkElement(was: Element | undefined, desc: Element): Finding[] {
  const after = rulesOf(desc);
  if (was === undefined) {
    return after.get("required") === true
      ? [findingOf(desc, "required", undefined, true, "tightened")]
      : [];
  }
  const before = rulesOf(was);
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].flatMap((path) => {
    const [a, b] = [before.get(path), after.get(path)];
    const direction = directionOf(path, a, b);
    return direction === "same" ? [] : [findingOf(desc, path, a, b, direction)];
  });
}

function findingOf(
  desc: Element,
  path: string,
  was: JsonValue | undefined,
  is: JsonValue | undefined,
  direction: Exclude<Direction, "same">,
): Finding {
  const { why, ...outcome } = outcomes[direction];
  const owner = desc.kind === "message" ? desc : desc.parent;
  const name = desc.kind === "message" ? desc.name : `${owner.name}.${desc.name}`;
  return {
    ...outcome,
    symbol: desc.kind === "message" ? desc.typeName : `${owner.typeName}.${desc.name}`,
    scope: owner.file.proto.package,
    message: `${name}: the rule ${path} is ${textOf(is)}, and was ${textOf(was)}: ${why}.`,
    detail: path,
    source: sourcePathOf(desc),
  };
}

function textOf(value: JsonValue | undefined): string {
  return value === undefined ? "not there" : JSON.stringify(value);
}
