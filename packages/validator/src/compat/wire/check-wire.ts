import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CompatError } from "../compat-error.ts";
import { type Finding, breaksBoth } from "../finding.ts";
import type { Buf } from "../schema/buf.ts";
import type { WireCategory } from "../policy/policy.ts";

/** What `buf breaking --error-format json` says, a line each. */
interface BufAnnotation {
  readonly path?: string;
  readonly start_line?: number;
  readonly start_column?: number;
  readonly type: string;
  readonly message: string;
}

/** What to compare: two images, the packages of the files by their names, and where the files lie. */
export interface WireInput {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly category: WireCategory;
  readonly packageOf: (file: string | undefined) => string;
  readonly fileOf: (file: string) => string;
}

/**
 * Lets buf compare bytes and JSON. buf doesn't tell the directions apart, so what breaks, breaks both.
 *
 * @param folder an empty one, for the images
 * @throws CompatError where buf can't compare them
 */
export async function checkWire(buf: Buf, input: WireInput, folder: string): Promise<Finding[]> {
  await Promise.all([
    writeFile(join(folder, "before.binpb"), input.before),
    writeFile(join(folder, "after.binpb"), input.after),
  ]);
  const config = JSON.stringify({ version: "v2", breaking: { use: [input.category] } });
  const { code, stdout, stderr } = await buf(
    [
      "breaking",
      "after.binpb",
      "--against",
      "before.binpb",
      "--exclude-imports",
      "--error-format",
      "json",
      "--config",
      config,
    ],
    folder,
  );
  const lines = Buffer.from(stdout)
    .toString()
    .split("\n")
    .filter((line) => line !== "");
  if (code !== 0 && lines.length === 0) throw new CompatError(`buf breaking failed: ${stderr}`);
  return lines.map((line) => findingOf(JSON.parse(line) as BufAnnotation, input));
}

function findingOf(
  { path, start_line: line, start_column: column, type, message }: BufAnnotation,
  { packageOf, fileOf }: WireInput,
): Finding {
  const finding: Finding = {
    rule: "RC301",
    symbol: path === undefined ? type : `${path}#${type}`,
    scope: packageOf(path),
    message,
    detail: type,
    ...breaksBoth,
  };
  if (path === undefined) return finding;
  const place = {
    file: fileOf(path),
    ...(line === undefined ? {} : { line, column: column ?? 1 }),
  };
  return { ...finding, place };
}
