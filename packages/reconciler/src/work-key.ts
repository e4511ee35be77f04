import { createHash } from "node:crypto";
import type { Work } from "./plugin.ts";

/** The longest segment, in characters: what file systems bear, and five of them are a key of a blob. */
const LONGEST = 180;

/**
 * Names the work of one attempt, in maps, folders and blobs: project, domain, run, action and attempt with slashes between
 * them. Different ones have different names, whatever characters are in them.
 */
export function workKey({ action, attempt }: Pick<Work, "action" | "attempt">): string {
  const { name, run } = action;
  return [run?.project, run?.domain, run?.name, name, attempt]
    .map((part) => segmentOf(String(part)))
    .join("/");
}

/** Writes any text as one segment of a path: letters, digits and `._-`, the rest as `~` and its bytes. */
function segmentOf(text: string): string {
  const written = [...Buffer.from(text)]
    .map((byte, i) => {
      const character = String.fromCodePoint(byte);
      const isPlain = /[A-Za-z0-9_-]/.test(character) || (character === "." && i > 0);
      return isPlain ? character : `~${byte.toString(16).padStart(2, "0")}`;
    })
    .join("");
  if (written !== "" && written.length <= LONGEST) return written;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 32);
  return `${written.slice(0, LONGEST - 34)}~~${digest}`;
}
