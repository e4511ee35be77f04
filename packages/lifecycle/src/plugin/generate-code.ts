import type { DescEnum, DescFile } from "@bufbuild/protobuf";
import type { GeneratedFile } from "@bufbuild/protoplugin";
import { defineLifecycle } from "../define-lifecycle.ts";
import type { Lifecycle, LifecycleValue } from "../lifecycle.ts";
import { guardRowsOf } from "./guard-rows.ts";
import { typeNameOf, variableNameOf } from "./names.ts";

const union = (values: readonly LifecycleValue[]): string =>
  values.map(({ shortName }) => JSON.stringify(shortName)).join(" | ") || "never";

/**
 * Prints the lifecycles of a file as tables of literal types, which import nothing: names,
 * properties, transitions, and the rows that a database's guard joins.
 */
export function generateCode(f: GeneratedFile, file: DescFile, enums: readonly DescEnum[]): void {
  f.preamble(file);
  for (const desc of enums) {
    const lifecycle = defineLifecycle(desc);
    printTypes(f, desc, lifecycle);
    printSteps(f, desc, lifecycle);
    printTransitions(f, desc, lifecycle);
    printGuard(f, desc, lifecycle);
  }
}

function printTypes(f: GeneratedFile, desc: DescEnum, { typeName, values }: Lifecycle): void {
  const type = typeNameOf(desc);
  f.print(f.jsDoc(`The values of ${typeName}, by their short names.`));
  f.print(f.export("type", `${type}Name`), " = ", union(values), ";");
  f.print();
  f.print(f.jsDoc("Those at which nothing follows in the same attempt."));
  f.print(
    f.export("type", `${type}TerminalName`),
    " = ",
    union(values.filter(({ terminal }) => terminal)),
    ";",
  );
  f.print();
  f.print(f.jsDoc("Those from which another attempt may start."));
  f.print(
    f.export("type", `${type}RetryableName`),
    " = ",
    union(values.filter(({ retryable }) => retryable)),
    ";",
  );
  f.print();
  f.print(
    f.jsDoc(
      "A table with an answer for every value. A value that is added to the enum breaks the build of each such table until\nsomebody has decided about it.",
    ),
  );
  f.print(f.export("type", `By${type}<T>`), ` = { readonly [Name in ${type}Name]: T };`);
  f.print();
}

function printSteps(f: GeneratedFile, desc: DescEnum, { typeName, values }: Lifecycle): void {
  f.print(f.jsDoc(`What each value of ${typeName} is.`));
  f.print(f.export("const", `${variableNameOf(desc)}Steps`), " = {");
  for (const value of values) {
    const { number, name, role, rank, retryable, startsAttempt } = value;
    const step = {
      number,
      name,
      role,
      rank,
      ends: value.ends ?? null,
      outcome: value.outcome ?? null,
      retryable,
      startsAttempt,
    };
    f.print(f.jsDoc(value.description, "  "));
    f.print("  ", value.shortName, ": ", objectLiteral(step), ",");
  }
  f.print("} as const;");
  f.print();
}

function printTransitions(f: GeneratedFile, desc: DescEnum, lifecycle: Lifecycle): void {
  const type = typeNameOf(desc);
  const variable = `${variableNameOf(desc)}Transitions`;
  f.print(
    f.jsDoc("Which values may directly follow which, in the same attempt. Values may be skipped."),
  );
  f.print(f.export("const", variable), " = {");
  for (const { shortName, followedBy } of lifecycle.values) {
    const names = followedBy.flatMap((number) => lifecycle.of(number)?.shortName ?? []);
    f.print("  ", shortName, ": [", names.map((name) => JSON.stringify(name)).join(", "), "],");
  }
  f.print("} as const;");
  f.print();
  f.print(f.jsDoc("The values that may directly follow a value."));
  f.print(
    f.export("type", `${type}Next<From extends ${type}Name>`),
    ` = (typeof ${variable})[From][number];`,
  );
  f.print();
}

function printGuard(f: GeneratedFile, desc: DescEnum, lifecycle: Lifecycle): void {
  const { values, edges, ...head } = guardRowsOf(lifecycle);
  f.print(
    f.jsDoc(
      "What a database has to know to guard a column of this enum: `edges` holds all that can be reached, not only\nthe direct ones. Truth values are 0 and 1.",
    ),
  );
  f.print(f.export("const", `${variableNameOf(desc)}Guard`), " = {");
  for (const [key, value] of Object.entries(head))
    f.print("  ", key, ": ", JSON.stringify(value), ",");
  f.print("  values: [");
  for (const row of values) f.print("    ", objectLiteral(row), ",");
  f.print("  ],");
  f.print("  edges: [");
  for (const { number } of lifecycle.values) {
    const own = edges.filter(([from]) => from === number);
    if (own.length > 0) f.print("    ", own.map((edge) => `[${edge.join(", ")}]`).join(", "), ",");
  }
  f.print("  ],");
  f.print("} as const;");
  f.print();
}

function objectLiteral(fields: object): string {
  const entries = Object.entries(fields).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `{ ${entries.join(", ")} }`;
}
