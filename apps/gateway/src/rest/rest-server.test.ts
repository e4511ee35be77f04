import { create, type DescMessage, fromBinary, type Message, toBinary } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { CustomHttpPatternSchema, HttpRuleSchema } from "@runledger/proto/google/api";
import { StatusSchema } from "@runledger/proto/google/rpc";
import { describe, expect, test } from "vitest";
import { declareService, type Rule } from "../testing/http-service.ts";
import { type AnyMethod, startRest } from "../testing/start-rest.ts";

const json = { "content-type": "application/json" };
const get = (path: string): Rule => ({ pattern: { case: "get", value: path } });
const post = (path: string, body: string): Rule => ({
  pattern: { case: "post", value: path },
  body,
});

/** Serves one method that hands back what it was given. */
async function echo(rule: Rule, method: AnyMethod = (message) => message) {
  return startRest(declareService({ Echo: rule }), { echo: method });
}

describe("requests", () => {
  test("take values from the path, nested ones too", async () => {
    const ask = await echo(get("/v1/{inner.inner.name}/{whole_number}/{hue}/{name=files/**}"));
    const { status, json: found } = await ask("GET", "/v1/a%20b/-7/HUE_BLUE/files/x/y");
    expect(status).toBe(200);
    expect(found).toMatchObject({
      inner: { inner: { name: "a b" } },
      wholeNumber: -7,
      hue: "HUE_BLUE",
      name: "files/x/y",
    });
  });

  test.each([
    ["name=x", { name: "x" }],
    ["name=a+b%26c", { name: "a b&c" }],
    ["whole_number=5", { wholeNumber: 5 }],
    ["wholeNumber=5", { wholeNumber: 5 }],
    ["long_number=-9223372036854775808", { longNumber: "-9223372036854775808" }],
    ["unsigned_long=18446744073709551615", { unsignedLong: "18446744073709551615" }],
    ["short_float=0.1", { shortFloat: 0.1 }],
    ["long_float=NaN", { longFloat: "NaN" }],
    ["long_float=1e3", { longFloat: 1000 }],
    ["is_set=T", { isSet: true }],
    ["is_set=0", { isSet: false }],
    ["raw_bytes=AQI%3D", { rawBytes: "AQI=" }],
    ["raw_bytes=_-8", { rawBytes: "/+8=" }],
    ["hue=HUE_RED", { hue: "HUE_RED" }],
    ["hue=2", { hue: "HUE_BLUE" }],
    ["inner.inner.hue=2", { inner: { inner: { hue: "HUE_BLUE" } } }],
    [
      "inner.inner.whole_number=3&inner.name=x",
      { inner: { name: "x", inner: { wholeNumber: 3 } } },
    ],
    ["tags=a&tags=b", { tags: ["a", "b"] }],
    ["hues=1&hues=HUE_BLUE", { hues: ["HUE_RED", "HUE_BLUE"] }],
    ["labels[a]=1&labels[__proto__]=2", { labels: JSON.parse('{"a":1,"__proto__":2}') as object }],
    ["at=2026-01-02T03:04:05.5Z", { at: "2026-01-02T03:04:05.500Z" }],
    ["lasts=1h30m", { lasts: "5400s" }],
    ["lasts=-1.5s", { lasts: "-1.500s" }],
    ["mask=a,b.c", { mask: "a,b.c" }],
    ["maybe_text=", { maybeText: "" }],
    ["maybe_number=0", { maybeNumber: 0 }],
    ["maybe_truth=false", { maybeTruth: false }],
    ['structure={"a":[1]}', { structure: { a: [1] } }],
    ["chosen_number=0", { chosenNumber: 0 }],
    ["optional_text=", { optionalText: "" }],
    ["unknown=1&inner.unknown=2", {}],
  ])("take %s from the query", async (query, wanted) => {
    const ask = await echo(get("/v1"));
    const { status, json: found } = await ask("GET", `/v1?${query}`);
    expect(status, JSON.stringify(found)).toBe(200);
    expect(found).toMatchObject(wanted);
  });

  test.each([
    ["whole_number=x", "whole_number"],
    ["whole_number=2147483648", "whole_number"],
    ["whole_number=1.5", "whole_number"],
    ["whole_number=", "whole_number"],
    ["whole_number=0x10", "whole_number"],
    ["whole_number=1&wholeNumber=2", "whole"],
    ["long_number=9223372036854775808", "long_number"],
    ["unsigned_number=-1", "unsigned_number"],
    ["long_float=1e999", "long_float"],
    ["is_set=yes", "is_set"],
    ["raw_bytes=%C3%A9", "raw_bytes"],
    ["hue=GREEN", "hue"],
    ["hue=17", "hue"],
    ["inner=x", "inner"],
    ["inner.hue=x", "inner.hue is"],
    ["name.x=1", "name.x"],
    ["tags.x=1", "tags.x"],
    ["hues=1&hues=x", "hues"],
    ["labels=1", "labels"],
    ["labels[a]=x", "labels[a]"],
    ["labels[a]=1&labels[a]=2", "labels[a]"],
    ["name[a]=1", "name"],
    ["inners=x", "inners"],
    ["at=yesterday", "at can't be read"],
    ["at=99999-01-01T00:00:00Z", "at"],
    ["lasts=5", "lasts"],
    ["lasts=1d", "lasts"],
    ["maybe_number=x", "maybe_number"],
    ["maybe_truth=x", "maybe_truth"],
    ["structure={", "structure"],
    ["structure=[]", "structure"],
    ["anything=x", "anything"],
    ["chosen_text=a&chosen_number=1", "chosen"],
    [`${"inner.".repeat(40)}name=x`, "inner.inner"],
    [Array.from({ length: 1001 }, (_, index) => `tags=${index}`).join("&"), "1001 parameters"],
  ])("refuse %s in the query, and name it", async (query, named) => {
    const ask = await echo(get("/v1"));
    const { status, json: found } = await ask("GET", `/v1?${query}`);
    expect(status, JSON.stringify(found)).toBe(400);
    expect(found).toMatchObject({ code: Code.InvalidArgument, details: [] });
    expect(found.message).toContain(named);
  });

  test("are the body, where it is all; the path has the last word, and the query none", async () => {
    const ask = await echo(post("/v1/{name}", "*"));
    const body = JSON.stringify({ name: "body", whole_number: 1, longNumber: "2", hue: 2 });
    const { json: found } = await ask("POST", "/v1/path?name=query&tags=x", { body });
    expect(found).toMatchObject({
      name: "path",
      wholeNumber: 1,
      longNumber: "2",
      hue: "HUE_BLUE",
      tags: [],
    });
    expect((await ask("POST", "/v1/path")).json).toMatchObject({ name: "path" });
  });

  test("have a field as their body, and the rest in the query", async () => {
    const ask = await echo(post("/v1/{name}", "inner"));
    const { json: found } = await ask("POST", "/v1/x?whole_number=1&inner.name=query", {
      body: JSON.stringify({ name: "body" }),
    });
    expect(found).toMatchObject({ name: "x", wholeNumber: 1, inner: { name: "body" } });
    const service = declareService({ Echo: post("/v1/{name}", "inner") });
    const type = service.method["echo"]?.input as DescMessage;
    const bytes = toBinary(type, create(type, { name: "bytes" }) as Message);
    const binary = await ask("POST", "/v1/x", {
      body: bytes,
      headers: { "content-type": "application/octet-stream", accept: "application/json" },
    });
    expect(binary.json).toMatchObject({ name: "x", inner: { name: "bytes" } });
  });

  test("come by any of a method's rules, by PATCH and by a method of its own", async () => {
    const additionalBindings = [
      create(HttpRuleSchema, { pattern: { case: "patch", value: "/v1/b/{name}" }, body: "*" }),
      create(HttpRuleSchema, { pattern: { case: "put", value: "/v1/c/{name}" }, body: "*" }),
      create(HttpRuleSchema, { pattern: { case: "delete", value: "/v1/d/{name}" } }),
      create(HttpRuleSchema, {
        pattern: {
          case: "custom",
          value: create(CustomHttpPatternSchema, { kind: "SEARCH", path: "/v1/e/{name}" }),
        },
      }),
    ];
    const ask = await echo({ ...get("/v1/a/{name}"), additionalBindings });
    for (const [method, path] of [
      ["GET", "a"],
      ["PATCH", "b"],
      ["PUT", "c"],
      ["DELETE", "d"],
      ["SEARCH", "e"],
    ] as const) {
      const { json: found } = await ask(method, `/v1/${path}/x`);
      expect(found).toMatchObject({ name: "x" });
    }
    const head = await ask("HEAD", "/v1/a/x");
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
  });

  test.each([
    ["{", "no JSON"],
    ["[]", "Everything"],
    ['{"whole_number":"x"}', "whole_number"],
    ['{"inner":{"hue":"GREEN"}}', "inner.hue can't be read"],
    ['{"labels":{"a":1,"b":"x"}}', "labels[b] can't be read"],
    ['{"inners":[{},{"inner":{"at":"x"}}]}', "inners[1].inner.at can't be read"],
    ['{"tags":"x"}', "tags"],
    ['{"at":"yesterday"}', "at"],
    ['{"chosen_text":"a","chosen_number":1}', "chosen"],
    ['{"unknown_field":1}', "unknown_field"],
    [`${'{"inner":'.repeat(500)}{}${"}".repeat(500)}`, "inner"],
    ["[".repeat(5000) + "]".repeat(5000), "Everything"],
    ["\xff\xfe", "no JSON"],
  ])("refuse the body %.40s, and say why", async (body, named) => {
    const ask = await echo(post("/v1", "*"));
    const { status, json: found } = await ask("POST", "/v1", { body, headers: json });
    expect(status).toBe(400);
    expect(found.code).toBe(Code.InvalidArgument);
    expect(found.message).toContain(named);
  });

  test("refuse bytes that are no message, a body that is too long, and one that is packed", async () => {
    const ask = await echo(post("/v1", "*"));
    const headers = { "content-type": "application/octet-stream", accept: "application/json" };
    const bad = await ask("POST", "/v1", { headers, body: Buffer.from([10, 200, 1]) });
    expect([bad.status, bad.json.code]).toEqual([400, Code.InvalidArgument]);
    const long = await ask("POST", "/v1", { headers: json, body: " ".repeat(10_001) });
    expect(long.status).toBe(400);
    expect(long.json.message).toContain("--request-bytes");
    const packed = { ...json, "content-encoding": "gzip" };
    expect((await ask("POST", "/v1", { headers: packed, body: "x" })).json.message).toContain(
      "gzip",
    );
  });
});

