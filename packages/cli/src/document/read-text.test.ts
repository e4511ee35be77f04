import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readText } from "./read-text.ts";

describe("readText", () => {
  it("reads a file without its byte order mark", async () => {
    const folder = await mkdtemp(join(tmpdir(), "runledger-"));
    const file = join(folder, "a.json");
    await writeFile(file, "\uFEFF{}");
    expect(await readText(file)).toBe("{}");
  });

  it("says what to do where there is no such file, or a folder", async () => {
    const folder = await mkdtemp(join(tmpdir(), "runledger-"));
    await expect(readText(join(folder, "none.json"))).rejects.toThrow(
      /no such file: check the path/,
    );
    await expect(readText(folder)).rejects.toThrow(/this is a folder/);
  });
});
