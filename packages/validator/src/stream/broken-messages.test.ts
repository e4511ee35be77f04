import { expect, test } from "vitest";
import { catalogue } from "../rules/catalogue.ts";
import { expectFound } from "../testing/expect-found.ts";
import { patience } from "../testing/histories.ts";
import { messageMutations } from "../testing/message-mutations.ts";
import { mutations } from "../testing/mutations.ts";

test("there is a way to break a history by each rule", () => {
  expect([...mutations.keys()].toSorted()).toEqual([...catalogue.keys()].toSorted());
});

test("a history with a broken message is found, and where", { timeout: patience }, () => {
  expectFound(messageMutations);
});