describe("routes", () => {
  test.each([
    ["GET", "/v1/nothing/here", 404],
    ["GET", "/v1", 404],
    ["GET", "/v1/a/", 404],
    ["GET", "/v1/a//b", 404],
    ["GET", "/v1/a/../../etc/passwd", 404],
    ["GET", "/v1/a/%2e%2e/%2e%2e/etc", 404],
    ["GET", "/v1/a/%zz", 400],
    ["GET", "/v1/a/%00", 200],
    ["GET", "/v1/a/b%2Fc", 200],
    ["GET", "/v1/a/..%2f..%2fetc", 200],
    ["POST", "/v1/a/b", 405],
    ["DELETE", "/v1/a/b", 405],
    ["PROPFIND", "/v1/a/b", 405],
  ])("%s %s is %i", async (method, path, wanted) => {
    const ask = await echo(get("/v1/a/{name}"));
    const { status, headers, json: found } = await ask(method, path);
    expect(status, JSON.stringify(found)).toBe(wanted);
    if (wanted === 405) expect(headers.allow).toBe("GET");
    if (wanted >= 400) expect(JSON.stringify(found)).toMatch(/"message":"\S+/);
  });

  test("a service whose option names what isn't there is no service", async () => {
    await expect(echo(get("/v1/{none}"))).rejects.toThrow("none");
    await expect(echo(get("/v1/{name.x}"))).rejects.toThrow("name.x");
    await expect(echo(post("/v1", "none"))).rejects.toThrow("none");
  });
});

describe("answers", () => {
  test("have the form that Accept says, or the request's own, or camel case", async () => {
    const ask = await echo(post("/v1", "*"));
    const forms = async (headers: Record<string, string>) => {
      const { bytes, headers: found } = await ask("POST", "/v1", { headers, body: "" });
      const text = bytes.toString();
      const form = text.includes("whole_number")
        ? "snake"
        : text.includes("wholeNumber")
          ? "camel"
          : "binary";
      return [found["content-type"], form];
    };
    const octets = "application/octet-stream";
    expect(await forms({})).toEqual(["application/json", "camel"]);
    expect(await forms({ accept: "*/*" })).toEqual(["application/json", "camel"]);
    expect(await forms({ accept: "application/json" })).toEqual(["application/json", "snake"]);
    expect(await forms({ accept: octets })).toEqual([octets, "binary"]);
    expect(await forms({ "content-type": "application/json; charset=utf-8" })).toEqual([
      "application/json",
      "snake",
    ]);
    expect(await forms({ "content-type": octets })).toEqual([octets, "binary"]);
    expect(await forms({ "content-type": octets, accept: "application/json" })).toEqual([
      "application/json",
      "snake",
    ]);
    // A list isn't exactly one of them.
    expect(await forms({ accept: "application/json, text/plain" })).toEqual([
      "application/json",
      "camel",
    ]);
  });

  test("show what isn't set as grpc-gateway does", async () => {
    const ask = await echo(get("/v1"));
    const { json: found } = await ask("GET", "/v1", { headers: { accept: "application/json" } });
    expect(found).toEqual({
      name: "",
      whole_number: 0,
      long_number: "0",
      unsigned_number: 0,
      unsigned_long: "0",
      short_float: 0,
      long_float: 0,
      is_set: false,
      raw_bytes: "",
      hue: "HUE_NONE",
      inner: null,
      tags: [],
      hues: [],
      labels: {},
      at: null,
      lasts: null,
      mask: null,
      maybe_text: null,
      maybe_number: null,
      maybe_truth: null,
      structure: null,
      anything: null,
      inners: [],
    });
  });

  test("are one field, where the rule says so", async () => {
    const ask = await echo({ ...get("/v1"), responseBody: "inner" });
    expect((await ask("GET", "/v1?inner.name=x")).json).toMatchObject({ name: "x" });
    expect((await ask("GET", "/v1")).bytes.toString()).toBe("null");
  });

  test("carry headers both ways", async () => {
    const ask = await echo(get("/v1"), (message, { requestHeader, responseHeader }) => {
      responseHeader.set("found", `${requestHeader.get("tenant")} ${requestHeader.get("x-own")}`);
      return message;
    });
    const headers = { "Grpc-Metadata-Tenant": "blue", "X-Own": "1" };
    const answer = await ask("GET", "/v1", { headers });
    expect(answer.headers["grpc-metadata-found"]).toBe("blue 1");
    expect(answer.headers["x-request-id"]).toBe("id-1");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  });

  test.each([
    [Code.NotFound, 404],
    [Code.AlreadyExists, 409],
    [Code.FailedPrecondition, 400],
    [Code.PermissionDenied, 403],
    [Code.Unimplemented, 501],
    [Code.Unavailable, 503],
    [Code.ResourceExhausted, 429],
    [Code.DeadlineExceeded, 504],
    [Code.Canceled, 499],
  ])("are a status in the client's form for an error of code %i", async (code, status) => {
    const ask = await echo(get("/v1"), () => {
      throw new ConnectError("No.", code, undefined, [
        { desc: StatusSchema, value: { code: 1, message: "inner" } },
      ]);
    });
    const plain = await ask("GET", "/v1");
    expect(plain.status).toBe(status);
    expect(plain.json).toEqual({
      code,
      message: "No.",
      details: [
        {
          "@type": "type.googleapis.com/google.rpc.Status",
          code: 1,
          message: "inner",
          details: [],
        },
      ],
    });
    const binary = await ask("GET", "/v1", { headers: { accept: "application/octet-stream" } });
    expect(binary.status).toBe(status);
    expect(fromBinary(StatusSchema, binary.bytes)).toMatchObject({ code, message: "No." });
  });

  test("come in time, or say that they don't", async () => {
    const ask = await echo(get("/v1"), (_, { signal }) => {
      const { promise, reject } = Promise.withResolvers();
      signal.addEventListener("abort", () => reject(signal.reason));
      return promise;
    });
    const late = await ask("GET", "/v1", { headers: { "grpc-timeout": "10m" } });
    expect([late.status, late.json.code]).toEqual([504, Code.DeadlineExceeded]);
    const odd = await ask("GET", "/v1", { headers: { "grpc-timeout": "soon" } });
    expect(odd.status).toBe(400);
    expect(odd.json.message).toContain("Grpc-Timeout");
  });

  test("of a stream are lines, the last an error where it breaks off", async () => {
    const service = declareService({ WatchStream: get("/v1/{name}") });
    const ask = await startRest(service, {
      async *watchStream({ name }: { name: string }) {
        if (name === "at-once") throw new ConnectError("Never.", Code.NotFound);
        yield { wholeNumber: 1 };
        yield { wholeNumber: 2 };
        if (name === "breaks") throw new ConnectError("Enough.", Code.Aborted);
      },
    });
    const lines = async (name: string) => {
      const { status, bytes } = await ask("GET", `/v1/${name}`);
      return [
        status,
        bytes
          .toString()
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line)),
      ] as const;
    };
    const [, whole] = await lines("whole");
    expect(whole.map(({ result }) => result.wholeNumber)).toEqual([1, 2]);
    const [status, broken] = await lines("breaks");
    expect(status).toBe(200);
    expect(broken.at(-1)).toEqual({
      error: { code: Code.Aborted, message: "Enough.", details: [] },
    });
    const [refused, [error]] = await lines("at-once");
    expect(refused).toBe(404);
    expect(error).toMatchObject({ code: Code.NotFound });
    const octets = await ask("GET", "/v1/whole", {
      headers: { accept: "application/octet-stream" },
    });
    expect(octets.status).toBe(400);
  });

  test("are refused to whom the gateway keeps out", async () => {
    const service = declareService({ Echo: post("/v1", "*") });
    const ask = await startRest(service, { echo: (message) => message }, ["a-token-of-this-test"]);
    const none = await ask("POST", "/v1", { body: "{}" });
    expect([none.status, none.json.code]).toEqual([401, Code.Unauthenticated]);
    expect(none.headers["www-authenticate"]).toBe("Bearer");
    const authorization = "Bearer a-token-of-this-test";
    expect((await ask("POST", "/v1", { headers: { authorization } })).status).toBe(200);
    const origin = "https://evil.example";
    const other = await ask("POST", "/v1", { headers: { authorization, origin } });
    expect([other.status, other.json.code]).toEqual([403, Code.PermissionDenied]);
    const own = { origin: "https://console.example" };
    const asked = await ask("OPTIONS", "/v1", { headers: own });
    expect([asked.status, asked.headers["access-control-allow-methods"]]).toEqual([
      204,
      "GET, POST, PUT, DELETE, PATCH",
    ]);
    expect((await ask("OPTIONS", "/v1", { headers: { origin } })).status).toBe(403);
  });
});
