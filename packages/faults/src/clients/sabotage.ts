import type { Frame } from "./model.ts";

/**
 * What the harness itself is made to do wrong, to see whether it finds that out:
 * - `resume-late`: watchers resume one revision too late
 * - `lose-frame`: each watcher loses one frame
 * - `lose-report`: a writer takes a batch for acknowledged that it has never sent
 * - `lose-ending`: whoever is to abort or delete a run takes that for done
 */
export type Sabotage = "resume-late" | "lose-frame" | "lose-report" | "lose-ending";

export const sabotages: readonly Sabotage[] = [
  "resume-late",
  "lose-frame",
  "lose-report",
  "lose-ending",
];

/** Which frame is lost. */
const LOST = 4;

/** Takes what a frame says out of it, as if the one after it were the next. */
export function emptied(frame: Frame, count: number, sabotage: Sabotage | undefined): Frame {
  if (sabotage !== "lose-frame" || count !== LOST) return frame;
  const lists = Object.entries(frame).filter(([, value]) => Array.isArray(value));
  return { ...frame, ...Object.fromEntries(lists.map(([name]) => [name, []])) } as Frame;
}
