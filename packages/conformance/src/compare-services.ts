import type { DescMethod, DescService, Registry } from "@bufbuild/protobuf";
import type { Counterpart } from "./counterparts.ts";

/** One way in which a service of ours is not what theirs is. */
export interface ServiceDifference {
  /** The service or the method, by its full name. */
  readonly at: string;
  /**
   * - `no-service`, `no-method`: they have none of that name.
   * - `differs`: they have one of that name, and it takes or gives something else, or in another way.
   * - `undeclared`: they have a method that we don't.
   */
  readonly kind: "no-service" | "no-method" | "differs" | "undeclared";
  /** Says what differs; empty where the kind says it all. */
  readonly detail: string;
}

/** Lists how the services of `ours` that bear Flyte's names differ from Flyte's. */
export function compareServices(
  ours: Registry,
  theirs: Registry,
  counterparts: readonly Counterpart[],
): ServiceDifference[] {
  const renamed = new Map(counterparts.map((pair) => [pair.ours, pair.theirs]));
  return [...ours].flatMap((type) => {
    if (type.kind !== "service") return [];
    const their = theirs.getService(type.typeName);
    if (their !== undefined) return compareMethods(type, their, renamed);
    return [{ at: type.typeName, kind: "no-service", detail: "" }];
  });
}

function compareMethods(
  ours: DescService,
  theirs: DescService,
  renamed: ReadonlyMap<string, string>,
): ServiceDifference[] {
  const at = ({ name }: DescMethod): string => `${ours.typeName}.${name}`;
  const found = ours.methods.flatMap((method): ServiceDifference[] => {
    const counterpart = theirs.methods.find(({ name }) => name === method.name);
    if (counterpart === undefined) return [{ at: at(method), kind: "no-method", detail: "" }];
    const own = describeMethod(method, renamed);
    const their = describeMethod(counterpart, new Map());
    if (own === their) return [];
    return [{ at: at(method), kind: "differs", detail: `${own}, theirs is ${their}` }];
  });
  const names = new Set(ours.methods.map(({ name }) => name));
  const more = theirs.methods.filter(({ name }) => !names.has(name));
  return [
    ...found,
    ...more.map((method) => ({ at: at(method), kind: "undeclared" as const, detail: "" })),
  ];
}

function describeMethod(
  { methodKind, input, output, idempotency }: DescMethod,
  renamed: ReadonlyMap<string, string>,
): string {
  const nameOf = ({ typeName }: { typeName: string }): string => renamed.get(typeName) ?? typeName;
  return `${methodKind} ${nameOf(input)} to ${nameOf(output)}, idempotency ${idempotency}`;
}
