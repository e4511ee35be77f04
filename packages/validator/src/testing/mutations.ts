import { actionMutations } from "./action-mutations.ts";
import { messageMutations } from "./message-mutations.ts";
import type { Mutation } from "./mutate.ts";
import { runMutations } from "./run-mutations.ts";

/** The ways in which a legal stream is broken, by the rule that has to find it. */
export const mutations: ReadonlyMap<string, Mutation> = new Map(
  Object.entries({ ...messageMutations, ...actionMutations, ...runMutations }),
);
