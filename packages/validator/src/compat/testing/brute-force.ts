import type { Lifecycle } from "@runledger/lifecycle";
import { Guard, type Told } from "../guard/guard.ts";
import { sameView, viewOf } from "../guard/view.ts";

/**
 * Plays every story that the writer's lifecycle allows, of up to some reports, to a reader.
 *
 * @returns a story of which the reader refuses a report or takes another view than the writer; undefined if there is none
 */
export function findBreak(
  writer: Lifecycle,
  reader: Lifecycle,
  length: number,
): readonly Told[] | undefined {
  const extend = (story: readonly Told[]): readonly Told[] | undefined => {
    if (story.length === length) return undefined;
    const last = story.at(-1)?.attempt ?? 0;
    for (const { number: value } of writer.values) {
      for (const attempt of last === 0 ? [1] : [last, last + 1]) {
        const next = { attempt, value };
        const ours = play(writer, story);
        // Only what moves the writer's own story on is a story of the writer's.
        if (ours.tell(next) !== "moved") continue;
        const theirs = play(reader, story);
        const longer = [...story, next];
        if (theirs.tell(next) !== "moved" || !agree(ours, theirs)) return longer;
        const found = extend(longer);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  const agree = (ours: Guard, theirs: Guard): boolean =>
    sameView(viewOf(writer, ours.known), viewOf(reader, theirs.known));
  return agree(new Guard(writer), new Guard(reader)) ? extend([]) : [];
}

function play(lifecycle: Lifecycle, story: readonly Told[]): Guard {
  const guard = new Guard(lifecycle);
  for (const told of story) guard.tell(told);
  return guard;
}
