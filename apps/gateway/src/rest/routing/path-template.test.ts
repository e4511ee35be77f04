import { describe, expect, test } from "vitest";
import { parsePathTemplate } from "./path-template.ts";
import { RouteTree } from "./route-tree.ts";

function routes(...texts: readonly string[]): RouteTree<string> {
  const tree = new RouteTree<string>();
  for (const text of texts) tree.add("GET", parsePathTemplate(text), text);
  return tree;
}

function take(path: string, ...texts: readonly string[]): unknown {
  const found = routes(...texts).find("GET", path);
  return found.kind === "found" ? [found.value, ...found.captured] : found.kind;
}

describe("path templates", () => {
  test.each([
    ["/v1/things", "/v1/things", []],
    ["/v1/{a}/{b.c}", "/v1/x/y", ["x", "y"]],
    ["/v1/{name=shelves/*}/books/{id}", "/v1/shelves/1/books/2", ["shelves/1", "2"]],
    ["/v1/{name=shelves/*/books/*}:lend", "/v1/shelves/1/books/2:lend", ["shelves/1/books/2"]],
    ["/v1/{id}:lend", "/v1/x:lend", ["x"]],
    ["/v1/{rest=**}", "/v1/a/b/c", ["a/b/c"]],
    ["/v1/{rest=**}", "/v1", [""]],
    ["/v1/{rest=files/**}:read", "/v1/files/a/b:read", ["files/a/b"]],
    ["/v1/*/{b}", "/v1/any/x", ["x"]],
    ["/v1/**", "/v1/any/x", []],
    // A colon means nothing where no template has the verb.
    ["/v1/{id}", "/v1/v1:2", ["v1:2"]],
    // An encoded slash is a part of its segment; where a value spans segments it stays encoded.
    ["/v1/{id}", "/v1/a%2Fb", ["a/b"]],
    ["/v1/{rest=**}", "/v1/a%2Fb/c%20d", ["a%2Fb/c d"]],
    ["/v1/{id}", "/v1/%E2%82%AC%25", ["€%"]],
  ])("%s takes %s", (template, path, captured) => {
    expect(take(path, template)).toEqual([template, ...captured]);
  });

  test.each([
    ["/v1/{a}/{b}", "/v1/x"],
    ["/v1/{a}/{b}", "/v1/x/"],
    ["/v1/{a}/{b}", "/v1//x"],
    ["/v1/{a}", "/v1/x/y"],
    ["/v1/{id}:lend", "/v1/x"],
    ["/v1/{id}:lend", "/v1/x:buy"],
    ["/v1/{id}:lend", "/v1/:lend"],
    ["/v1/{name=shelves/*}", "/v1/rooms/1"],
    ["/v1/things", "/v2/things"],
    ["/v1/things", "/"],
  ])("%s doesn't take %s", (template, path) => {
    expect(take(path, template)).toBe("nothing");
  });

  test("a text goes before a place for anything, and that before the rest of a path", () => {
    const all = ["/v1/{rest=**}", "/v1/{a}/{b}", "/v1/{a}/new", "/v1/old/{b}"];
    expect(take("/v1/x/y", ...all)).toEqual(["/v1/{a}/{b}", "x", "y"]);
    expect(take("/v1/x/new", ...all)).toEqual(["/v1/{a}/new", "x"]);
    expect(take("/v1/old/new", ...all)).toEqual(["/v1/old/{b}", "new"]);
    expect(take("/v1/x/y/z", ...all)).toEqual(["/v1/{rest=**}", "x/y/z"]);
  });

  test("what is there by other methods is said, and so is what no percent sign can mean", () => {
    const tree = new RouteTree<number>();
    tree.add("PUT", parsePathTemplate("/v1/{a}"), 1);
    tree.add("DELETE", parsePathTemplate("/v1/{a}"), 2);
    expect(tree.find("GET", "/v1/x")).toEqual({
      kind: "other-methods",
      methods: ["DELETE", "PUT"],
    });
    expect(tree.find("PUT", "/v1/%zz")).toEqual({ kind: "malformed", segment: "%zz" });
    expect(tree.find("PUT", "/v1/%ff")).toEqual({ kind: "malformed", segment: "%ff" });
  });

  test.each([
    "",
    "v1",
    "/",
    "/v1/{}",
    "/v1/{a",
    "/v1/{a=}",
    "/v1/{a.}",
    "/{a=**}/b",
    "/v1/{1a}",
    "/v1//x",
  ])("%j is no template", (text) => {
    expect(() => parsePathTemplate(text)).toThrow(JSON.stringify(text));
  });
});
