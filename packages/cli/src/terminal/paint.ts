import { styleText } from "node:util";
import type { Output } from "./output.ts";

/** What colours and weights there are. */
export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "blue" | "magenta" | "cyan";

/** Gives a text a colour or a weight, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/**
 * Makes a painter for an output: it paints on a terminal, unless NO_COLOR is set (https://no-color.org) or the terminal
 * says that it can't.
 */
export function painter(output: Output, env: Readonly<Record<string, string | undefined>>): Paint {
  const isPlain = output.isTTY !== true || (env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb";
  return (style, text) => (isPlain ? text : styleText(style, text, { validateStream: false }));
}
