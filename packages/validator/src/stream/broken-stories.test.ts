import { test } from "vitest";
import { actionMutations } from "../testing/action-mutations.ts";
import { expectFound } from "../testing/expect-found.ts";
import { patience } from "../testing/histories.ts";
import { runMutations } from "../testing/run-mutations.ts";

test("a history with a broken story is found, and where", { timeout: patience }, () => {
  expectFound({ ...actionMutations, ...runMutations });
});
