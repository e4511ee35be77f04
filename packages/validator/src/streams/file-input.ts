import { createReadStream, statSync } from "node:fs";
import type { Format } from "../input/format.ts";
import type { ReportType } from "../input/report-type.ts";
import type { Input } from "./input.ts";

/** In bytes. Larger chunks cost memory and are no faster. */
const chunkSize = 256 * 1024;

/** Makes an input of a file. @throws Error of the file system where it isn't there or can't be read */
export function fileInput(
  path: string,
  {
    format,
    type,
  }: { readonly format?: Format | undefined; readonly type?: ReportType | undefined } = {},
): Input {
  const stat = statSync(path);
  return {
    name: path,
    // A pipe has no size.
    size: stat.isFile() ? stat.size : undefined,
    format,
    type,
    open: () => createReadStream(path, { highWaterMark: chunkSize }),
  };
}
