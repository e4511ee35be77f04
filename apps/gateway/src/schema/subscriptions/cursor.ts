import { badInput } from "../../errors/bad-input.ts";

const prefix = "r";

/** Writes a revision as the id of a frame. */
export function revisionCursor(revision: bigint | number): string {
  return `${prefix}${revision}`;
}

/**
 * Says after which revision a watch resumes: the argument where it is given, or else the id of the last frame that the
 * client has seen. Undefined: it starts anew.
 *
 * @throws GatewayError BAD_INPUT if the id was never handed out by a watch of a run.
 */
export function resumeAfter(
  afterRevision: number | null | undefined,
  lastEventId: string | undefined,
): number | undefined {
  // A browser that reconnects sends the same operation again, with the id of the last frame: the id is newer.
  if (lastEventId === undefined || lastEventId === "") return afterRevision ?? undefined;
  const revision = lastEventId.startsWith(prefix)
    ? Number(lastEventId.slice(prefix.length))
    : Number.NaN;
  if (!Number.isSafeInteger(revision) || revision < 0) {
    throw badInput(
      "Last-Event-ID",
      `Last-Event-ID is ${JSON.stringify(lastEventId)}, which no watch of a run has handed out: leave it out to start anew.`,
    );
  }
  return revision;
}
