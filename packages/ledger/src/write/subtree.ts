import type { ActionState } from "./action-state.ts";
import type { RunBook } from "./run-book.ts";
import type { Workbook } from "./workbook.ts";

/**
 * Finds those of a run's loaded actions that are one of some actions or lie below one. What lies between, and isn't loaded since it
 * has ended, is loaded a level at a time.
 */
export async function subtreesOf(
  book: Workbook,
  run: RunBook,
  tops: readonly ActionState[],
): Promise<ActionState[]> {
  const candidates = [...run.used()];
  const below = new Map<string, boolean>(tops.map(({ name }) => [name, true]));
  let waiting = candidates;
  while (waiting.length > 0) {
    waiting = waiting.filter(({ name }) => !settle(run, below, name));
    const wanted = new Set(waiting.map(({ name }) => firstMissing(run, name)));
    await book.load(run, wanted);
  }
  return candidates.filter(({ name }) => below.get(name));
}

/** Decides for an action and those above it whether they are below one of them, if what is loaded suffices for that. */
function settle(run: RunBook, below: Map<string, boolean>, name: string): boolean {
  const path: string[] = [];
  const passed = new Set<string>();
  let at = name;
  while (!below.has(at)) {
    if (!run.isLoaded(at)) return false;
    const parent = run.get(at)?.metadata.parent ?? "";
    path.push(at);
    passed.add(at);
    // The end of the way: a root, an action whose parent isn't known, or a ring.
    if (parent === "" || passed.has(parent)) break;
    at = parent;
  }
  const answer = below.get(at) ?? false;
  for (const each of path) below.set(each, answer);
  return true;
}

/** Finds the first action on the way up that isn't loaded. */
function firstMissing(run: RunBook, name: string): string {
  let at = name;
  while (run.isLoaded(at)) at = run.get(at)?.metadata.parent ?? "";
  return at;
}
