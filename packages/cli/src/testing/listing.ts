import type { GatewayClient } from "../client/gateway-client.ts";
import type { ShownTree } from "../watch/shown-tree.ts";
import { readActions } from "./read-run.ts";
import { recount } from "./recount.ts";

/**
 * An action of a run and what is below it, as a watch ends with it and as a query lists it. Without the revision: a report
 * that is late by so much that the run had settled, and all watches of it ended, still counts one up.
 */
export interface Listed {
  readonly name: string;
  readonly parent: string;
  readonly phase: string;
  readonly attempts: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** Lists what a watch shows, by name. */
export function shownListing(tree: ShownTree): readonly Listed[] {
  const listed = [...tree.actions.values()].map(({ name, parent, phase, attempts, counts }) => ({
    name,
    parent,
    phase,
    attempts,
    counts: Object.fromEntries(counts),
  }));
  return listed.sort(byName);
}

/** Asks for all actions of a run, by name, and counts below each what it finds there. */
export async function queriedListing(
  client: GatewayClient,
  run: string,
): Promise<readonly Listed[]> {
  const actions = await readActions(client, run);
  const counts = recount(actions);
  return actions
    .map(({ name, parent, phase, attempts }) => ({
      name,
      parent,
      phase,
      attempts,
      counts: counts.get(name) ?? {},
    }))
    .sort(byName);
}

function byName(a: Listed, b: Listed): number {
  return a.name < b.name ? -1 : 1;
}
