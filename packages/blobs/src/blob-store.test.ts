import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BlobError } from "./blob-error.ts";
import type { BlobStore } from "./blob-store.ts";
import { openBlobStore } from "./open-blob-store.ts";
import { md5Of, pieces, whole } from "./testing/bytes.ts";
import { findS3, type S3Server, startS3 } from "./testing/start-s3.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const MAX_BYTES = 40 * 2 ** 20;
const program = findS3();
let server: S3Server | undefined;
let prefixes = 0;

beforeAll(async () => {
  if (program !== undefined) server = await startS3(program);
});
afterAll(async () => server?.stop());

interface Kind {
  readonly name: string;
  readonly left: boolean;
  readonly open: (maxBytes?: number) => Promise<BlobStore>;
}

const kinds: readonly Kind[] = [
  {
    name: "a directory",
    left: false,
    open: (maxBytes = MAX_BYTES) => openBlobStore(temporaryFolder(), { maxBytes }),
  },
  {
    name: `a bucket${program === undefined ? " (left out: there is no versitygw here, `npm run test:interop` brings it)" : ""}`,
    left: program === undefined,
    open: (maxBytes = MAX_BYTES) => {
      prefixes += 1;
      const url = `s3://runs/p${prefixes}?endpoint=${server?.endpoint ?? ""}`;
      return openBlobStore(url, { maxBytes, environment: server?.environment ?? {} });
    },
  },
];

describe.each(kinds)("$name", { timeout: 60_000 }, ({ left, open }) => {
  test.skipIf(left)("gives back what was written, whole and in parts", async () => {
    const blobs = await open();
    const info = await blobs.write("runs/r1/a0/outputs.pb", pieces("hello, ", "world"));
    expect(info).toMatchObject({ key: "runs/r1/a0/outputs.pb", size: 12 });
    expect(await blobs.stat("runs/r1/a0/outputs.pb")).toEqual(info);
    const parts = [
      {},
      { start: 7 },
      { end: 5 },
      { start: 3, end: 9 },
      { start: 12 },
      { start: 99 },
      { start: 5, end: 900 },
    ];
    const read = await Promise.all(
      parts.map(async (range) =>
        String(await whole(await blobs.read("runs/r1/a0/outputs.pb", range))),
      ),
    );
    expect(read).toEqual(["hello, world", "world", "hello", "lo, wo", "", "", ", world"]);
  });

  test.skipIf(left)("knows nothing of what isn't there, and deletes it all the same", async () => {
    const blobs = await open();
    expect([
      await blobs.read("no"),
      await blobs.read("no", { start: 1 }),
      await blobs.stat("no"),
    ]).toEqual([undefined, undefined, undefined]);
    await blobs.write("a/b", pieces("x"));
    await blobs.delete("a/b");
    await blobs.delete("a/b");
    expect(await blobs.stat("a/b")).toBeUndefined();
    expect(await blobs.list({ prefix: "", limit: 10 })).toEqual([]);
  });

  test.skipIf(left)("replaces a blob", async () => {
    const blobs = await open();
    await blobs.write("key", pieces("first, and longer"));
    await blobs.write("key", pieces("second"));
    expect(String(await whole(await blobs.read("key")))).toBe("second");
    await blobs.write("key", pieces());
    expect(await blobs.stat("key")).toMatchObject({ size: 0 });
  });

  test.skipIf(left)(
    "refuses other bytes than were announced, and keeps what was there",
    async () => {
      const blobs = await open(100);
      await blobs.write("key", pieces("first"), { md5: md5Of("first"), size: 5 });
      const refused = async (text: string, options: object) => {
        const failure: unknown = await blobs
          .write("key", pieces(text), options)
          .catch((error) => error);
        return failure instanceof BlobError ? [failure.kind, failure.message] : failure;
      };
      expect(await refused("second", { md5: md5Of("other") })).toEqual([
        "digest",
        expect.stringContaining("key has the MD5"),
      ]);
      expect(await refused("second", { size: 5 })).toEqual([
        "size",
        "key has more than the 5 bytes that were announced.",
      ]);
      expect(await refused("second", { size: 9 })).toEqual([
        "size",
        "key has 6 bytes, and 9 were announced.",
      ]);
      expect(await refused("x".repeat(101), {})).toEqual(["size", expect.stringContaining("100")]);
      expect(String(await whole(await blobs.read("key")))).toBe("first");
    },
  );

  test.skipIf(left)(
    "writes what is larger than one request, and nothing of it where the source fails",
    async () => {
      const blobs = await open();
      const chunk = Buffer.alloc(3 * 2 ** 20 + 1, "runledger");
      const chunks = Array.from({ length: 11 }, () => chunk);
      const all = Buffer.concat(chunks);
      await blobs.write("large", pieces(...chunks), { md5: md5Of(all) });
      expect(Buffer.compare((await whole(await blobs.read("large"))) ?? Buffer.alloc(0), all)).toBe(
        0,
      );
      const broken = async function* () {
        yield* pieces(...chunks);
        throw new Error("The client has gone.");
      };
      await expect(blobs.write("other", broken())).rejects.toThrow("The client has gone.");
      await expect(blobs.write("other", pieces(...chunks), { md5: md5Of("no") })).rejects.toThrow(
        "MD5",
      );
      expect(await blobs.list({ prefix: "", limit: 10 })).toMatchObject([{ key: "large" }]);
    },
  );

  test.skipIf(left)("lists by key, a page at a time, whatever the keys and the pages", async () => {
    const segment = fc.stringMatching(/^[ab_+,-][ab.+,-]{0,2}$/);
    const keys = fc.uniqueArray(
      fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join("/")),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(
        keys,
        fc.integer({ min: 1, max: 5 }),
        fc.stringMatching(/^[ab]{0,2}\/?$/),
        async (all, limit, prefix) => {
          // A disk has no file that is a folder as well.
          const some = all.filter((key) => !all.some((other) => other.startsWith(`${key}/`)));
          const blobs = await open();
          for (const key of some) await blobs.write(key, pieces(key));
          const listed: string[] = [];
          for (let after = ""; ;) {
            const page = await blobs.list({ prefix, limit, ...(after === "" ? {} : { after }) });
            listed.push(...page.map(({ key }) => key));
            expect(page.length).toBeLessThanOrEqual(limit);
            if (page.length === 0) break;
            after = listed.at(-1) ?? "";
          }
          expect(listed).toEqual(some.filter((key) => key.startsWith(prefix)).toSorted());
        },
      ),
      { numRuns: 15 },
    );
  });

  test.skipIf(left)("names blobs by addresses that it finds again, and no others", async () => {
    const blobs = await open();
    const uri = blobs.uriOf("runs/r1/x=1,y.txt");
    expect(blobs.keyOf(uri)).toBe("runs/r1/x=1,y.txt");
    for (const other of [
      "file:///etc/passwd",
      "s3://elsewhere/x",
      `${uri}/../../../x`,
      "https://x/y",
      "file://%",
      "",
    ])
      expect(blobs.keyOf(other)).toBeUndefined();
  });

  test
    .skipIf(left)
    .each([
      "",
      "/a",
      "a//b",
      "a/",
      "../a",
      "a/../b",
      ".",
      "a/.hidden",
      "a\\b",
      "a b",
      "ä",
      "C:x",
      "x".repeat(256),
      "a/".repeat(600) + "a",
      "a\0b",
    ])("takes %j for no key", async (key) => {
    const blobs = await open();
    for (const call of [
      () => blobs.write(key, pieces("x")),
      () => blobs.read(key),
      () => blobs.stat(key),
      () => blobs.delete(key),
    ])
      await expect(call()).rejects.toMatchObject({ kind: "key" });
  });

  test.skipIf(left)("takes many writes of one key and of neighbours at once", async () => {
    const blobs = await open();
    const texts = Array.from({ length: 20 }, (_, at) => `text ${at}`);
    await Promise.all(
      texts.flatMap((text, at) => [
        blobs.write("a/same", pieces(text)),
        blobs.write(`a/b${at}/own`, pieces(text)),
        blobs.delete(`a/b${at}/never`),
      ]),
    );
    expect(texts).toContain(String(await whole(await blobs.read("a/same"))));
    expect(await blobs.list({ prefix: "a/b", limit: 100 })).toHaveLength(20);
  });
});

