import { expect, test } from "vitest";
import { RareErrors } from "./rare-errors.ts";

test("an error that comes again and again is logged once in a while, with how often it came", () => {
  const logged: object[] = [];
  let now = 0;
  const error = (details: object) => void logged.push(details);
  const errors = new RareErrors({ error } as never, "Trouble.", () => now);
  const away = new Error("away");
  for (; now < 30_000; now += 1000) errors.note(away);
  expect(logged).toEqual([{ err: away }]);
  errors.note(away);
  expect(logged[1]).toEqual({ err: away, before: 29 });
  const other = new Error("other");
  errors.note(other);
  expect(logged[2]).toEqual({ err: other });
});
