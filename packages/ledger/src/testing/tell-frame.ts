import type { ActionsFrame, EnrichedAction } from "@runledger/proto";

/** Tells a frame in a line: an action as `name:phase@revision{phase:count,…}`, with a minus before it if withdrawn. */
export function tellFrame({ frame }: ActionsFrame): string {
  switch (frame.case) {
    case "snapshot":
      return ["snapshot", ...frame.value.actions.map(tellAction)].join(" ");
    case "snapshotComplete":
      return `complete @${frame.value.revision} ${frame.value.shown}/${frame.value.total}`;
    case "changed":
      return [`changed @${frame.value.revision}`, ...frame.value.actions.map(tellAction)].join(" ");
    case "settled":
      return `settled @${frame.value.revision} ${frame.value.phase}`;
    default:
      return "nothing";
  }
}

function tellAction({ action, childrenPhaseCounts, meetsFilter }: EnrichedAction): string {
  const counts = Object.entries(childrenPhaseCounts).map(([phase, count]) => `${phase}:${count}`);
  const below = counts.length === 0 ? "" : `{${counts.join(",")}}`;
  const { phase, revision } = action?.status ?? {};
  return `${meetsFilter ? "" : "-"}${action?.id?.name}:${phase}@${revision}${below}`;
}
