import { describe, expect, it } from "vitest";
import { DocumentError } from "./document-error.ts";
import { parseJson } from "./parse-json.ts";

describe("parseJson", () => {
  it("parses what is JSON", () => {
    expect(parseJson("f", ' {"a": [1]} ')).toEqual({ a: [1] });
  });

  it.each([
    [
      '{\n  "a": [1,\n',
      "line 3, column 1: a[1]: the text ends where a value should follow: is the file cut off?",
    ],
    [
      '{\n  "a": nope\n}',
      'line 2, column 8: a: this is not JSON: expected a value, found "nope\\n}"',
    ],
  ])("says where %j goes wrong", (text, message) => {
    expect(() => parseJson("trace.json", text)).toThrow(new DocumentError("trace.json", [message]));
  });
});
