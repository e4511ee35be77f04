import {
  type Literal,
  type LiteralType,
  type Primitive,
  SimpleType,
} from "@runledger/proto/run/v1";

type PrimitiveCase = NonNullable<Primitive["value"]["case"]>;

/** The types that a signal may have, as Flyte has it, by the case of the value; undefined for the others. */
const types: Readonly<
  Record<PrimitiveCase, { readonly type: SimpleType; readonly name: string } | undefined>
> = {
  integer: { type: SimpleType.INTEGER, name: "a whole number" },
  floatValue: { type: SimpleType.FLOAT, name: "a floating-point number" },
  stringValue: { type: SimpleType.STRING, name: "text" },
  boolean: { type: SimpleType.BOOLEAN, name: "true or false" },
  datetime: undefined,
  duration: undefined,
};

/** Tells whether a value of a type can be signalled. */
export function canBeSignalled(type: LiteralType | undefined): boolean {
  return wantedType(type) !== undefined;
}

/** Says what keeps a value from being a signal of a type, in a sentence that names the field; undefined if nothing does. */
export function signalTypeProblem(
  type: LiteralType | undefined,
  value: Literal,
): string | undefined {
  const wanted = wantedType(type);
  if (wanted === undefined) {
    return `type: the condition wasn't declared with a type that can be signalled: ${names()}.`;
  }
  const given = caseOf(value);
  if (given !== undefined && types[given] === wanted) return undefined;
  return `value: ${given ?? "nothing"} was given, where ${wanted.name} is asked for.`;
}

function wantedType(type: LiteralType | undefined): (typeof types)[PrimitiveCase] {
  return Object.values(types).find(
    (known) => type?.type.case === "simple" && known?.type === type.type.value,
  );
}

function caseOf({ value }: Literal): PrimitiveCase | undefined {
  return value.case === "scalar" && value.value.value.case === "primitive"
    ? value.value.value.value.value.case
    : undefined;
}

function names(): string {
  return Object.values(types)
    .flatMap((type) => (type === undefined ? [] : [type.name]))
    .join(", ");
}
