import type { Lifecycle, LifecycleValue } from "@runledger/lifecycle";
import {
  Ends,
  EndsSchema,
  Outcome,
  OutcomeSchema,
  Role,
  RoleSchema,
} from "@runledger/proto/lifecycle/v1";
import { builder, type ObjectOf } from "../builder.ts";
import { enumType } from "../proto/enum-type.ts";

interface ValueOf {
  readonly lifecycle: Lifecycle;
  readonly value: LifecycleValue;
}

function valuesOf(lifecycle: Lifecycle, numbers: readonly number[]): ValueOf[] {
  return numbers.flatMap((number) => {
    const value = lifecycle.of(number);
    return value === undefined ? [] : [{ lifecycle, value }];
  });
}

const lifecycleValue: ObjectOf<ValueOf> = builder.objectRef<ValueOf>("LifecycleValue").implement({
  description: "One value of a lifecycle: a phase.",
  fields: (t) => ({
    name: t.string({
      description: "Its name, as GraphQL's enum has it.",
      resolve: ({ value }) => value.shortName,
    }),
    protobufName: t.string({
      description: "Its name in the protocol and in protobuf's JSON.",
      resolve: ({ value }) => value.name,
    }),
    number: t.int({
      description: "Its number on the wire. Carries no order.",
      resolve: ({ value }) => value.number,
    }),
    description: t.string({
      description: "What it means, in a sentence.",
      resolve: ({ value }) => value.description,
    }),
    role: t.field({
      type: enumType(RoleSchema),
      description: "What it stands for.",
      resolve: ({ value }) => Role[value.role.toUpperCase() as keyof typeof Role],
    }),
    terminal: t.boolean({
      description: "Whether nothing follows it in the same attempt.",
      resolve: ({ value }) => value.terminal,
    }),
    ends: t.field({
      type: enumType(EndsSchema),
      nullable: true,
      description: "What it ends. Null unless it is terminal.",
      resolve: ({ value }) => value.ends && Ends[value.ends.toUpperCase() as keyof typeof Ends],
    }),
    outcome: t.field({
      type: enumType(OutcomeSchema),
      nullable: true,
      description: "How it counts. Null unless it is terminal.",
      resolve: ({ value }) =>
        value.outcome && Outcome[value.outcome.toUpperCase() as keyof typeof Outcome],
    }),
    retryable: t.boolean({
      description: "Whether another attempt may start while it is the current one.",
      resolve: ({ value }) => value.retryable,
    }),
    startsAttempt: t.boolean({
      description: "Whether the first report of a later attempt may tell of it.",
      resolve: ({ value }) => value.startsAttempt,
    }),
    followedBy: t.field({
      type: [lifecycleValue],
      description: "What may follow directly, in the same attempt.",
      resolve: ({ lifecycle, value }) => valuesOf(lifecycle, value.followedBy),
    }),
    reachable: t.field({
      type: [lifecycleValue],
      description: "What may follow over one step or more: reports may skip phases.",
      resolve: ({ lifecycle, value }) => valuesOf(lifecycle, value.reachable),
    }),
  }),
});

export const lifecycle: ObjectOf<Lifecycle> = builder.objectRef<Lifecycle>("Lifecycle").implement({
  description:
    "What the values of an enum of the protocol mean to each other: which may follow which, and what ends.",
  fields: (t) => ({
    name: t.exposeString("typeName", {
      description: 'The enum\'s full name, as in "runledger.core.v1.ActionPhase".',
    }),
    subject: t.exposeString("subject", { description: "What goes through it, in the singular." }),
    description: t.exposeString("description", { description: "What it is, in a sentence." }),
    version: t.exposeInt("version", {
      description: "From 1, one more with each change of what is allowed.",
    }),
    initial: t.field({
      type: lifecycleValue,
      description: "Where a story starts where nothing else is said.",
      resolve: (own) => valuesOf(own, [own.initial])[0]!,
    }),
    values: t.field({
      type: [lifecycleValue],
      description: "All values, in the order in which the enum declares them.",
      resolve: (own) => own.values.map((value) => ({ lifecycle: own, value })),
    }),
  }),
});
