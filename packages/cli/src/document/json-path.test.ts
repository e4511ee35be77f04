import { describe, expect, it } from "vitest";
import { formatPath } from "./json-path.ts";

describe("formatPath", () => {
  it.each([
    [[], "(top)"],
    [["workflow", "tasks", 3, "id"], "workflow.tasks[3].id"],
    [[0], "[0]"],
    [["a b", "c"], '["a b"].c'],
  ])("writes %j as %s", (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});
