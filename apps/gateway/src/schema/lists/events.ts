import type { RecordedEvent, RunIdentifier } from "@runledger/proto";
import { badInput } from "../../errors/bad-input.ts";
import type { GatewayContext } from "../context.ts";
import { type PageArguments, pageQuery } from "../inputs/page-args.ts";
import { type Connection, toConnection } from "../types/connection.ts";

interface Arguments extends PageArguments {
  readonly afterRevision?: number | null | undefined;
}

/** Lists reports of a run, or of one of its actions, in the order in which the ledger took them. */
export async function listEvents(
  run: RunIdentifier,
  action: string | undefined,
  args: Arguments,
  context: GatewayContext,
): Promise<Connection<RecordedEvent>> {
  const { limit, after } = pageQuery(args, context);
  const above = args.afterRevision ?? undefined;
  if (after !== undefined && above !== undefined) {
    throw badInput(
      "afterRevision",
      "after and afterRevision both say where to begin: give one of them.",
    );
  }
  const afterRevision = after === undefined ? above : revisionOf(after);
  const page = await context.ledger.listEvents(run, {
    limit,
    ...(action !== undefined && { action }),
    ...(afterRevision !== undefined && { afterRevision }),
  });
  return toConnection(page);
}

function revisionOf(cursor: string): number {
  const revision = Number(cursor);
  if (!Number.isSafeInteger(revision) || revision < 0) {
    throw badInput(
      "after",
      `after is ${JSON.stringify(cursor)}, which is no cursor of this list: take one from a page of it.`,
    );
  }
  return revision;
}
