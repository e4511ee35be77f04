import type { DescEnum } from "@bufbuild/protobuf";
import { checkLifecycle, defineLifecycle, findLifecycles } from "@runledger/lifecycle";
import { type Effects, type Finding, breaksBoth, noEffect } from "../finding.ts";
import { enumsOf } from "../schema/elements.ts";
import type { Schema } from "../schema/schema.ts";
import { sourcePathOf } from "../schema/source-path.ts";
import { compareLifecycles } from "./compare-lifecycles.ts";

/** Lists what contradicts itself in the lifecycles of a schema. */
export function lintLifecycles({ files }: Schema): Finding[] {
  return findLifecycles(files).flatMap((desc) =>
    checkLifecycle(desc).map(({ value, message }) =>
      findingOf(desc, { rule: "RC100", value, message: capital(message), ...breaksBoth }),
    ),
  );
}

/** Lists what changed in the lifecycles that a schema declares, and whom that hurts. */
export function checkLifecycles(before: Schema, after: Schema): Finding[] {
  const now = enumsOf(after.files);
  const known = new Set(findLifecycles(after.files));
  const gone = findLifecycles(before.files).filter(({ typeName }) => {
    const desc = now.get(typeName);
    return desc === undefined || !known.has(desc);
  });
  const old = enumsOf(before.files);
  return [
    ...gone.map((desc) => removed(desc, now.get(desc.typeName))),
    ...[...now.values()].flatMap((desc) => {
      const was = old.get(desc.typeName);
      if (!known.has(desc)) return undeclared(was, desc);
      const found = compared(was, desc);
      // An overlay has one version for all.
      return after.overlaid.has(desc.typeName)
        ? found.filter(({ rule }) => rule !== "RC122")
        : found;
    }),
  ];
}

/** What is told of a lifecycle or one of its values, before it has a symbol and a place. */
interface Told extends Effects {
  readonly rule: Finding["rule"];
  readonly value: string | undefined;
  readonly message: string;
}

function findingOf(desc: DescEnum, { value, ...told }: Told): Finding {
  const found = desc.values.find(({ name }) => name === value);
  return {
    ...told,
    symbol: value === undefined ? desc.typeName : `${desc.typeName}.${value}`,
    scope: desc.file.proto.package,
    source: sourcePathOf(found ?? desc),
  };
}

function compared(was: DescEnum | undefined, desc: DescEnum): Finding[] {
  // What contradicts itself is told of once, by the lint.
  if (was === undefined || checkLifecycle(desc).length > 0) return [];
  if (!findLifecycles([was.file]).includes(was)) {
    const message = `${desc.name} is a lifecycle now: from here on its changes are compared.`;
    return [findingOf(desc, { rule: "RC121", value: undefined, message, ...noEffect })];
  }
  if (checkLifecycle(was).length > 0) return [];
  return compareLifecycles(defineLifecycle(was), defineLifecycle(desc)).map((change) =>
    findingOf(desc, change),
  );
}

function removed(was: DescEnum, now: DescEnum | undefined): Finding {
  const what = now === undefined ? "is gone" : "carries no lifecycle any more";
  const message = `${was.name} ${what}: guards and readers that take its lifecycle from the schema have nothing to take.`;
  const finding = findingOf(was, { rule: "RC120", value: undefined, message, ...breaksBoth });
  const { source, ...rest } = finding;
  if (now !== undefined) return { ...rest, source: sourcePathOf(now) };
  return source === undefined ? rest : { ...rest, oldSource: source };
}

/** Names of enums whose values are phases of something more often than not. */
const looksLikePhases = /(phase|status|state)$/i;

function undeclared(was: DescEnum | undefined, desc: DescEnum): Finding[] {
  if (was === undefined || !looksLikePhases.test(desc.name)) return [];
  return desc.values
    .filter(({ number }) => was.value[number] === undefined)
    .map(({ name, number }) => {
      const message = `${name} (${number}) is new, and ${desc.name} carries no lifecycle: if it is an end, those who wait for one wait for ever.`;
      const effects: Effects = { backward: "none", forward: "undecided" };
      return findingOf(desc, { rule: "RC123", value: name, message, ...effects });
    });
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
