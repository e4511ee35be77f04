import type { DescField, DescMessage, Message } from "@bufbuild/protobuf";
import type { MessageRule, Tell } from "./message-rule.ts";
import { messageRules } from "./message-rules.ts";

/** Takes down what is wrong. @param path the field, from the message that the walk began with */
export type TellPath = (rule: string, path: string, message: string) => void;

/** Walks a message and all that it holds, by the rules of each message's type. */
export type MessageWalk = (message: Message, prefix: string, tell: TellPath) => void;

/** Looks at one field of a message. */
type FieldWalk = (
  message: Readonly<Record<string, unknown>>,
  prefix: string,
  tell: TellPath,
) => void;

interface Walk {
  readonly run: MessageWalk;
  /** Whether there is nothing in this type that could break a rule. */
  readonly isEmpty: boolean;
}

/** The phase of a report is judged as a phase, and not as any other enum. */
const judgedElsewhere: ReadonlySet<string> = new Set(["runledger.run.v1.ActionEvent.phase"]);

const walks = new Map<DescMessage, Walk>();

/**
 * Compiles the rules between fields, those of all messages inside included, into one walk that looks at nothing else.
 * Compiled once a type.
 */
export function compileRules(desc: DescMessage): MessageWalk {
  return walkOf(desc).run;
}

function walkOf(desc: DescMessage): Walk {
  const known = walks.get(desc);
  if (known !== undefined) return known;
  let run: MessageWalk = () => undefined;
  // A type that holds itself finds this one, and calls what is compiled by then.
  const recursive: Walk = {
    run: (message, prefix, tell) => run(message, prefix, tell),
    isEmpty: false,
  };
  walks.set(desc, recursive);
  const fields = desc.fields.flatMap(compileField);
  const rule = messageRules.get(desc.typeName);
  run = joined(rule, fields);
  const walk = { run, isEmpty: rule === undefined && fields.length === 0 };
  walks.set(desc, walk);
  return walk;
}

function joined(rule: MessageRule | undefined, fields: readonly FieldWalk[]): MessageWalk {
  return (message, prefix, tell) => {
    if (rule !== undefined) applyRule(rule, message, prefix, tell);
    for (const field of fields) field(message, prefix, tell);
  };
}

function applyRule(rule: MessageRule, message: Message, prefix: string, tell: TellPath): void {
  const at: Tell =
    prefix === ""
      ? tell
      : (id, field, text) => tell(id, field === "" ? prefix : `${prefix}.${field}`, text);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The rule is the one of this message's type.
  rule(message as never, at);
}

function compileField(field: DescField): FieldWalk[] {
  const check = compileValue(field);
  if (check === undefined) return [];
  const { localName, name, oneof } = field;
  const at = (prefix: string): string => (prefix === "" ? name : `${prefix}.${name}`);
  if (oneof !== undefined) {
    const group = oneof.localName;
    return [
      (message, prefix, tell) => {
        const chosen = message[group] as { case?: string; value?: unknown } | undefined;
        if (chosen?.case === localName) check(chosen.value, at(prefix), tell);
      },
    ];
  }
  if (field.fieldKind === "list") {
    return [
      (message, prefix, tell) => {
        const list = message[localName] as readonly unknown[];
        for (let i = 0; i < list.length; i++) check(list[i], `${at(prefix)}[${i}]`, tell);
      },
    ];
  }
  if (field.fieldKind === "map") {
    return [
      (message, prefix, tell) => {
        for (const [key, value] of Object.entries(message[localName] as object)) {
          check(value, `${at(prefix)}[${JSON.stringify(key)}]`, tell);
        }
      },
    ];
  }
  return [
    (message, prefix, tell) => {
      const value = message[localName];
      if (value !== undefined) check(value, at(prefix), tell);
    },
  ];
}

/** Compiles the look at one value of a field; undefined where there is nothing to look at. */
function compileValue(
  field: DescField,
): ((value: unknown, path: string, tell: TellPath) => void) | undefined {
  if (field.message) {
    const walk = walkOf(field.message);
    return walk.isEmpty ? undefined : (value, path, tell) => walk.run(value as Message, path, tell);
  }
  if (!field.enum || judgedElsewhere.has(`${field.parent.typeName}.${field.name}`))
    return undefined;
  const { typeName, value: values } = field.enum;
  return (value, path, tell) => {
    if (values[value as number] === undefined) {
      tell("RL110", path, `${String(value)} is no value of ${typeName}.`);
    }
  };
}
