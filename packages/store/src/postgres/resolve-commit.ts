import { TIMELINE } from "./connection-config.ts";
import type { Connections } from "./connections.ts";
import { prepare } from "./statement.ts";

/** A transaction whose commit was sent and not answered. */
export interface LostTransaction {
  /** Its number at the server. */
  readonly number: string;
  /** The history that the number is of; undefined if that isn't known. */
  readonly timeline: string | undefined;
}

/** What became of a transaction. */
export type Fate = "committed" | "aborted" | "unknown";

// A standby that took over gives numbers away again that it has never heard of: what it says of them is of others.
const history = prepare(`SELECT ${TIMELINE}`);

// Where the server hasn't found out yet that the connection is gone, it is told: the transaction then ends one way or the
// other. The number names the transaction and nothing else, so no other one can be hit.
const ask = prepare(`
SELECT pg_xact_status($1::xid8), (SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
  WHERE backend_xid = ($1::xid8)::xid AND usename = current_user)`);

/**
 * Finds out what became of a transaction whose commit was sent and not answered.
 *
 * @param wait waits before the question is asked again; false: long enough was waited
 */
export async function resolveCommit(
  connections: Connections,
  lost: LostTransaction,
  wait: () => Promise<boolean>,
): Promise<Fate> {
  for (;;) {
    const status = await statusOf(connections, lost);
    if (status === "committed" || status === "aborted") return status;
    if (status === "forgotten" || !(await wait())) return "unknown";
  }
}

async function statusOf(connections: Connections, lost: LostTransaction): Promise<string> {
  const { number, timeline } = lost;
  try {
    return await connections.readTogether(async (read) => {
      if (timeline !== undefined) {
        const [[now] = []] = await read(history());
        if (now !== timeline) return "forgotten";
      }
      const [[status] = []] = await read(ask(number));
      return typeof status === "string" ? status : "forgotten";
    });
  } catch {
    return "unreachable";
  }
}
