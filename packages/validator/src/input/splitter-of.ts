import { ArraySplitter } from "./array-splitter.ts";
import { DelimitedSplitter } from "./delimited-splitter.ts";
import type { Format } from "./format.ts";
import { LineSplitter } from "./line-splitter.ts";
import type { Splitter } from "./splitter.ts";

const makers: Readonly<Record<Format, () => Splitter>> = {
  delimited: () => new DelimitedSplitter(),
  lines: () => new LineSplitter(),
  array: () => new ArraySplitter(),
};

/** Makes the splitter for a format. */
export function splitterOf(format: Format): Splitter {
  return makers[format]();
}
