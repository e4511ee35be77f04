import { chmodSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { openBlobStore } from "./open-blob-store.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const keys = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "top-secret" };

test.each([
  ["ftp://x/y", {}, "--blobs begins with ftp:"],
  ["file://elsewhere/x%", {}, "names no directory"],
  ["s3://bucket", {}, "AWS_ACCESS_KEY_ID isn't set"],
  ["s3://b", keys, 'the bucket "b"'],
  ["s3://", keys, "the bucket"],
  ["s3://user:pass@bucket/x", keys, "holds keys"],
  ["s3://bucket/x?regoin=x", keys, "has the parameter regoin"],
  ["s3://bucket/x?endpoint=ftp://y", keys, "has the endpoint ftp://y"],
])("refuses %s", async (url, environment, message) => {
  const opened = openBlobStore(url, { setting: "--blobs", environment });
  await expect(opened).rejects.toMatchObject({
    kind: "setting",
    message: expect.stringContaining(message),
  });
  await expect(opened).rejects.not.toMatchObject({ message: expect.stringContaining("pass@") });
});

test("says that a bucket can't be reached, and where, and no secret", async () => {
  const opened = openBlobStore("s3://bucket?endpoint=http://127.0.0.1:1", { environment: keys });
  await expect(opened).rejects.toMatchObject({
    kind: "unavailable",
    message: expect.stringMatching(
      /^The bucket bucket can't be reached at http:\/\/127\.0\.0\.1:1: (?!.*top-secret)/,
    ),
  });
});

test("makes a directory for its owner only", async () => {
  const path = join(temporaryFolder(), "deep", "blobs");
  const blobs = await openBlobStore(pathToFileURL(path).href);
  expect(blobs.description).toBe(path);
  if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o700);
});

test("says what is wrong with a directory", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "file");
  writeFileSync(file, "");
  await expect(openBlobStore(join(file, "x"))).rejects.toMatchObject({ kind: "key" });
  if (process.getuid?.() === 0 || process.platform === "win32") return;
  const closed = join(folder, "closed");
  mkdirSync(closed);
  chmodSync(closed, 0o500);
  await expect(openBlobStore(join(closed, "x"))).rejects.toMatchObject({ kind: "denied" });
});