describe.skipIf(program === undefined)("a bucket", () => {
  const open = (query: string, environment = server?.environment) =>
    openBlobStore(`s3://runs/signed?endpoint=${server?.endpoint}${query}`, {
      environment: environment ?? {},
    });

  test("signs addresses that anyone may use, for what they are for", async () => {
    const blobs = await open("");
    const put = await blobs.sign("file.bin", {
      method: "PUT",
      expiresIn: 60,
      md5: md5Of("content"),
    });
    const { url, headers } = put ?? { url: "", headers: {} };
    expect((await fetch(url, { method: "PUT", headers, body: "other" })).ok).toBe(false);
    expect((await fetch(url, { method: "PUT", headers, body: "content" })).status).toBe(200);
    expect((await fetch(url)).status).toBe(403);
    const get = await blobs.sign("file.bin", { method: "GET", expiresIn: 60 });
    expect(await (await fetch(get?.url ?? "")).text()).toBe("content");
  });

  test("says what is wrong with it", async () => {
    const wrong = {
      ...server?.environment,
      AWS_SECRET_ACCESS_KEY: "nonsense",
    } as S3Server["environment"];
    await expect(open("", wrong)).rejects.toMatchObject({
      kind: "denied",
      message: expect.stringContaining("AWS_SECRET_ACCESS_KEY"),
    });
    const missing = openBlobStore(`s3://nowhere/x?endpoint=${server?.endpoint}`, {
      environment: server?.environment ?? {},
    });
    await expect(missing).rejects.toMatchObject({
      kind: "setting",
      message: expect.stringContaining("nowhere"),
    });
  });
});
