import type { DescEnum } from "@bufbuild/protobuf";
import { hasOption } from "@bufbuild/protobuf";
import { defineLifecycle } from "@runledger/lifecycle";
import { lifecycle } from "@runledger/proto/lifecycle/v1";
import { description } from "./description.ts";

/** A value of an enum as GraphQL shows it. */
export interface ShownValue {
  readonly name: string;
  readonly number: number;
  readonly description: string;
}

function withoutPrefix(name: string, prefix: string | undefined): string {
  return prefix === undefined ? name : name.slice(prefix.length);
}

/**
 * Lists the values of an enum that GraphQL has a name for, in the protocol's order. The one that says that nothing is
 * known is left out: GraphQL has null for that. A phase is described by its lifecycle.
 */
export function enumValues(desc: DescEnum): ShownValue[] {
  if (hasOption(desc, lifecycle)) {
    return defineLifecycle(desc)
      .values.filter(({ number }) => !defineLifecycle(desc).isAbsent(number))
      .map(({ shortName, number, description: text }) => ({
        name: shortName,
        number,
        description: text,
      }));
  }
  return desc.values
    .filter(({ number, name }) => number !== 0 || !name.endsWith("UNSPECIFIED"))
    .map((value) => ({
      name: withoutPrefix(value.name, desc.sharedPrefix),
      number: value.number,
      description: description(value),
    }));
}
