import type { Work } from "./plugin.ts";

/** Names the work of one attempt, in maps and folders: no part but the last holds a slash. */
export function workKey({ action, attempt }: Pick<Work, "action" | "attempt">): string {
  const { name, run } = action;
  return [run?.project, run?.domain, run?.name, name, attempt]
    .map((part) => encodeURIComponent(String(part)))
    .join("/");
}
