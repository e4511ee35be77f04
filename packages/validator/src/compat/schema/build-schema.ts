import { existsSync } from "node:fs";
import { join } from "node:path";
import { CompatError } from "../compat-error.ts";
import type { Buf } from "./buf.ts";

/**
 * Compiles a folder's .proto files with buf, or normalises a file that buf can read.
 *
 * @param name what to call it in an error
 * @returns the bytes of an image with source information; undefined where there is nothing to compile
 * @throws CompatError where it doesn't compile
 */
export async function buildSchema(
  buf: Buf,
  name: string,
  folder: string,
  input: string,
): Promise<Uint8Array | undefined> {
  if (!existsSync(join(folder, input))) return undefined;
  const { code, stdout, stderr } = await buf(["build", input, "-o", "-#format=binpb"], folder);
  if (code === 0) return stdout;
  if (/no \.proto files|had no \.proto/i.test(stderr)) return undefined;
  throw new CompatError(`${name} doesn't compile:\n${stderr}`);
}

/**
 * Reads a compiled schema from a file, in any of buf's formats.
 *
 * @throws CompatError where it isn't one
 */
export async function loadImage(buf: Buf, name: string, file: string): Promise<Uint8Array> {
  const { code, stdout, stderr } = await buf(["build", file, "-o", "-#format=binpb"], ".");
  if (code === 0) return stdout;
  throw new CompatError(
    `${name} can't be read as a compiled schema: ${stderr}; build it again with buf build -o FILE.binpb`,
  );
}
